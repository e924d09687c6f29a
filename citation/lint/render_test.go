package lint_test

import (
	"fmt"
	"strings"

	"github.com/ibid-go/ibid/citation"
)

// render writes findings as the cases and the golden files hold them:
//
//	note severity rule: message
//	    at: the words that the span covers
//	    says: what the note says
//	    but: what another place says
//	    do: the advice
//	    see: notes of related places
//	    fix: verb phrase: old → new
func render(doc *citation.Document, findings []citation.Finding) string {
	var b strings.Builder
	for _, f := range findings {
		note := f.Note
		if note == "" {
			note = "-"
		}
		fmt.Fprintf(&b, "%s %s %s: %s\n", note, f.Severity, f.Rule, f.Message)
		line(&b, "at", cut(doc.Text[f.Span.Start:f.Span.End]))
		line(&b, "says", cut(f.Cited))
		line(&b, "but", cut(f.Found))
		line(&b, "do", f.Advice)
		line(&b, "see", related(f.Related))
		for _, fix := range f.Fixes {
			line(&b, "fix", fix.Message+": "+edits(doc, fix))
		}
	}
	return b.String()
}

func line(b *strings.Builder, name, text string) {
	if text != "" {
		fmt.Fprintf(b, "    %s: %s\n", name, text)
	}
}

func cut(s string) string {
	const enough = 100 // characters, to know a place by
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > enough {
		return string(r[:enough]) + "…"
	}
	return s
}

func related(list []citation.Related) string {
	var places []string
	for _, r := range list {
		if r.Note == "" {
			r.Note = "text"
		}
		places = append(places, r.Note)
	}
	return strings.Join(places, " ")
}

func edits(doc *citation.Document, fix citation.Fix) string {
	const most = 4
	var changes []string
	for i, e := range fix.Edits {
		if i == most {
			changes = append(changes, fmt.Sprintf("%d more", len(fix.Edits)-most))
			break
		}
		changes = append(changes, fmt.Sprintf("%s → %s", cut(doc.Text[e.Span.Start:e.Span.End]), e.New))
	}
	return strings.Join(changes, ", ")
}
