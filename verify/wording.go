package verify

import (
	"strings"

	"github.com/ibid-go/ibid/internal/prose"
)

// noteHas reports that a title stands whole in the words of the note, though
// not in what was read as its title: the note may have been read wrongly. A
// note of several sources says nothing, since the words could be another's, nor
// does the name of the site.
func (x *examination) noteHas(title string) bool {
	note, folded := x.citation.Note, prose.Fold(title)
	if note == nil || len(note.Citations) != 1 || strings.Contains(prose.Fold(x.citation.Title.Text), folded) {
		return false
	}
	if len(strings.Fields(folded)) < leastPart && !(isWide(title) && isTitleLike(title)) && !x.source.isWordOfOrigin(x.citation.Title.Text) {
		return false
	}
	if x.source.isFrom(title) || sameOutlet(title, citedOutlet(x.citation).Text) {
		return false
	}
	return strings.Contains(" "+prose.Fold(note.Plain)+" ", " "+folded+" ")
}

// noteHasTitle gives a title of the page that stands in the words of the note,
// nil where none does.
func (x *examination) noteHasTitle() *Claim {
	for i, t := range x.source.Titles {
		if x.noteHas(t.Text) {
			return &x.source.Titles[i]
		}
	}
	return nil
}
