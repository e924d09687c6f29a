package report_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/ibid-go/ibid/archive"
	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/internal/golden"
	"github.com/ibid-go/ibid/internal/report"
	"github.com/ibid-go/ibid/verify"
)

const manuscript = `Two riots followed.¹ A third did not.²⁷
1 Jane Roe, “Prison Terms,” RFE/RL, September 13, 2009; “Gone Page,” Reuters, 2001.
2 Ibid., 12.
3 Personal interview with John Doe, 2022.
2 “Locked,” The Times, 2004; “Lost,” UPI; “Moved,” AFP; “Slow,” DW.
`

// sample is a document with every kind of thing that a report can say, built by
// hand: what the parser makes of a text is no matter of this package.
func sample() *report.Report {
	doc := &citation.Document{
		Name: "report.txt", Format: citation.Text, Title: "On Riots", Issue: "26", Date: citation.Date{Year: 2022, Month: 3},
		Authors: []citation.Name{{Given: "Lucas", Family: "Webber"}}, Text: manuscript,
		Paragraphs: []*citation.Paragraph{{Text: "Two riots", Links: []citation.Link{{URL: "#", Text: "riots"}}}},
	}
	for line := range strings.Lines(manuscript) {
		if label, text, ok := strings.Cut(strings.TrimSpace(line), " "); ok && len(label) == 1 {
			start := strings.Index(manuscript, text)
			doc.Notes = append(doc.Notes, &citation.Note{Label: label, Text: text, Plain: text, Span: citation.Span{Start: start, End: start + len(text)}})
		}
	}
	note := func(i int) *citation.Note { return doc.Notes[i] }
	first := &citation.Marker{Label: "1", Span: span("¹"), Style: citation.Superscript, Note: note(0)}
	note(0).Markers = []*citation.Marker{first}
	doc.Markers = []*citation.Marker{first, {Label: "27", Span: span("²⁷"), Style: citation.Superscript}}

	roe := &citation.Citation{
		Kind: citation.Newspaper, Span: span("Jane Roe, “Prison Terms,” RFE/RL, September 13, 2009"),
		Authors: []citation.Name{{Given: "Jane", Family: "Roe", Span: span("Jane Roe")}},
		Title:   field("Prison Terms"), Container: field("RFE/RL"), Date: citation.Date{Year: 2009, Month: 9, Day: 13, Span: span("September 13, 2009")},
		Links: []citation.Link{{URL: "https://rferl.test/a"}},
	}
	cite(note(0), roe, &citation.Citation{Title: field("Gone Page"), Span: span("“Gone Page,” Reuters, 2001")})
	cite(note(1), &citation.Citation{Form: citation.Ibid, Antecedents: []*citation.Citation{roe}, Span: span("Ibid., 12")})
	cite(note(2), &citation.Citation{Kind: citation.Interview, Title: field("Personal interview with John Doe"), Span: span("Personal interview with John Doe, 2022")})
	cite(note(3),
		&citation.Citation{Title: field("Locked"), Container: field("The Times"), Span: span("“Locked,” The Times, 2004")},
		&citation.Citation{Title: field("Lost"), Authors: []citation.Name{{Literal: "UPI"}, {Family: "X"}}, Span: span("“Lost,” UPI")},
		&citation.Citation{Title: field("Moved"), Span: span("“Moved,” AFP")},
		&citation.Citation{Span: span("“Slow,” DW")})
	return &report.Report{Document: doc, Findings: slices.Values(findings()), Results: slices.Values(results(doc)), Evidence: "evidence.warc.gz"}
}

func span(s string) citation.Span {
	i := strings.Index(manuscript, s)
	return citation.Span{Start: i, End: i + len(s)}
}

func field(s string) citation.Field { return citation.Field{Text: s, Span: span(s)} }

func cite(n *citation.Note, citations ...*citation.Citation) {
	for _, c := range citations {
		c.Note = n
	}
	n.Citations = citations
}

func findings() []citation.Finding {
	return []citation.Finding{
		{Rule: "marker-style-mixed", Severity: citation.Info, Message: "Markers are mixed.", Advice: "Write all alike."},
		{
			Rule: "url-placeholder", Severity: citation.Error, Message: "1 link leads nowhere.", Advice: "Take the target from the file.",
			Related: []citation.Related{{Note: "1", Span: span("RFE/RL"), Message: "RFE/RL"}},
		},
		{
			Rule: "source-predates-event", Severity: citation.Error, Note: "1", Span: span("September 13, 2009"),
			Message: "The source is older than the event.", Cited: "September 13, 2009", Found: "May 2019",
			Evidence: []citation.Evidence{{Source: "sentence", Text: "Two riots followed."}},
		},
		{
			Rule: "ibid-discouraged", Severity: citation.Info, Note: "2", Span: span("Ibid., 12"), Message: "“Ibid.” stands for note 1.",
			Advice: "Cite it by its short form.", Cited: "Ibid.", Found: "Jane Roe, “Prison Terms”", Related: []citation.Related{{Note: "1"}},
			Fixes: []citation.Fix{{Message: "replace with the short form", Edits: []citation.Edit{{Span: span("Ibid."), New: "Roe, “Prison Terms.”"}}}},
		},
		{Rule: "note-number-duplicate", Severity: citation.Warning, Note: "2", Span: span("“Locked,”"), Message: "There are two notes 2."},
	}
}

func results(doc *citation.Document) []*verify.Result {
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	verdicts := []verify.Result{
		{
			URL: "https://rferl.test/a", Status: verify.OK, Reason: verify.ReasonRedirected, HTTP: 200, Final: "https://rferl.test/b",
			Hops: []verify.Hop{{URL: "https://rferl.test/a", Status: 302, Location: "https://rferl.test/b"}}, Checked: at, Elapsed: 120 * time.Millisecond,
			Source: &verify.Source{
				Titles: []verify.Claim{{Text: "Prison Terms", Signal: "h1"}}, Authors: []string{"Jane Roe"}, Sites: []verify.Claim{{Text: "RFE/RL"}},
				Date: citation.Date{Year: 2019, Month: 12, Day: 13}, From: map[string]string{"title": "h1", "date": "json-ld"},
			},
			Findings: []citation.Finding{{
				Rule: "date-mismatch", Severity: citation.Error, Note: "1", Span: span("September 13, 2009"), Message: "The page gives another year and month.",
				Advice: "Correct the date.", Cited: "2009-09-13", Found: "2019-12-13",
				Evidence: []citation.Evidence{{Source: "json-ld", Text: "2019-12-13", URL: "https://rferl.test/b"}},
			}},
		},
		{
			URL: "https://reuters.test/gone", Status: verify.Gone, Reason: verify.ReasonNotFound, HTTP: 404, Checked: at,
			Snapshot: &archive.Snapshot{Archive: "web.archive.test", URL: "https://web.archive.test/1", Original: "https://reuters.test/gone", Time: at},
		},
		{URL: "https://rferl.test/a", Status: verify.OK, HTTP: 200, Checked: at},
		{Status: verify.Unchecked, Reason: verify.ReasonNotOnline},
		{URL: "https://times.test/a", Status: verify.Refused, Reason: verify.ReasonPaywall, HTTP: 402, Checked: at},
		{Status: verify.Unchecked, Reason: verify.ReasonPlaceholder},
		{URL: "https://afp.test/a", Status: verify.Gone, Reason: verify.ReasonRedirectToRoot, HTTP: 200, Final: "https://afp.test/", Checked: at},
		{URL: "https://dw.test/a", Status: verify.Failed, Reason: verify.ReasonTimeout, Checked: at, Err: errors.New("slow")},
	}
	var list []*verify.Result
	for c := range doc.Citations() {
		r := verdicts[len(list)]
		r.Citation = c
		list = append(list, &r)
	}
	return list
}

// The forms of both formats: a whole report, one of the manuscript alone, one
// in which visits were not wanted, and the empty one.
func TestGolden(t *testing.T) {
	offline := sample()
	offline.Evidence = ""
	offline.Results = func(yield func(*verify.Result) bool) {
		for c := range offline.Document.Citations() {
			yield(&verify.Result{Citation: c, URL: c.URL(), Reason: verify.ReasonOffline})
		}
	}
	alone := sample()
	alone.Results, alone.Evidence = nil, ""
	empty := &report.Report{Document: &citation.Document{Name: "empty.txt"}}
	inBody := &report.Report{Document: &citation.Document{}, Findings: slices.Values(findings()[:1])}
	clean := &report.Report{Document: &citation.Document{Notes: []*citation.Note{{Label: "1", Plain: "See above."}}}}
	for name, r := range map[string]*report.Report{
		"whole": sample(), "lint": alone, "offline": offline, "empty": empty, "body": inBody, "clean": clean,
	} {
		t.Run(name, func(t *testing.T) {
			var text, lines bytes.Buffer
			_, err := r.Write(&report.Text{W: &text})
			require.NoError(t, err)
			golden.Equal(t, "testdata/"+name+".txt", text.String())
			_, err = r.Write(&report.JSON{W: &lines})
			require.NoError(t, err)
			golden.Equal(t, "testdata/"+name+".jsonl", lines.String())
			for line := range strings.Lines(lines.String()) {
				var message struct {
					Version int
					Kind    string
				}
				require.NoError(t, json.Unmarshal([]byte(line), &message))
				assert.Equal(t, report.Version, message.Version)
				assert.Contains(t, []string{"document", "note", "finding", "result", "summary"}, message.Kind)
			}
		})
	}
}

func TestManuscriptGolden(t *testing.T) {
	var got bytes.Buffer
	require.NoError(t, report.NewManuscript(sample().Document).WriteJSON(&got))
	golden.Equal(t, "testdata/manuscript.json", got.String())
}

// A full disk is told of, wherever in the manuscript it happens.
func TestManuscriptTellsOfAFailedWrite(t *testing.T) {
	m := report.NewManuscript(sample().Document)
	writes := len(sample().Document.Notes) + 2 // what stands before the notes and behind them
	for n := range writes {
		assert.ErrorIs(t, m.WriteJSON(&failing{n}), errFull, "write %d", n)
	}
	assert.NoError(t, m.WriteJSON(&failing{writes}))
}

// Spans of citations count in the text of their note.
func TestManuscriptSpans(t *testing.T) {
	seen := 0
	for note := range report.NewManuscript(sample().Document).Notes {
		for _, c := range note.Citations {
			for name, s := range c.Spans {
				require.LessOrEqual(t, s[1], len(note.Text))
				if name == "title" {
					assert.Equal(t, c.CSL.Title, note.Text[s[0]:s[1]])
					seen++
				}
			}
		}
	}
	assert.Equal(t, 6, seen)
}

// The text fits the width, whatever stands in it, but for the totals, which are
// one line at any width, and addresses, which are whole so that they can be
// copied.
func TestTextFitsTheWidth(t *testing.T) {
	for _, width := range []int{0, 40, 60, 100} {
		var text bytes.Buffer
		_, err := sample().Write(&report.Text{W: &text, Width: width})
		require.NoError(t, err)
		limit := width
		if width == 0 {
			limit = report.DefaultWidth
		}
		totals, rest, _ := strings.Cut(text.String(), "\n")
		assert.Contains(t, totals, "notes")
		assert.Contains(t, totals, "errors")
		for line := range strings.Lines(rest) {
			if !strings.Contains(line, "://") && limit >= 60 {
				assert.LessOrEqual(t, len([]rune(strings.TrimRight(line, "\n"))), limit, line)
			}
		}
	}
}

func TestTextColor(t *testing.T) {
	colors := regexp.MustCompile(`\x1b\[\d*m`)
	var plain, painted bytes.Buffer
	_, err := sample().Write(&report.Text{W: &plain})
	require.NoError(t, err)
	_, err = sample().Write(&report.Text{W: &painted, Color: true})
	require.NoError(t, err)
	assert.NotContains(t, plain.String(), "\x1b")
	assert.Contains(t, painted.String(), "\x1b[31merror")
	assert.Equal(t, plain.String(), colors.ReplaceAllString(painted.String(), ""), "colour changes nothing else")
}

func TestTextNamed(t *testing.T) {
	var text bytes.Buffer
	_, err := sample().Write(&report.Text{W: &text, Named: true})
	require.NoError(t, err)
	assert.True(t, strings.HasPrefix(text.String(), "report.txt: 4 notes"), text.String())
}

// Control characters of a manuscript or a page never reach a terminal: neither
// escape sequences nor the C1 controls nor what turns the direction of text.
func TestNothingCommandsTheTerminal(t *testing.T) {
	const evil = "a\x1b[2J\u009b31m\x07\u202e\x7fz"
	r := sample()
	r.Document.Name, r.Document.Title = evil, evil
	for _, n := range r.Document.Notes {
		n.Label, n.Plain, n.Text = n.Label+evil, evil, evil
	}
	var bad []citation.Finding
	for _, f := range findings() {
		f.Message, f.Advice, f.Cited, f.Found, f.Rule = evil, evil, evil, evil, evil
		f.Evidence = append(f.Evidence, citation.Evidence{Source: evil, Text: evil, URL: evil})
		bad = append(bad, f)
	}
	r.Findings = slices.Values(bad)
	for name, h := range map[string]func(io.Writer) report.Handler{
		"text": func(w io.Writer) report.Handler { return &report.Text{W: w, Named: true} },
		"json": func(w io.Writer) report.Handler { return &report.JSON{W: w} },
	} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			_, err := r.Write(h(&out))
			require.NoError(t, err)
			for _, control := range []string{"\x1b", "\u009b", "\x07", "\x7f"} {
				assert.NotContains(t, out.String(), control)
			}
			if name == "json" { // which keeps the text as it is, for spans to count in
				for line := range strings.Lines(out.String()) {
					var m struct{ Kind, Title string }
					require.NoError(t, json.Unmarshal([]byte(line), &m))
					if m.Kind == "document" {
						assert.Equal(t, evil, m.Title)
					}
				}
			} else {
				assert.NotContains(t, out.String(), "\u202e")
			}
		})
	}
}

// failing fails from the nth write on.
type failing struct{ left int }

var errFull = errors.New("disk is full")

func (f *failing) Write(p []byte) (int, error) {
	if f.left--; f.left < 0 {
		return 0, errFull
	}
	return len(p), nil
}

// A handler that fails ends the walk, wherever that is.
func TestWriteTellsOfAFailedHandler(t *testing.T) {
	var all bytes.Buffer
	_, err := sample().Write(&report.JSON{W: &all})
	require.NoError(t, err)
	lines := bytes.Count(all.Bytes(), []byte("\n"))
	for n := range lines {
		_, err := sample().Write(&report.JSON{W: &failing{n}})
		assert.ErrorIs(t, err, errFull, "write %d", n)
	}
	_, err = sample().Write(&report.Text{W: &failing{0}})
	assert.ErrorIs(t, err, errFull)
}

// 100,000 markers in one line cost one pass, not one each.
func TestManuscriptIsLinear(t *testing.T) {
	const n = 100_000
	doc := &citation.Document{Text: strings.Repeat("é¹", n)}
	for i := range n {
		doc.Markers = append(doc.Markers, &citation.Marker{Label: "1", Span: citation.Span{Start: 4*i + 2, End: 4*i + 4}})
	}
	m := report.NewManuscript(doc)
	require.Len(t, m.Orphans.Markers, n)
	assert.Equal(t, report.Marker{Label: "1", Line: 1, Column: 2 * n}, m.Orphans.Markers[n-1])
}
