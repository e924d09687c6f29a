package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/ibid-go/ibid/archive"
	"github.com/ibid-go/ibid/internal/prose"
	"github.com/ibid-go/ibid/internal/report"
)

func archiveSave(ctx context.Context, s *streams, c *command, args []string) error {
	var f sourceFlags
	var service, journal string
	var older time.Duration
	files, err := f.parse(s, c, args, func(flags *flag.FlagSet) {
		f.addOutput(flags, "text", "json")
		f.add(flags)
		flags.StringVar(&service, "service", "wayback", "who makes the copies: wayback (keys in IA_ACCESS_KEY_ID and IA_SECRET_ACCESS_KEY), perma (key in PERMA_API_KEY), or the `URL` of a service like Save Page Now")
		flags.StringVar(&journal, "journal", "saves.jsonl", "remember in `FILE` what was saved; the same file goes on after an interruption")
		flags.DurationVar(&older, "if-older", 0, "take a copy that is not older than `TIME`, if there is one, in place of a new one")
	})
	if err != nil {
		return err
	}
	pages, err := f.pages(s, files)
	if err != nil {
		return err
	}
	saver, err := saverOf(service, older)
	if err != nil {
		return err
	}
	j, err := archive.OpenJournal(journal)
	if err != nil {
		return usagef("%w", err)
	}
	defer j.Close()
	return write(s, f.output, func(out *output) error { return saveAll(ctx, out, f.format, j, saver, pages) })
}

func saverOf(service string, older time.Duration) (archive.Saver, error) {
	if service == "perma" {
		key := os.Getenv("PERMA_API_KEY")
		if key == "" {
			return nil, usagef("%w: set PERMA_API_KEY; perma.cc/settings/tools shows yours", archive.ErrNoKeys)
		}
		return &archive.PermaSaver{Key: archive.APIKey(key), UserAgent: userAgent()}, nil
	}
	keys, err := archive.KeysFrom(os.Getenv)
	if err != nil {
		return nil, usagef("%w", err)
	}
	n := &archive.SavePageNow{Keys: keys, UserAgent: userAgent(), IfOlder: older}
	switch {
	case strings.HasPrefix(service, "http://") || strings.HasPrefix(service, "https://"):
		n.Base = service
	case service != "wayback":
		return nil, usagef("--service %s is none of wayback, perma, and no URL", service)
	}
	return n, nil
}

// saveAll saves each page and tells at once what became of it. A refusal is a finding; what is pending or may succeed later leaves the run undecided.
func saveAll(ctx context.Context, out *output, format string, j *archive.Journal, saver archive.Saver, pages []wanted) error {
	var urls []string
	for _, p := range pages {
		urls = append(urls, p.query.URL)
	}
	status := statusClean
	for r := range j.SaveAll(ctx, saver, urls) {
		var refused *archive.SaveError
		switch {
		case errors.As(r.Err, &refused) && !refused.Transient:
			status = moreUrgent(status, statusFindings)
		case r.Err != nil || r.Saved.Snapshot == nil:
			status = moreUrgent(status, statusUndecided)
		}
		if err := errors.Join(showSave(out, format, r), out.Flush()); err != nil {
			return err
		}
	}
	if status != statusClean {
		return &reported{status}
	}
	return nil
}

// saveMessage is a line of "archive save --format json".
type saveMessage struct {
	Version   int              `json:"version"`
	Kind      string           `json:"kind"`
	URL       string           `json:"url"`
	State     string           `json:"state"` // confirmed, recent, pending, not saved
	Snapshot  *report.Snapshot `json:"snapshot,omitempty"`
	Error     string           `json:"error,omitempty"`
	Transient bool             `json:"transient,omitempty"` // the same order may succeed later
}

// showSave writes what became of one page in a format.
func showSave(w io.Writer, format string, r archive.SaveResult) error {
	if format == "json" {
		out := json.NewEncoder(w)
		out.SetEscapeHTML(false)
		return out.Encode(saveMessageOf(r))
	}
	_, err := fmt.Fprintln(w, prose.Printable(r.URL, longestError)+"\n  "+prose.Printable(saveText(r), longestError))
	return err
}

func saveMessageOf(r archive.SaveResult) *saveMessage {
	m := &saveMessage{Version: 1, Kind: "save", URL: r.URL, State: "not saved"}
	if r.Err != nil {
		var refused *archive.SaveError
		m.Error = prose.Printable(r.Err.Error(), longestError)
		m.Transient = errors.As(r.Err, &refused) && refused.Transient
		return m
	}
	m.State = r.Saved.State.String()
	if r.Saved.Snapshot != nil {
		copied := report.NewSnapshot(r.Saved.Snapshot)
		m.Snapshot = &copied
	}
	return m
}

func saveText(r archive.SaveResult) string {
	switch {
	case r.Err != nil:
		return "not saved: " + strings.TrimPrefix(r.Err.Error(), "archive: ")
	case r.Saved.Snapshot == nil:
		return r.Saved.State.String() + ": run again later to learn the address of the copy"
	}
	return r.Saved.State.String() + ": " + r.Saved.Snapshot.URL
}
