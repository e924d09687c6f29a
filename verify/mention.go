package verify

import (
	"strings"
	"sync"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/internal/prose"
)

// reading is the text of a page in the form in which words are looked up in it.
// It is made when it is first asked for, once.
type reading struct {
	once   sync.Once
	folded string // words between single blanks, one before and one behind
	joined sync.Once
	tight  string // without blanks
	heard  sync.Once
	spoken string // its language
}

// folded gives all text of the page, folded.
func (s *Source) folded() string {
	if s.read == nil {
		return " " + prose.Fold(s.Text) + " "
	}
	s.read.once.Do(func() { s.read.folded = " " + prose.Fold(s.Text) + " " })
	return s.read.folded
}

// squeezed gives all text of the page, folded and without blanks: pages divide
// words where a note does not, and the reverse.
func (s *Source) squeezed() string {
	if s.read == nil {
		return squeezed(s.Text)
	}
	s.read.joined.Do(func() { s.read.tight = strings.ReplaceAll(s.folded(), " ", "") })
	return s.read.tight
}

// language gives the language of the text.
func (s *Source) language() string {
	if s.read == nil {
		return prose.Language(s.Text)
	}
	s.read.heard.Do(func() { s.read.spoken = prose.Language(s.Text) })
	return s.read.spoken
}

// mentionsPerson reports whether the text of the page has a name, given name
// or initial and surname side by side.
func (s *Source) mentionsPerson(name citation.Name) bool {
	family := lastWord(name.Family)
	given := prose.Words(name.Given)
	switch {
	case family == "" || s.Text == "":
		return family == ""
	case isWide(name.String()):
		return strings.Contains(s.squeezed(), squeezed(name.Family+name.Given)) || strings.Contains(s.squeezed(), squeezed(name.Given+name.Family))
	case len(given) == 0:
		return strings.Contains(s.folded(), " "+family+" ")
	}
	return s.sideBySide(given[0], family)
}

// sideBySide reports a surname that a word which begins like given stands near.
func (s *Source) sideBySide(given, family string) bool {
	const reach = 40 // bytes: middle names and particles
	text := s.folded()
	for at := 0; ; {
		i := strings.Index(text[at:], " "+family+" ")
		if i < 0 {
			return false
		}
		at += i
		before, behind := text[max(0, at-reach):at+1], text[at+len(family)+1:min(len(text), at+len(family)+1+reach)]
		if beginsWord(before, given) || beginsWord(behind, given) {
			return true
		}
		at += len(family)
	}
}

// beginsWord reports a word of text that is given, or begins with it where it
// is an initial.
func beginsWord(text, given string) bool {
	if len([]rune(given)) == 1 {
		return strings.Contains(text, " "+given)
	}
	return strings.Contains(text, " "+given+" ")
}

// lacks reports whether a name stands nowhere on the page, where its text is
// known.
func (s *Source) lacks(name string) bool {
	folded := prose.Fold(name)
	return folded != "" && s.Text != "" && !strings.Contains(s.folded(), " "+folded+" ") && !strings.Contains(s.squeezed(), squeezed(name))
}
