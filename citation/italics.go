package citation

import (
	"slices"
	"strings"

	"github.com/ibid-go/ibid/internal/tag"
)

// settleItalics corrects the labels by the markup: what stands in one run of
// italics is one title, however many commas, years and brackets it has, but for
// the volume of a journal at its end (APA); and a title set in italics ends with
// them, where a mark of punctuation follows.
func (s *source) settleItalics() {
	first, _ := slices.BinarySearchFunc(s.layout.Italics, s.start, func(r tag.Range, at int) int { return r.End - at })
	for _, r := range s.layout.Italics[first:] {
		if r.Start >= s.end {
			break
		}
		i, j := s.atomsWithin(r)
		if s.slantsAmongNames(i, j) {
			s.labels[i] = tag.Title
		}
		if i == j || s.labels[i] != tag.Title && s.labels[i] != tag.Container || j-i == len(s.atoms) || s.namesPeople(i, j) {
			continue
		}
		end := j
		for end > i+1 && isCount(s.labels[end-1]) {
			end--
		}
		for k := i; k < end; k++ {
			s.labels[k] = s.labels[i]
		}
		if end == j && s.labels[i] == tag.Title {
			s.goOn(j)
		}
		s.endTitle(i, j)
	}
}

// slantsAmongNames reports one piece in italics behind names that are upright. No
// style slants the last of its authors; but "et al." it does.
func (s *source) slantsAmongNames(i, j int) bool {
	return i > 0 && j == i+1 && s.labels[i] == tag.Author && s.labels[i-1] == tag.Author && !s.atoms[i-1].Italic && s.atoms[i].Before == ", " &&
		!isAndOthers(s.textOf(i)) && !slices.Contains(s.labels[:i], tag.Title)
}

// goOn makes a title of the words from atom j on that only blanks part from one
// in italics: "*Ice* and the Ports". What announces another part ends it.
func (s *source) goOn(j int) {
	for ; j < len(s.atoms) && s.atoms[j].Before == " " && (s.atoms[j].Kind == tag.Words || s.atoms[j].Cue == "and"); j++ {
		s.labels[j] = tag.Title
	}
}

// atomsWithin gives the first atom in r and the one behind its last.
func (s *source) atomsWithin(r tag.Range) (i, j int) {
	for i < len(s.atoms) && s.atoms[i].Start < r.Start {
		i++
	}
	for j = i; j < len(s.atoms) && s.atoms[j].End <= r.End; j++ {
	}
	return i, j
}

func (s *source) namesPeople(i, j int) bool {
	for _, label := range s.labels[i:j] {
		if isNames(label) {
			return true
		}
	}
	return false
}

func isCount(label tag.Label) bool {
	return label == tag.Volume || label == tag.Issue || label == tag.Pages || label == tag.Locator || label == tag.Edition
}

// endTitle takes the label of the run from i to j from the atoms that go on with
// it behind a mark of punctuation. A second run of italics behind a title is
// what it is part of.
func (s *source) endTitle(i, j int) {
	label := s.labels[i]
	if j >= len(s.atoms) || !strings.ContainsAny(s.atoms[j].Before, ",.;(") {
		return
	}
	next := tag.Other
	if label == tag.Title && s.atoms[j].Italic {
		next = tag.Container
	}
	for ; j < len(s.atoms) && s.labels[j] == label; j++ {
		s.labels[j] = next
	}
}
