package lint

import (
	"cmp"
	"slices"
	"strings"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/internal/prose"
)

// Rule is one thing that can be found, with the function that finds it. A
// caller may write rules of its own; their IDs must differ from those of Rules.
type Rule struct {
	citation.Rule
	Check func(*Pass) // reports to the Pass it is given and keeps nothing
}

// Rules gives the catalogue, sorted by ID. The slice is the caller's.
func Rules() []Rule {
	rules := slices.Concat(markerRules(), fieldRules(), ibidRules(), consistencyRules(), urlRules(), archiveRules(), contextRules())
	slices.SortFunc(rules, func(a, b Rule) int { return cmp.Compare(a.ID, b.ID) })
	return rules
}

// Pass is the walk of one rule over one manuscript.
type Pass struct {
	Doc *citation.Document // not to be changed

	// Limit is the last day that the manuscript can know of: its own date, else
	// the day that the Linter was given. It is zero where neither is known.
	Limit citation.Date

	rule     Rule
	short    *shortForms
	findings []citation.Finding
}

// Report adds a finding with the ID and the severity of the rule.
func (p *Pass) Report(f citation.Finding) { p.add(f, p.rule.Severity) }

// Inform is Report for what deserves less than the rule's severity: the
// finding is an Info.
func (p *Pass) Inform(f citation.Finding) { p.add(f, citation.Info) }

func (p *Pass) add(f citation.Finding, severity citation.Severity) {
	f.Rule, f.Severity = p.rule.ID, severity
	for _, s := range [...]*string{&f.Message, &f.Advice, &f.Cited, &f.Found} {
		*s = shown(*s)
	}
	for i := range f.Evidence {
		f.Evidence[i].Text = shown(f.Evidence[i].Text)
	}
	for i := range f.Related {
		f.Related[i].Message = shown(f.Related[i].Message)
	}
	p.findings = append(p.findings, f)
}

// shown makes what a manuscript says fit to be shown on one line.
func shown(s string) string {
	const longest = 600 // characters: a long sentence
	return prose.Printable(prose.Squeeze(s), longest)
}

// text gives the words that s covers, "" where a document made by hand has
// none there.
func (p *Pass) text(s citation.Span) string { return textAt(p.Doc, s) }

func textAt(doc *citation.Document, s citation.Span) string {
	if s.Start < 0 || s.Start > s.End || s.End > len(doc.Text) {
		return ""
	}
	return doc.Text[s.Start:s.End]
}

// words gives what c says, its links by the words that carry them.
func (p *Pass) words(c *citation.Citation) string {
	span := extent(p.Doc, c)
	text := p.text(span)
	for _, link := range c.Links {
		if source := p.text(link.Span); source != "" && link.Text != "" {
			text = strings.Replace(text, source, link.Text, 1)
		}
	}
	return text
}

// label gives the number of the note that c stands in.
func label(c *citation.Citation) string {
	if c.Note == nil {
		return ""
	}
	return c.Note.Label
}

// fulls gives the citations that cite in full.
func (p *Pass) fulls(yield func(*citation.Citation) bool) {
	for c := range p.Doc.Citations() {
		if c.Form == citation.Full && !yield(c) {
			return
		}
	}
}
