package report

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"sort"
	"strings"

	"github.com/ibid-go/ibid/archive"
	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/verify"
)

// Text writes for an editor at a terminal: the totals in one line, what
// concerns the whole document, what concerns each note in their order, and
// lists of the sources that nobody could check. It needs the whole document
// before it writes. Text of pages and manuscripts reaches W without control
// characters.
type Text struct {
	W     io.Writer
	Width int  // of a line, in characters; 0 means DefaultWidth
	Color bool // with the colours of ANSI terminals (ECMA-48 SGR)
	Named bool // begin with the name of the document, for more than one

	document *Document
	sections []*section // of the notes, in their order
	general  section    // what concerns no single note
}

// DefaultWidth is that of a terminal of old, and of most logs.
const DefaultWidth = 80

// section is a note with what is to be said of it.
type section struct {
	note     *Note
	results  []*Result
	findings []*Finding
}

// Document begins a document.
func (t *Text) Document(m *Document) error {
	t.document, t.sections, t.general = m, nil, section{}
	return nil
}

// Note keeps a note.
func (t *Text) Note(m *Note) error {
	t.sections = append(t.sections, &section{note: m})
	return nil
}

// Finding keeps a finding.
func (t *Text) Finding(m *Finding) error {
	s := t.sectionOf(m.Note, m.Span)
	s.findings = append(s.findings, m)
	return nil
}

// Result keeps a result.
func (t *Text) Result(m *Result) error {
	s := t.sectionOf(m.Note, &m.Span)
	s.results = append(s.results, m)
	return nil
}

// sectionOf finds the note with a label. Labels may repeat, as where chapters
// count anew; then the span decides.
func (t *Text) sectionOf(label string, span *Span) *section {
	if label == "" {
		return &t.general
	}
	if span != nil {
		i := sort.Search(len(t.sections), func(i int) bool { return t.sections[i].note.Span[1] > span[0] })
		if i < len(t.sections) && t.sections[i].note.Span[0] <= span[0] && t.sections[i].note.Label == label {
			return t.sections[i]
		}
	}
	for _, s := range t.sections {
		if s.note.Label == label {
			return s
		}
	}
	return &t.general
}

// Summary writes the document.
func (t *Text) Summary(m *Summary) error {
	w := bufio.NewWriter(t.W)
	l := layout{w: w, width: cmp.Or(t.Width, DefaultWidth), color: t.Color}
	first := totals(m)
	if t.Named {
		first = t.document.Name + ": " + first
	}
	l.whole(bold, first)
	t.writeGeneral(&l)
	for _, s := range t.sections {
		t.writeNote(&l, s)
	}
	t.writeUnchecked(&l)
	if line := recordings(t.document); line != "" {
		l.blank()
		l.paragraph("", plain, line)
	}
	if t.Named {
		l.blank()
	}
	return w.Flush()
}

// recordings says where pages were read and where visits are kept, "" where neither was a recording.
func recordings(d *Document) string {
	switch {
	case d.Evidence != "" && d.Recorded != "":
		return "The pages that the recording " + d.Evidence + " holds were read from there; the others were visited, and are kept in " + d.Recorded + "."
	case d.Evidence != "":
		return "The pages were read from the recording " + d.Evidence + ", not from the network."
	case d.Recorded != "":
		return "The visits are kept in the recording " + d.Recorded + "."
	}
	return ""
}

// totals says it all in one line; what is zero is left out.
func totals(s *Summary) string {
	if s.Notes == 0 {
		line := "no notes found"
		if found := counts(s); found != "" {
			line += "; " + found
		}
		return line
	}
	line := plural(s.Notes, "note") + ", " + plural(s.Sources, "source")
	if s.Checked && s.Sources > 0 {
		line += ": " + list(
			number(s.Found, "found"), number(s.Differ, "differ"), number(s.NotFound, "not found"), number(s.NotChecked, "not checked"),
		)
	}
	if found := counts(s); found != "" {
		line += "; " + found
	} else if s.AtOrAbove(citation.Info) == 0 && s.NotChecked == 0 {
		line += "; nothing to report"
	}
	return line
}

func counts(s *Summary) string {
	var errors, warnings string
	if s.Errors > 0 {
		errors = plural(s.Errors, "error")
	}
	if s.Warnings > 0 {
		warnings = plural(s.Warnings, "warning")
	}
	return list(errors, warnings, number(s.Infos, "info"))
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

func number(n int, word string) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%d %s", n, word)
}

func list(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

func (t *Text) writeGeneral(l *layout) {
	if len(t.general.findings) == 0 {
		return
	}
	l.heading("The whole document")
	slices.SortStableFunc(t.general.findings, func(a, b *Finding) int { return cmp.Compare(b.Severity, a.Severity) })
	for _, f := range t.general.findings {
		l.finding(f)
	}
}

// longestExcerpt bounds how much of a note stands above its findings, in
// characters: a note of two sources fits.
const longestExcerpt = 320

func (t *Text) writeNote(l *layout, s *section) {
	news := slices.ContainsFunc(s.results, isNews)
	if len(s.findings) == 0 && !news {
		return
	}
	l.heading("Note " + s.note.Label)
	l.paragraph("  ", plain, cut(s.note.Plain, longestExcerpt))
	for _, r := range s.results {
		if isNews(r) {
			l.result(r)
		}
	}
	for _, r := range s.results {
		l.verdict(r)
	}
	for _, f := range s.findings {
		l.finding(f)
	}
}

// isNews reports whether a result asks for something by itself.
func isNews(r *Result) bool { return r.Status == verify.Gone || r.Status == verify.Moved }

// column is where the text of a finding begins: behind the longest word that
// stands before it, "not found".
const column = 13

func (l *layout) finding(f *Finding) {
	l.blank()
	l.entry(severityStyle(f.Severity), f.Severity.String(), f.Message+" ["+f.Rule+"]")
	switch {
	case len(f.Evidence) > 0:
		l.detail("note says", f.Cited)
		l.evidence(f)
	case f.Note != "" && f.Found != "" && len(f.Related) > 0:
		l.detail("note "+f.Related[0].Note, f.Found)
	}
	l.detail("to do", f.Advice)
}

// evidence says what was read, and where: on a page, or in the sentence that
// refers to the note.
func (l *layout) evidence(f *Finding) {
	for i, e := range f.Evidence {
		if e.URL == "" {
			l.detail("text says", f.Found)
			l.detail("read in", quoted(e.Text))
			continue
		}
		if i == 0 {
			l.detail("page says", cmp.Or(f.Found, e.Text))
		}
		l.detail("read in", cmp.Or(e.Source, "the page")+" of "+e.URL)
	}
}

func (l *layout) result(r *Result) {
	l.blank()
	if r.Status == verify.Gone {
		l.entry(red, "not found", r.Reason.Advice())
	} else {
		l.entry(yellow, "moved", r.Reason.Advice())
	}
	l.detail("link", r.URL)
	if r.Final != "" && r.Final != r.URL {
		l.detail("leads to", r.Final)
	}
	l.detail("copy", copyLine(r))
}

// copyLine says what archives know of a page, "" where they were not asked.
func copyLine(r *Result) string {
	switch {
	case r.Snapshot != nil:
		return cmp.Or(r.Snapshot.URL, r.Snapshot.Archive) + " (" + r.Snapshot.Time.Format("2006-01-02") + ")"
	case r.ArchiveError != "":
		return "not looked for: " + strings.TrimPrefix(r.ArchiveError, "archive: ")
	case r.Status != verify.Gone:
		return ""
	}
	return map[string]string{
		archive.Absent.String():    "none in the archives that were asked",
		archive.OnlyError.String(): "none but of an error page",
		archive.Excluded.String():  "the archives show none, often at the wish of the site",
	}[r.Archived]
}

// verdict says in one line whether the page is the source, and what of the note
// agrees, where the findings below may leave that open.
func (l *layout) verdict(r *Result) {
	if r.Comparison == nil || !slices.ContainsFunc(r.Answers, func(a Answer) bool { return a.Agreement > verify.Agrees }) {
		return
	}
	line := map[verify.Verdict]string{
		verify.IsCited:     "The page is the source cited",
		verify.AnotherPage: "The page is another one than the note cites",
		verify.Undecided:   "The page does not show whether it is the source cited",
	}[*r.Comparison]
	var parts []string
	for _, a := range r.Answers {
		if a.Agreement != verify.CannotSay {
			parts = append(parts, a.Part+" "+a.Agreement.String())
		}
	}
	l.blank()
	l.entry(plain, "page", line+": "+strings.Join(parts, ", ")+".")
}

func severityStyle(s citation.Severity) style {
	switch s {
	case citation.Error:
		return red
	case citation.Warning:
		return yellow
	}
	return cyan
}
