package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/ibid-go/ibid/archive"
	"github.com/ibid-go/ibid/internal/prose"
	"github.com/ibid-go/ibid/internal/report"
)

// copyMessage is a line of "archive find --format json".
type copyMessage struct {
	Version  int             `json:"version"`
	Kind     string          `json:"kind"`
	Note     string          `json:"note,omitempty"`
	URL      string          `json:"url"`
	At       string          `json:"at,omitempty"` // beginning of the day, month or year that matters
	Verdict  string          `json:"verdict"`
	Answers  []answerMessage `json:"answers"`
	Snapshot *copyFound      `json:"snapshot,omitempty"`
}

// answerMessage is what one archive said.
type answerMessage struct {
	Verdict string `json:"verdict"`
	Archive string `json:"archive,omitempty"`
	Error   string `json:"error,omitempty"`
}

type copyFound struct {
	report.Snapshot
	Raw       string `json:"raw,omitempty"`
	Original  string `json:"original"`
	Days      int    `json:"days"` // from the time that matters
	Status    int    `json:"status,omitempty"`
	MediaType string `json:"media_type,omitempty"`
	Digest    string `json:"digest,omitempty"`
	Match     string `json:"match"`
	Trusted   bool   `json:"trusted"`
}

// status is the exit status that a page asks for: one without a copy is a finding, one about which nobody could be asked leaves the run undecided.
func (m *copyMessage) status() int {
	switch m.Verdict {
	case archive.Found.String():
		return statusClean
	case archive.NotAsked.String():
		return statusUndecided
	}
	return statusFindings
}

func messageOf(p wanted, answers []archive.Answer) *copyMessage {
	s, err := archive.Best(p.query, answers)
	m := &copyMessage{Version: 1, Kind: "copy", Note: p.note, URL: p.query.URL, Verdict: archive.VerdictOf(s, err).String()}
	if !p.query.At.IsZero() {
		m.At = p.query.At.Format(time.DateOnly)
	}
	for _, a := range answers {
		said := answerMessage{Verdict: a.Verdict().String()}
		if a.Err != nil {
			said.Error = prose.Printable(a.Err.Error(), longestError)
		} else {
			said.Archive = a.Snapshot.Archive
		}
		m.Answers = append(m.Answers, said)
	}
	if s != nil {
		m.Snapshot = foundOf(p, s)
	}
	return m
}

func foundOf(p wanted, s *archive.Snapshot) *copyFound {
	f := &copyFound{
		Snapshot: report.NewSnapshot(s), Raw: s.RawURL, Original: s.Original, Status: s.Status, MediaType: s.MediaType,
		Digest: s.Digest, Match: s.Match.String(), Trusted: s.Trusted,
	}
	if !p.query.At.IsZero() {
		f.Days = int(p.query.Distance(s.Time).Hours() / 24)
	}
	return f
}

// showCopy writes one page in a format.
func showCopy(w io.Writer, format string, m *copyMessage) error {
	switch format {
	case "json":
		out := json.NewEncoder(w)
		out.SetEscapeHTML(false)
		return out.Encode(m)
	case "html":
		if m.Snapshot == nil || m.Snapshot.HTML == "" {
			return nil
		}
		_, err := fmt.Fprintln(w, m.Snapshot.HTML)
		return err
	}
	return showCopyText(w, m)
}

func showCopyText(w io.Writer, m *copyMessage) error {
	where := m.URL
	if m.Note != "" {
		where = "note " + m.Note + ": " + where
	}
	fmt.Fprintf(w, "%s\n  %s", prose.Printable(where, longestError), m.Verdict)
	if s := m.Snapshot; s != nil {
		fmt.Fprintf(w, ": %s", s.Time.Format(time.DateOnly))
		if m.At != "" {
			fmt.Fprintf(w, ", %d days away", s.Days)
		}
		if s.Status == 0 {
			fmt.Fprint(w, ", not looked at")
		}
		if !s.Trusted {
			fmt.Fprint(w, ", in an archive that has altered copies")
		}
		fmt.Fprintf(w, "\n  %s\n", prose.Printable(cmp.Or(s.Bluebook, s.URL, s.Archive), longestError))
		return nil
	}
	fmt.Fprintln(w)
	for _, a := range m.Answers {
		fmt.Fprintf(w, "  %s\n", a.Error)
	}
	return nil
}
