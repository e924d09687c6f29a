package citation

import (
	"strings"

	"github.com/ibid-go/ibid/internal/outlet"
	"github.com/ibid-go/ibid/internal/prose"
	"github.com/ibid-go/ibid/internal/tag"
)

// Kind is the type of a source, named as in CSL 1.0.2 (appendix III). The
// empty Kind means that the note does not say.
type Kind string

// The kinds that a note can show. Others of CSL may come with later versions.
const (
	Article       Kind = "article-journal"
	Magazine      Kind = "article-magazine"
	Newspaper     Kind = "article-newspaper"
	Book          Kind = "book"
	Chapter       Kind = "chapter"
	Conference    Kind = "paper-conference"
	Report        Kind = "report"
	Thesis        Kind = "thesis"
	Webpage       Kind = "webpage"
	Post          Kind = "post"
	Blog          Kind = "post-weblog"
	Interview     Kind = "interview"
	Communication Kind = "personal_communication"
	Speech        Kind = "speech"
	Manuscript    Kind = "manuscript"
	Dataset       Kind = "dataset"
	Broadcast     Kind = "broadcast"
	Film          Kind = "motion_picture"
	LegalCase     Kind = "legal_case"
	Legislation   Kind = "legislation"
	Treaty        Kind = "treaty"
	Patent        Kind = "patent"
	Encyclopedia  Kind = "entry-encyclopedia"
)

// Form says how a citation names its source.
type Form int

// The forms (Chicago Manual of Style, 17th ed., 14.19, 14.29–36).
const (
	Full     Form = iota // all that is needed to find the source
	Ibid                 // ibid., id., ebd.: the source just cited
	OpCit                // op. cit., loc. cit., supra: an earlier source by name
	Short                // name and short title of a source cited in full before
	CrossRef             // "see note 5": the sources of another note
)

// String is "full", "ibid", "op-cit", "short" or "cross-ref".
func (f Form) String() string {
	return [...]string{"full", "ibid", "op-cit", "short", "cross-ref"}[f]
}

// kindOf tells the type of a source from the parts that it shows: what it is
// called, then what outlet it came in, then which parts go together.
func kindOf(c *Citation) Kind {
	if kind := kindOfGenre(c.Genre.Text); kind != "" {
		return kind
	}
	if o := outlet.Lookup(c.Container.Text); o != nil && c.Volume.IsZero() {
		return Kind(o.Kind)
	}
	switch {
	case !c.Container.IsZero() && (!c.Volume.IsZero() || !c.Issue.IsZero() && !c.Pages.IsZero()):
		return Article
	case !c.Container.IsZero() && !c.Issue.IsZero() && c.Date.Month != 0:
		return Magazine
	case !c.Container.IsZero() && (len(c.Editors) > 0 || !c.Publisher.IsZero()):
		return Chapter
	case !c.Container.IsZero():
		return kindOfContainer(c)
	case !c.Number.IsZero():
		return Report
	case !c.Publisher.IsZero() || !c.Place.IsZero() || hasISBN(c):
		return kindOfPublished(c)
	case len(c.Authors) > 0 && c.Authors[0].Literal != "" && c.Title.Mark != Quoted:
		return Report
	case c.URL() != "" || len(c.Links) > 0:
		return Webpage
	case c.Date.Month != 0 && len(c.Authors) > 0:
		return Speech // nothing is said of where it was published
	case c.Title.Mark == Quoted && len(c.Authors) == 0:
		return Webpage
	}
	return Book
}

// kindOfGenre knows the kinds that a note names in words.
func kindOfGenre(genre string) Kind {
	words := " " + prose.Fold(genre) + " "
	for _, known := range [...]struct {
		word string
		kind Kind
	}{
		{"interview", Interview}, {"thesis", Thesis}, {"dissertation", Thesis}, {"diss", Thesis}, {"speech", Speech}, {"remarks", Speech},
		{"lecture", Speech}, {"testimony", Speech}, {"personal communication", Communication}, {"email", Communication},
		{"letter", Communication}, {"working paper", Report}, {"report", Report}, {"policy brief", Report}, {"paper", Report},
		{"press release", Report}, {"blog", Blog}, {"tweet", Post}, {"dataset", Dataset}, {"data set", Dataset}, {"film", Film},
		{"manuscript", Manuscript}, {"podcast", Broadcast}, {"broadcast", Broadcast}, {"video", Film},
	} {
		if strings.Contains(words, " "+known.word+" ") {
			return known.kind
		}
	}
	return ""
}

// kindOfContainer guesses from the name of a container that is in no registry.
func kindOfContainer(c *Citation) Kind {
	name := c.Container.Text
	switch {
	case tag.Known(name, "conf"):
		return Conference
	case tag.Known(name, "journal"):
		return Article
	case len(c.Links) > 0:
		return Webpage
	case tag.Known(name, "news"):
		return Newspaper
	case tag.Known(name, "org") && c.Title.Mark != Unmarked && c.Date.Day == 0:
		return Report
	case !c.Pages.IsZero() && c.Date.Day == 0:
		return Article
	case c.Date.Day != 0:
		return Newspaper
	}
	return Article
}

// kindOfPublished tells a report from a book: an organisation publishes the
// one, a publishing house the other.
func kindOfPublished(c *Citation) Kind {
	name := c.Publisher.Text
	if o := outlet.Lookup(name); o != nil && !tag.Known(name, "press") {
		return Kind(o.Kind)
	}
	if tag.Known(name, "org") && !tag.Known(name, "press") || c.Title.Mark == Quoted {
		return Report
	}
	return Book
}

func hasISBN(c *Citation) bool {
	for _, id := range c.IDs {
		if id.Scheme == ISBN {
			return true
		}
	}
	return false
}
