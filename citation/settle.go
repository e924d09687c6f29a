package citation

import (
	"slices"
	"strings"
	"unicode"

	"github.com/ibid-go/ibid/internal/prose"
	"github.com/ibid-go/ibid/internal/tag"
)

// settle mends labels that the words of the source contradict.
func (s *source) settle() {
	s.settleItalics()
	s.freeIssue()
	s.freeGenre()
	s.freeCues()
	s.freeUnknown()
	s.keepCapitalIn()
	s.settleInitials()
	s.settleAnnounced()
	s.settleArticles()
	s.settleFigures()
}

// textOf gives the text of atom i.
func (s *source) textOf(i int) string { return s.in.Plain[s.atoms[i].Start:s.atoms[i].End] }

// freeIssue takes the issue out of a container that names it in words: "issue
// 13 of its *Dabiq* magazine".
func (s *source) freeIssue() {
	for i := 1; i < len(s.atoms); i++ {
		if s.atoms[i].Kind == tag.Figure && s.atoms[i-1].Cue == "issue" && s.atoms[i].Before == " " && strings.HasPrefix(s.atoms[i].After, " ") {
			s.labels[i-1], s.labels[i] = tag.Other, tag.Issue
		}
	}
}

// freeGenre takes the words for a thesis out of the end of a title ("Sel et
// marées, Thèse de doctorat Reims"), and tells a genre from an outlet: "podcast
// audio".
func (s *source) freeGenre() {
	for i := 1; i < len(s.atoms); i++ {
		if s.isGenre(i) {
			s.labels[i] = tag.Genre
			continue
		}
		ends := i+1 == len(s.atoms) || s.labels[i+1] != tag.Title
		if a := &s.atoms[i]; ends && s.labels[i] == tag.Title && s.labels[i-1] == tag.Title && a.Kind == tag.Words && a.Before == ", " &&
			kindNamedIn(s.in.Plain[a.Start:a.End]) == Thesis {
			s.labels[i] = tag.Genre
		}
	}
}

// isGenre reports an outlet of one atom whose name is that of a genre in small
// letters.
func (s *source) isGenre(i int) bool {
	text := s.in.Plain[s.atoms[i].Start:s.atoms[i].End]
	alone := s.labels[i] == tag.Container && s.labels[i-1] != tag.Container && (i+1 == len(s.atoms) || s.labels[i+1] != tag.Container)
	return alone && !strings.ContainsFunc(text, unicode.IsUpper) && genres().kinds[prose.Fold(text)] != ""
}

// freeCues takes the words before a number out of the end of a title: "The
// Complete Greek Tragedies, vol 4".
func (s *source) freeCues() {
	for i := 1; i+1 < len(s.atoms); i++ {
		isName := s.labels[i] == tag.Title || s.labels[i] == tag.Container
		counts := s.atoms[i].Cue == "volume" || s.atoms[i].Cue == "issue"
		switch {
		case !isName || !counts:
		case s.labels[i+1] == tag.Volume || s.labels[i+1] == tag.Issue:
			s.labels[i] = tag.Other
		case s.endsInCount(i):
			s.labels[i], s.labels[i+1] = tag.Other, tag.Volume
		}
	}
}

// endsInCount reports the word for a volume and its number at the end of a name,
// behind a comma: "The Norton Anthology, vol 1".
func (s *source) endsInCount(i int) bool {
	ends := i+2 == len(s.atoms) || s.labels[i+2] != s.labels[i]
	return ends && s.atoms[i].Cue == "volume" && s.atoms[i+1].Kind == tag.Figure && s.labels[i+1] == s.labels[i] && s.labels[i-1] == s.labels[i] && s.atoms[i].Before == ", "
}

// freeUnknown takes what says that a place or a publisher is unknown out of the
// parts: "[S.l.]", "[s.n.]".
func (s *source) freeUnknown() {
	for i := range s.atoms {
		if a := &s.atoms[i]; a.Square && isUnknown(s.in.Plain[a.Start:a.End]) {
			s.labels[i] = tag.Other
		}
	}
}

func isUnknown(text string) bool {
	switch strings.ToLower(strings.Trim(text, " :.")) {
	case "s.l", "s. l", "sl", "s.n", "s. n", "sn", "s.l.: s.n", "s.l. : s.n", "s.e", "s. e", "s.i", "o. o", "o.o", "n.p":
		return true
	}
	return false
}

// settleAnnounced mends a reading without a title that takes what stands before
// the words that announce an editor or a translator for more of them: "Sanudo,
// I diarii, a cura di R. Fulin". The last piece before the words is the title.
func (s *source) settleAnnounced() {
	if slices.Contains(s.labels, tag.Title) {
		return
	}
	for i := 1; i+1 < len(s.atoms); i++ {
		label := s.labels[i-1]
		if label != tag.Editor && label != tag.Translator || !announcesNames(s.atoms[i].Cue) || s.labels[i+1] != label {
			continue
		}
		for k := range i {
			if s.labels[k] == label {
				s.labels[k] = tag.Author
			}
		}
		s.labels[i-1], s.labels[i] = tag.Title, tag.Other
		return
	}
}

// settleFigures makes a page of a second volume behind an outlet, where no page
// is given: "9 Law & Society Rev. 95".
func (s *source) settleFigures() {
	volume, outlet := slices.Index(s.labels, tag.Volume), slices.Index(s.labels, tag.Container)
	if volume < 0 || outlet < volume || slices.Contains(s.labels, tag.Pages) || slices.Contains(s.labels, tag.Locator) {
		return
	}
	for i := outlet + 1; i < len(s.labels); i++ {
		if s.labels[i] == tag.Volume && s.atoms[i].Kind == tag.Figure {
			s.labels[i] = tag.Pages
			return
		}
	}
}

// announcesNames reports the cues that stand before editors and translators, or
// behind them.
func announcesNames(cue string) bool { return cue == "editor" || cue == "translator" }

// keepCapitalIn leaves an "In" that a comma precedes to the name of an outlet:
// "“Time to Move,” In These Times". Styles print the word small there.
func (s *source) keepCapitalIn() {
	for i := 1; i+1 < len(s.atoms); i++ {
		a := &s.atoms[i]
		if a.Cue == "in" && s.labels[i+1] == tag.Container && a.After == " " && strings.Contains(a.Before, ",") && s.textOf(i) == "In" {
			s.labels[i] = tag.Container
		}
	}
}

// settleInitials parts names from titles where lists are printed as medicine does,
// with bare initials: a full stop ends the list ("Amin A. Models, Fantasies …"),
// and "editor" stands behind names ("Wulfstan. Bethurum D, editor").
func (s *source) settleInitials() {
	bare := false
	for i := range s.atoms {
		if !s.hasBareInitials(i) {
			continue
		}
		bare = true
		if i+1 < len(s.atoms) && s.atoms[i+1].Cue == "editor" && strings.HasPrefix(s.atoms[i+1].Before, ",") {
			s.labelBack(i, tag.Editor)
		}
	}
	for i := 0; bare && i+1 < len(s.atoms) && s.labels[i] == tag.Author; i++ {
		if s.endsList(i) {
			for k := i + 1; k < len(s.atoms) && s.labels[k] == tag.Author; k++ {
				s.labels[k] = tag.Title
			}
			return
		}
	}
}

// labelBack gives a label to atom i and to the names of its list before it.
func (s *source) labelBack(i int, label tag.Label) {
	for ; i >= 0 && s.hasBareInitials(i); i-- {
		s.labels[i] = label
		if !strings.HasPrefix(s.atoms[i].Before, ",") {
			return
		}
	}
}

// hasBareInitials reports "Smith JM" before a comma or a full stop.
func (s *source) hasBareInitials(i int) bool {
	a := &s.atoms[i]
	if a.Kind != tag.Words || !strings.HasPrefix(a.After, ",") && !strings.HasPrefix(a.After, ".") {
		return false
	}
	text := s.textOf(i)
	initials := lastWord(text)
	return len(initials) < len(text) && len(initials) <= 3 && strings.Trim(initials, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// endsList reports whether a full stop behind initials ends atom i.
func (s *source) endsList(i int) bool {
	text, after := s.textOf(i), s.atoms[i].After
	if s.hasBareInitials(i) {
		return strings.HasPrefix(after, ".")
	}
	initial, stopped := strings.CutSuffix(lastWord(text), ".")
	return stopped && after == " " && isInitial(initial) && strings.Contains(text, " ")
}

// settleArticles makes a title of a name that begins with an article, as persons
// do not: "Hegghammer, The Caravan: Abdallah Azzam". One that opens the source
// moves the title that was read to the publisher: "A Life of Dante. (2006). Minerva".
func (s *source) settleArticles() {
	const shortest = 4 // words of a title that opens a source; fewer may be an organisation
	for i := range s.atoms {
		if s.labels[i] != tag.Author || s.atoms[i].Kind != tag.Words || !hasAnyPrefix(s.textOf(i), "The ", "A ", "An ") {
			continue
		}
		switch {
		case i > 0 && i+1 < len(s.atoms) && s.labels[i+1] == tag.Title:
			s.labels[i] = tag.Title
		case i == 0 && strings.HasPrefix(s.textOf(0), "A ") && strings.Count(s.textOf(0), " ") >= shortest && !slices.Contains(s.labels, tag.Publisher):
			for k := range s.labels {
				if s.labels[k] == tag.Title {
					s.labels[k] = tag.Publisher
				}
			}
			s.labels[0] = tag.Title
		}
	}
}
