// Package lint finds in a manuscript what an editor should know about its
// notes and what needs no network to be seen.
//
// A newcomer calls [Lint] and reads the findings:
//
//	for f := range lint.Lint(doc) {
//		fmt.Println(f.Note, f.Severity, f.Message, f.Advice)
//	}
//
// [Linter] chooses a house style ([Profiles]) and rules; [Rules] is the
// catalogue. Each rule is one value: an ID, a severity, a page of
// documentation and one function. They stand one family a file: markers.go
// fields.go ibid.go consistency.go urls.go archive.go context.go.
package lint

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"github.com/ibid-go/ibid/citation"
)

// Linter runs rules over manuscripts. The zero value runs every rule of the
// catalogue; a Linter may be used by several goroutines at once.
type Linter struct {
	Profile Profile   // house style; zero: every rule, short forms as in Chicago
	Rules   []Rule    // nil: those of Rules
	Today   time.Time // stands in for the date of a manuscript that states none; zero: unknown
}

// Lint runs every rule over doc; see [Linter.Lint].
func Lint(doc *citation.Document) iter.Seq[citation.Finding] { return new(Linter).Lint(doc) }

// Lint gives the findings about doc in the order of the text. Those that
// concern several notes at once have no Span and come first. All rules run
// when the sequence is ranged over, each time anew.
func (l *Linter) Lint(doc *citation.Document) iter.Seq[citation.Finding] {
	return func(yield func(citation.Finding) bool) {
		for _, f := range l.run(doc) {
			if !yield(f) {
				return
			}
		}
	}
}

func (l *Linter) run(doc *citation.Document) []citation.Finding {
	rules := l.Rules
	if rules == nil {
		rules = Rules()
	}
	pass := Pass{Doc: doc, Limit: l.limit(doc), short: newShortForms(doc, l.Profile)}
	for _, rule := range rules {
		if !l.Profile.switchesOff(rule.ID) {
			pass.rule = rule
			rule.Check(&pass)
		}
	}
	slices.SortStableFunc(pass.findings, func(a, b citation.Finding) int {
		return cmp.Compare(a.Span.Start, b.Span.Start)
	})
	return pass.findings
}

// limit gives the date of the manuscript, else today, else none.
func (l *Linter) limit(doc *citation.Document) citation.Date {
	if !doc.Date.IsZero() || l.Today.IsZero() {
		return doc.Date
	}
	year, month, day := l.Today.Date()
	return citation.Date{Year: year, Month: int(month), Day: day}
}
