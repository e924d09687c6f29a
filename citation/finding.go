package citation

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/ibid-go/ibid/internal/prose"
)

// Severity of a finding. The zero Severity is Info.
type Severity int

// Error is what a publication should not go out with, Warning what an editor
// should decide, Info what an editor may want to know.
const (
	Info Severity = iota
	Warning
	Error
)

// String is "info", "warning" or "error".
func (s Severity) String() string { return [...]string{"info", "warning", "error"}[s] }

// MarshalText writes the severity as its String.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (s *Severity) UnmarshalText(text []byte) error {
	for _, severity := range [...]Severity{Info, Warning, Error} {
		if string(text) == severity.String() {
			*s = severity
			return nil
		}
	}
	return fmt.Errorf("severity %q is none of error, warning, info", text)
}

// Finding is something that an editor should know about a manuscript. It is
// plain data: what shows it computes nothing.
type Finding struct {
	Rule     string // ID of the rule that found it; never reused or renamed
	Severity Severity
	Note     string // label of the note, "" where it concerns no single note
	Span     Span   // in Document.Text; zero where it concerns the whole
	Message  string // one sentence for an editor, without the evidence
	Advice   string // what to do, one sentence
	Cited    string // what the note says
	Found    string // what the page, or another note, says
	Evidence []Evidence
	Related  []Related
	Fixes    []Fix
}

// Fingerprint identifies the finding across runs. It is made from the rule and
// the words concerned, so that it survives renumbered notes and moved text.
func (f Finding) Fingerprint() string {
	sum := sha256.Sum256([]byte(strings.Join([]string{f.Rule, prose.Fold(f.Cited), prose.Fold(f.Found)}, "\x00")))
	const enoughToBeUnique = 8 // bytes: one chance of collision in 2^32 findings
	return hex.EncodeToString(sum[:enoughToBeUnique])
}

// Evidence is where something was read.
type Evidence struct {
	Source string // the signal: "json-ld", "og:title", "h1", "sentence"
	Text   string // the words read there
	URL    string // the page, "" for the manuscript itself
}

// Related points at another place that the finding is about.
type Related struct {
	Note    string
	Span    Span
	Message string
}

// Fix is a change that an editor may accept. Edits do not overlap.
type Fix struct {
	Message string // a verb phrase: "replace with the short form"
	Edits   []Edit
}

// Edit replaces the bytes of Span in Document.Text by New.
type Edit struct {
	Span Span
	New  string
}

// Rule is one thing that can be found, with the reason why it matters. Every
// Finding names the ID of a Rule.
type Rule struct {
	ID       string
	Severity Severity // the highest that its findings have
	Title    string   // one line
	Doc      string   // reason, source and an example before and after, as Markdown
}
