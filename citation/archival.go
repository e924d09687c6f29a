package citation

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-go/ibid/internal/prose"
	"github.com/ibid-go/ibid/internal/tag"
)

//go:embed data/repositories.txt
var repositoriesFile string

// repositoryTable holds the classes of the list, each with its words.
type repositoryTable struct {
	words  map[string]map[string]bool
	begins prose.Beginnings // of all words
}

var repositories = sync.OnceValue(func() *repositoryTable {
	table := &repositoryTable{words: make(map[string]map[string]bool)}
	for _, line := range dataLines(repositoriesFile) {
		class, words, _ := strings.Cut(line, ": ")
		table.words[class] = make(map[string]bool)
		for word := range strings.SplitSeq(words, ", ") {
			table.words[class][word] = true
			table.begins.Add(word)
		}
	}
	return table
})

// archivalPart is what stands between two commas of a source, by what it says
// of the archive.
type archivalPart struct {
	piece
	class archivalClass
}

type archivalClass byte

const (
	otherPart archivalClass = iota
	repositoryPart
	collectionPart // "RG 59", "John Jones Papers"
	unitPart       // "Box 12", "fasc. 3"
	codePart       // "FO 371/1234", a unit where an archive is named
	leafPart       // "Bl. 5"
	townPart       // "Kew", behind its archive
)

// maxArchivalParts bounds the parts that are looked at: a longer list is none of
// an archive.
const maxArchivalParts = 40

// readArchive takes the run of parts that says where an unpublished source is
// kept, and gives its range, empty where there is none.
func (s *source) readArchive(c *Citation) tag.Range {
	if !countsBoxes(s.text()) {
		return tag.Range{}
	}
	parts := s.archivalParts()
	for i := range parts {
		parts[i].class = classOfPart(parts[i].text())
	}
	classNumbers(parts)
	from, to := archivalRun(parts)
	if from == to {
		return tag.Range{}
	}
	run := parts[from:to]
	for i := range run {
		run[i].class = classWithin(run, i)
	}
	c.Archive = firstRun(run, repositoryPart)
	c.Collection = firstRun(run, collectionPart)
	c.Shelfmark = firstRun(run, unitPart, codePart)
	c.Locator = firstRun(run, leafPart)
	c.ArchivePlace = firstRun(run, townPart)
	return tag.Range{Start: run[0].start, End: run[len(run)-1].end}
}

// archivalParts cuts the source at its commas, outside quotations and addresses.
func (s *source) archivalParts() []archivalPart {
	var parts []archivalPart
	start := s.start + leadLength(s.text())
	for i := start; i <= s.end; i++ {
		if i < s.end && (s.in.Plain[i] != ',' || s.layout.InQuote(i) || s.layout.InURL(i)) {
			continue
		}
		r := trim(s.in.Plain, tag.Range{Start: start, End: i})
		for r.End > r.Start && i == s.end && s.in.Plain[r.End-1] == '.' {
			r.End--
		}
		if p := s.sub(r.Start, r.End); r.Start < r.End {
			parts = append(parts, archivalPart{piece: p})
		}
		if len(parts) > maxArchivalParts {
			return nil
		}
		start = i + 1
	}
	return parts
}

// Bounds of a part that may say something of an archive, in bytes.
const (
	longestNumbered = 60
	longestName     = 120
)

// countsBoxes reports whether a part of text counts boxes or the like, which
// spares most sources all else.
func countsBoxes(text string) bool {
	first := true
	for part := range strings.SplitSeq(text, ",") {
		part = strings.TrimSpace(part)
		if class := classOfNumbered(part); class != otherPart && class != leafPart || first && opensWithArchive(part) {
			return true
		}
		first = false
	}
	return false
}

// opensWithArchive reports an archive as the first part of a source. Most sources
// begin with other letters.
func opensWithArchive(part string) bool {
	part = part[leadLength(part):]
	return repositories().words["acronym"][part] || hasAnyPrefix(part, "Archiv", "Biblio", "Staats", "Landes", "National") && classOfName(part) == repositoryPart
}

// classNumbers classes what only the parts around it tell: the bare numbers that
// a run of an archive ends in ("Ms. It., cl. VII, 2034 (=7716), cc. 12r-15v"),
// and the first of two leaves, which is a bundle ("f. 34, c. 12r").
func classNumbers(parts []archivalPart) {
	archive := slices.IndexFunc(parts, func(p archivalPart) bool { return p.class == repositoryPart })
	for i := archive + 2; archive >= 0 && i < len(parts); i++ {
		p := &parts[i]
		before, last := parts[i-1].class, i+1 == len(parts)
		beforeLeaf := !last && parts[i+1].class == leafPart
		switch {
		case p.class == leafPart && beforeLeaf && strings.HasPrefix(p.text(), "f. "):
			p.class = unitPart
		case p.class == otherPart && (beforeLeaf || last && before == unitPart) && bareNumber.MatchString(p.text()):
			p.class = codePart
		}
	}
}

// bareNumber is a shelfmark with nothing but its number, and maybe the one of
// another catalogue.
var bareNumber = regexp.MustCompile(`^\d{1,5}(?: \(=? ?\d{1,5}\))?$`)

// classOfPart classes a part by its own words.
func classOfPart(text string) archivalClass {
	if class := classOfNumbered(text); class != otherPart {
		return class
	}
	return classOfName(text)
}

// classOfNumbered classes a part that counts something.
func classOfNumbered(text string) archivalClass {
	first, _ := utf8.DecodeRuneInString(text)
	if len(text) > longestNumbered || !unicode.IsLetter(first) {
		return otherPart
	}
	if !hasDigit(text) {
		return classOfManuscripts(text)
	}
	if isShelfCode(text) {
		return codePart
	}
	if !repositories().begins.May(text) {
		return otherPart
	}
	var buf [8]string
	words, table := prose.AppendFields(buf[:0], prose.Fold(text)), repositories().words
	switch {
	case counts(words, table["collection"]) && unicode.IsUpper(first):
		return collectionPart
	case counts(words, table["unit"]):
		return unitPart
	case counts(words, table["leaf"]):
		return leafPart
	}
	return otherPart
}

// classOfManuscripts knows the collections of manuscripts that libraries count in
// Roman numbers or by language: "cl. VII", "Ms. It.".
func classOfManuscripts(text string) archivalClass {
	word, rest, _ := strings.Cut(text, " ")
	switch {
	case word == "cl." && isRoman(strings.ToLower(rest)):
		return unitPart
	case word == "Ms." || word == "Mss." || word == "Cod.":
		return collectionPart
	}
	return otherPart
}

// classOfName classes a part that names an archive or the papers of somebody.
func classOfName(text string) archivalClass {
	first, _ := utf8.DecodeRuneInString(text)
	if len(text) > longestName || !unicode.IsUpper(first) {
		return otherPart
	}
	words, table := prose.Words(text), repositories().words
	switch {
	case table["acronym"][text] || names(words, table["repository"]):
		return repositoryPart
	case len(words) > 1 && table["papers"][words[len(words)-1]]:
		return collectionPart
	}
	return otherPart
}

// names reports whether two to five words that follow each other are in the
// list.
func names(words []string, list map[string]bool) bool {
	const longest = 5
	for i := range words {
		for j := i + 1; j <= min(len(words), i+longest); j++ {
			if list[strings.Join(words[i:j], " ")] {
				return true
			}
		}
	}
	return false
}

// counts reports whether words begin with one or two of the list and go on with
// a number, as "box 12" does.
func counts(words []string, list map[string]bool) bool {
	for n := 1; n <= 2 && n < len(words); n++ {
		if list[strings.Join(words[:n], " ")] && hasDigit(words[n]) {
			return true
		}
	}
	return false
}

// isShelfCode reports letters and figures with a stroke between: "FO 371/1234",
// "R 43-II/12", "F/7/1234".
func isShelfCode(text string) bool {
	letters, rest := 0, text
	for _, r := range text {
		if !unicode.IsUpper(r) {
			break
		}
		letters++
		rest = rest[utf8.RuneLen(r):]
	}
	return letters > 0 && letters <= 5 && hasDigit(rest) && strings.Contains(rest, "/") &&
		strings.Trim(rest, "0123456789/- IVXabc") == ""
}

// archivalRun gives the parts from the first to the last that say where the
// source is kept. They must name an archive and a place in it, or two places of
// which one is a box or the like.
func archivalRun(parts []archivalPart) (from, to int) {
	from = -1
	for i, p := range parts {
		if p.class == otherPart || p.class == leafPart && (from < 0 || to < i) {
			continue
		}
		if from >= 0 && i > to+gapAllowed(parts[from:to]) {
			if isArchival(parts[from:to]) {
				break
			}
			from = -1
		}
		if from < 0 {
			from = i
		}
		to = i + 1
	}
	if from < 0 || !isArchival(parts[from:to]) {
		return 0, 0
	}
	if parts[to-1].class == repositoryPart && isTown(parts[to:]) {
		to = len(parts)
	}
	return from, to
}

// gapAllowed gives how many parts of another kind may stand before the next:
// behind an archive the departments whose files it keeps.
func gapAllowed(run []archivalPart) int {
	if run[len(run)-1].class == repositoryPart {
		return 3
	}
	return 1
}

func isArchival(parts []archivalPart) bool {
	var n [leafPart + 1]int
	for _, p := range parts {
		n[p.class]++
	}
	places := n[collectionPart] + n[unitPart] + n[codePart]
	return n[repositoryPart] > 0 && places > 0 || n[unitPart] > 0 && places > 1 && n[collectionPart] > 0
}

// isTown reports whether the parts left at the end of a source are the town of
// the archive, maybe with its state.
func isTown(rest []archivalPart) bool {
	const mostParts = 2
	if len(rest) == 0 || len(rest) > mostParts {
		return false
	}
	for _, p := range rest {
		if hasDigit(p.text()) || len(prose.Words(p.text())) > 3 {
			return false
		}
	}
	first, _ := utf8.DecodeRuneInString(rest[0].text())
	return unicode.IsUpper(first)
}

// classWithin classes a part of the run by its place: behind the archive stands
// its town; what says nothing by itself and goes before boxes is a collection,
// as is the "f. 17" (fond) of Russian archives.
func classWithin(run []archivalPart, i int) archivalClass {
	p := run[i]
	if p.class != otherPart && p.class != leafPart {
		return p.class
	}
	rest := run[i+1:]
	behindArchive := i > 0 && (run[i-1].class == repositoryPart || run[i-1].class == townPart)
	last := !slices.ContainsFunc(rest, func(p archivalPart) bool { return p.class != otherPart })
	switch {
	case p.class == leafPart && slices.ContainsFunc(rest, func(p archivalPart) bool { return p.class == unitPart || p.class == codePart }):
		return collectionPart
	case p.class == leafPart:
		return leafPart
	case behindArchive && (last || isTownName(p.text(), rest)):
		return townPart
	}
	return collectionPart
}

// isTownName tells the town of an archive from a department whose files it
// keeps: a known place, or one word before a code ("Kew, CAB 128/12").
func isTownName(text string, rest []archivalPart) bool {
	if strings.ToUpper(text) == text {
		return false
	}
	return tag.Known(text, "place") || !strings.Contains(text, " ") && len(rest) > 0 && rest[0].class == codePart
}

// firstRun gives the first parts of the classes that follow each other, as one
// field.
func firstRun(run []archivalPart, classes ...archivalClass) Field {
	is := func(i int) bool { return i < len(run) && slices.Contains(classes, run[i].class) }
	for i := range run {
		if is(i) {
			j := i + 1
			for is(j) {
				j++
			}
			return fieldOfPiece(run[i].sub(run[i].start, run[j-1].end))
		}
	}
	return Field{}
}

func fieldOfPiece(p piece) Field { return Field{Text: p.text(), Span: p.span()} }
