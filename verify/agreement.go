package verify

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ibid-go/ibid/citation"
)

// Agreement is the answer to how one part of a note stands to what its source
// says of itself. The zero value is CannotSay.
type Agreement int

// The answers. AgreesLoosely is the same thing in another form, such as a
// shortened title, initials, or the day in another time zone.
const (
	CannotSay Agreement = iota
	Agrees
	AgreesLoosely
	Differs
)

func agreementNames() []string { return []string{"cannot say", "agrees", "agrees loosely", "differs"} }

// String gives the answer in lower-case words, as JSON has it.
func (a Agreement) String() string { return nameOf(agreementNames(), int(a), "Agreement") }

// MarshalText gives the words of [Agreement.String].
func (a Agreement) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// UnmarshalText reads the words of [Agreement.String].
func (a *Agreement) UnmarshalText(text []byte) error {
	i, err := indexOf(agreementNames(), text, "agreement")
	if err == nil {
		*a = Agreement(i)
	}
	return err
}

// Verdict is the one answer about a page that a note leads to. The zero value
// is Undecided.
type Verdict int

// The verdicts.
const (
	Undecided   Verdict = iota // the page says too little of itself, or parts contradict one another
	IsCited                    // it is the source that the note cites, even where the note errs in a part
	AnotherPage                // it is some other page
)

func verdictNames() []string { return []string{"cannot say", "is the source cited", "is another page"} }

// String gives the verdict in lower-case words, as JSON has it.
func (v Verdict) String() string { return nameOf(verdictNames(), int(v), "Verdict") }

// MarshalText gives the words of [Verdict.String].
func (v Verdict) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads the words of [Verdict.String].
func (v *Verdict) UnmarshalText(text []byte) error {
	i, err := indexOf(verdictNames(), text, "verdict")
	if err == nil {
		*v = Verdict(i)
	}
	return err
}

// Part names what is compared.
type Part string

// The parts, in the order in which they are compared.
const (
	PartTitle    Part = "title"
	PartAuthors  Part = "authors"
	PartDate     Part = "date"
	PartOutlet   Part = "outlet"
	PartLanguage Part = "language"
	PartKind     Part = "kind" // an article, or a page that lists others
	PartQuote    Part = "quotation"
)

// Answer is how one part of a note stands to the page, and why.
type Answer struct {
	Part      Part                `json:"part"`
	Agreement Agreement           `json:"agreement"`
	Why       string              `json:"why,omitempty"` // in a few words, "" where it is plain
	Cited     string              `json:"cited,omitempty"`
	Found     string              `json:"found,omitempty"`
	Evidence  []citation.Evidence `json:"evidence,omitempty"` // where Found was read
}

// Comparison is all that a note and its source say of each other.
type Comparison struct {
	Verdict  Verdict
	Answers  []Answer // one a part that the note or the page states, in the order of the parts
	Findings []citation.Finding
}

// Of gives the answer about a part; the zero Answer cannot say.
func (c *Comparison) Of(part Part) Answer {
	for _, a := range c.Answers {
		if a.Part == part {
			return a
		}
	}
	return Answer{Part: part}
}

func nameOf(names []string, i int, kind string) string {
	if i < 0 || i >= len(names) {
		return fmt.Sprintf("%s(%d)", kind, i)
	}
	return names[i]
}

func indexOf(names []string, text []byte, kind string) (int, error) {
	i := slices.Index(names, string(text))
	if i < 0 {
		return 0, fmt.Errorf("verify: %q is no %s: want one of %s", text, kind, strings.Join(names, ", "))
	}
	return i, nil
}
