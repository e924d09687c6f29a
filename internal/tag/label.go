package tag

// Label is the part of a citation that an atom belongs to.
type Label uint8

// The labels. Other stands for cues and connecting words, Lead for words that
// introduce a citation (see also), Comment for what is said about it.
const (
	Other Label = iota
	Author
	Editor
	Translator
	Title
	Container
	Publisher
	Place
	Series
	Volume
	Issue
	Edition
	Number
	Genre
	Pages
	Locator
	Date
	Accessed
	Address
	Ident
	Lead
	Comment
	labelCount
)

var labelNames = [labelCount]string{
	"other", "author", "editor", "translator", "title", "container", "publisher", "place", "series", "volume", "issue",
	"edition", "number", "genre", "pages", "locator", "date", "accessed", "url", "id", "lead", "comment",
}

// String is the label's name in the training notes.
func (l Label) String() string { return labelNames[l] }

// LabelOf gives the label of a name, Other for one that is none.
func LabelOf(name string) Label {
	for i, n := range labelNames {
		if n == name {
			return Label(i)
		}
	}
	return Other
}
