package verify

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/ibid-go/ibid/archive"
	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/internal/archivelink"
	"github.com/ibid-go/ibid/internal/prose"
)

// CopyQuery asks for the copy of the source of c at an address that shows what its author saw: near the day of access; else near the cited date, and rather
// after it, when the page was there; else near the date of the report.
func CopyQuery(c *citation.Citation, address string, report citation.Date) archive.Query {
	q := archive.Query{URL: address}
	work := c.Work()
	if work == nil {
		work = c
	}
	switch {
	case !work.Accessed.IsZero():
		q.At, q.Span = period(work.Accessed)
	case !work.Date.IsZero():
		q.At, q.Span = period(work.Date)
		q.Prefer = archive.After
	case !report.IsZero():
		q.At, q.Span = period(report)
	}
	return q
}

// period is the time that a date names: a day, a month or a year.
func period(d citation.Date) (start time.Time, span time.Duration) {
	start = time.Date(d.Year, time.Month(max(d.Month, 1)), max(d.Day, 1), 0, 0, 0, 0, time.UTC)
	end := start.AddDate(0, 0, 1)
	switch {
	case d.Month == 0:
		end = start.AddDate(1, 0, 0)
	case d.Day == 0:
		end = start.AddDate(0, 1, 0)
	}
	return start, end.Sub(start)
}

// lookForCopy asks the archives about a page that is gone, or about every page where the house wants copies. A link into an archive is a copy itself.
func (r *run) lookForCopy(s *seen, q archive.Query) {
	k, status := r.checker, s.Reason.Status()
	if k.Archive == nil || isCopy(q.URL) || status == Unchecked || status != Gone && !k.RequireCopies {
		return
	}
	found, err := k.Archive.Find(r.ctx, q)
	switch s.Archived = archive.VerdictOf(found, err); s.Archived {
	case archive.Found:
		s.Copy = found
	case archive.NotAsked:
		s.archiveErr = err
	}
}

// isCopy tells whether an address leads into a web archive.
func isCopy(address string) bool {
	_, copied := archivelink.Parse(address)
	return copied
}

// waitForArchive keeps the manners towards an archive whose copy is cited. Where the network is replaced nobody is to be spared.
func (k *Checker) waitForArchive(ctx context.Context, address string) {
	if k.Transport != nil || !isCopy(address) {
		return
	}
	if u, err := url.Parse(address); err == nil {
		archive.Turn(ctx, u.Host) // an end of the context is told by the visit
	}
}

// archivedLink gives the link of c to a certain copy, "" where there is none beside the one that is visited anyway.
func archivedLink(c *citation.Citation, visited string) string {
	if c.Form != citation.Full {
		return ""
	}
	for _, link := range c.Links {
		if l, ok := archivelink.Parse(link.URL); ok && l.Form == archivelink.Capture && !l.Closed && link.URL != visited {
			return link.URL
		}
	}
	return ""
}

// copies is what a run knows of the copies of one source.
type copies struct {
	*job
	page     *seen
	copy     *seen // that the note cites beside the page; nil where it cites none
	required bool  // by the house
}

// findings says what an editor should know of the copies.
func (k copies) findings() []citation.Finding {
	if k.citation.Form != citation.Full {
		return nil
	}
	var findings []citation.Finding
	for _, f := range [...]*citation.Finding{k.available(), k.badSnapshot(), k.differsFromLive()} {
		if f != nil {
			findings = append(findings, *f)
		}
	}
	return findings
}

// finding begins a finding about an address of the note.
func (k copies) finding(rule string, severity citation.Severity, address string) *citation.Finding {
	x := examination{citation: k.citation}
	f := x.finding(rule, severity, k.link(address))
	return &f
}

// link is the place of an address in the note; the whole citation where it stands in no link.
func (j *job) link(address string) citation.Span {
	for _, link := range j.citation.Links {
		if link.URL == address {
			return link.Span
		}
	}
	return j.citation.Span
}

// keepsCopy reports whether the note cites a copy already, and nothing is known against it.
func (k copies) keepsCopy() bool { return k.copy != nil && snapshotFault(k.copy) == "" }

// available tells of a copy of a page that is gone, or that there is none where the house wants one. A note that cites a copy needs neither.
func (k copies) available() *citation.Finding {
	s := k.page
	switch {
	case k.keepsCopy():
		return nil
	case s.Copy != nil && s.Reason.Status() == Gone:
		f := k.finding("archive-available", citation.Info, k.url)
		day := s.Copy.Time.Format("January 2, 2006")
		f.Message, f.Cited, f.Found = "The page is gone; "+s.Copy.Archive+" keeps a copy of "+day+".", k.url, s.Copy.URL
		f.Advice = "Look at the copy; if it is the source, cite it: " + s.Copy.Chicago() + "."
		f.Fixes = k.fixes(s.Copy)
		return f
	case s.Archived == archive.Absent || s.Archived == archive.OnlyError:
		if !k.required {
			return nil
		}
		f := k.finding("archive-missing", citation.Warning, k.url)
		f.Message, f.Cited = "No archive that was asked keeps a good copy of the page.", k.url
		f.Advice = "Have one made while the page is there: checker archive save."
		if s.Reason.Status() == Gone {
			f.Advice = "Ask the author for the copy that was used, or cite another source."
		}
		return f
	}
	return nil
}

// fixes puts a copy behind an address that stands in the text as such.
func (k copies) fixes(s *archive.Snapshot) []citation.Fix {
	span := k.link(k.url)
	if s.URL == "" || span == k.citation.Span || span.End-span.Start != len(k.url) {
		return nil
	}
	at := citation.Span{Start: span.End, End: span.End}
	return []citation.Fix{
		{Message: "add the archived copy (Chicago)", Edits: []citation.Edit{{Span: at, New: strings.TrimPrefix(s.Chicago(), s.Original)}}},
		{Message: "add the archived copy (Bluebook 18.2.1(d))", Edits: []citation.Edit{{Span: at, New: strings.TrimPrefix(s.Bluebook(), s.Original)}}},
	}
}

// badSnapshot tells of a cited copy that is no copy of the source.
func (k copies) badSnapshot() *citation.Finding {
	for i, s := range [...]*seen{k.page, k.copy} {
		address := [...]string{k.url, k.archivedURL}[i]
		l, copied := archivelink.Parse(address)
		if s == nil || !copied || l.Form == archivelink.Short || s.HTTP == 0 && s.Reason.Status() != Gone {
			continue
		}
		what := snapshotFault(s)
		if what == "" {
			continue
		}
		f := k.finding("archive-snapshot-bad", citation.Error, address)
		f.Message, f.Cited = "The cited archived copy "+what+".", address
		f.Advice = "Cite another copy; “checker archive find” looks for a good one."
		return f
	}
	return nil
}

// snapshotFault says what an archive has in the place of the page. What the archive refuses or fails to show now says nothing of the copy.
func snapshotFault(s *seen) string {
	switch {
	case s.Memento && s.HTTP >= 400:
		return fmt.Sprintf("is an error page (status %d)", s.HTTP)
	case s.Reason == ReasonSoft404:
		return "is a page that says “not found”"
	case s.Memento && (s.Reason == ReasonBotWall || s.Reason == ReasonLogin || s.Reason == ReasonParked || s.Reason == ReasonConsent):
		return "shows a wall in the place of the page"
	case s.Reason.Status() == Gone:
		return "is not in the archive"
	}
	return ""
}

// differsFromLive compares what the copy and the page say of themselves, where a note cites both.
func (k copies) differsFromLive() *citation.Finding {
	if k.copy == nil || k.copy.Source == nil || k.page.Source == nil || k.page.Reason.Status() != OK {
		return nil
	}
	if status := k.copy.Reason.Status(); status != OK && status != Moved {
		return nil
	}
	live, kept := k.page.Source, k.copy.Source
	what, now, then := changed(live, kept)
	if what == "" {
		return nil
	}
	f := k.finding("archive-differs-from-live", citation.Warning, k.archivedURL)
	f.Message = fmt.Sprintf("The page now has the %s “%s”, its archived copy “%s”.", what, now, then)
	f.Cited, f.Found = k.archivedURL, now
	f.Advice = "Compare the two, and cite the one that was used."
	f.Evidence = append(live.evidence(live.From[what], now), kept.evidence(kept.From[what], then)...)
	return f
}

// changed names the part in which a page and its copy differ, with what each says.
func changed(live, kept *Source) (what, now, then string) {
	const alike = 0.8 // of two titles: a reworked headline has less in common
	switch a, b := live.Title(), kept.Title(); {
	case a != "" && b != "" && prose.Similarity(a, b) < alike:
		return "title", a, b
	case live.Date.Day != 0 && kept.Date.Day != 0 && live.Date.String() != kept.Date.String():
		return "date", live.Date.String(), kept.Date.String()
	}
	return "", "", ""
}
