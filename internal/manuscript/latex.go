package manuscript

import (
	"fmt"
	"strings"
)

// LaTeX is the source of LaTeX2e, with the files that it takes in where they
// can be reached.
const LaTeX Format = "latex"

// Limits of a LaTeX manuscript. Macros and files can call themselves.
const (
	maxLatexDepth = 200     // groups and arguments within each other
	maxExpansion  = 8 << 20 // bytes that macros and included files may add
	maxInputs     = 500     // files taken in
)

// isLaTeX reports whether text is LaTeX: it opens a document, or is a piece of
// one that begins with a command and holds notes.
func isLaTeX(text string) bool {
	const opening = `\begin{document}`
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '%':
			continue
		case strings.HasPrefix(line, `\documentclass`):
			return true
		case line[0] != '\\' || len(line) == 1 || !isLetter(line[1]):
			return strings.Contains(text, "\n"+opening) && strings.Contains(text, "\n\\documentclass")
		}
		return strings.Contains(text, opening) || strings.Contains(text, `\footnote{`) || strings.Contains(text, `\section{`) || strings.Contains(text, `\input{`)
	}
	return false
}

// readLaTeX reads a manuscript. Files that it takes in are asked of include,
// which may be nil.
func readLaTeX(text string, include Include) (*Manuscript, error) {
	f := &latexFlow{include: include, current: &Writer{}, inPreamble: strings.Contains(text, `\begin{document}`)}
	f.notes.latexFlow = f
	f.run(newLatexSource(text), 0, len(text))
	f.flush()
	if f.err != nil {
		return nil, f.err
	}
	return f.manuscript(), nil
}

// latexFlow reads the source in one pass and writes paragraphs and notes.
type latexFlow struct {
	include    Include
	current    *Writer
	paragraphs []*Writer
	notes      latexNotes
	macros     map[string]latexMacro
	labels     map[string]string // of notes, by \label
	title      latexArg
	author     latexArg
	date       latexArg
	unclosed   map[string]bool // environments of code that have no end
	titled     bool            // the title is printed
	front      [3]int
	inPreamble bool
	chapters   bool // of the class: notes are numbered by chapter
	ended      bool
	font       Font
	quotes     int // depth of \enquote
	depth      int
	expanded   int
	inputs     int
	err        error
}

// latexArg is an argument, with the source that it lies in.
type latexArg struct {
	*latexSource
	span
}

func (a latexArg) text() string {
	if a.latexSource == nil {
		return ""
	}
	return a.latexSource.text[a.start:a.end]
}

// latexSource is a text with the ends of its groups.
type latexSource struct {
	text string
	ends map[int]int // offset of "{" → of the "}" that closes it
}

// newLatexSource finds the groups in one pass. Braces that nothing closes have
// no end.
func newLatexSource(text string) *latexSource {
	s := &latexSource{text: text, ends: make(map[int]int)}
	var open []int
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i = s.passVerbatim(i)
		case '%':
			if i = nextLine(text, i) - 1; i < 0 {
				return s
			}
		case '{':
			open = append(open, i)
		case '}':
			if n := len(open); n > 0 {
				s.ends[open[n-1]] = i
				open = open[:n-1]
			}
		}
	}
	return s
}

// passVerbatim gives the last byte of the command at i, with an argument in
// which "%" and braces mean themselves.
func (s *latexSource) passVerbatim(i int) int {
	name, at := latexName(s.text, i, len(s.text))
	if at >= len(s.text) {
		return i + 1
	}
	limit := min(len(s.text), at+maxTarget)
	switch {
	case latexAddresses[name] && s.text[at] == '{':
		depth := 0
		for k := at; k < limit && s.text[k] != '\n'; k++ {
			switch s.text[k] {
			case '{':
				depth++
			case '}':
				if depth--; depth == 0 {
					s.ends[at] = k
					return k
				}
			}
		}
	case name == "verb":
		if n := strings.IndexByte(s.text[at+1:limit], s.text[at]); n >= 0 {
			return at + 1 + n
		}
	}
	return i + 1
}

// latexAddresses are the commands whose first argument is an address.
var latexAddresses = set("url href path nolinkurl")

// run reads a range of a source.
func (f *latexFlow) run(s *latexSource, i, end int) {
	if f.depth++; f.depth > maxLatexDepth {
		f.fail("groups nest more than %d deep", maxLatexDepth)
	}
	for i < end && !f.ended && f.err == nil {
		if n := plainLatex(s.text[i:end]); n > 0 {
			f.print(s.text[i : i+n])
			i += n
			continue
		}
		i = max(i+1, f.step(s, i, end))
	}
	f.depth--
}

// plainLatex gives the length of the text at the start of s that means itself.
func plainLatex(s string) int {
	n := strings.IndexAny(s, "\\{}%~`'-\n$&^_?!")
	if n < 0 {
		return len(s)
	}
	return n
}

// step reads what begins at i, a character with a meaning, and gives where to
// go on.
func (f *latexFlow) step(s *latexSource, i, end int) int {
	rest := s.text[i:end]
	switch c := rest[0]; c {
	case '\\':
		return f.command(s, i, end)
	case '%':
		return skipLatexComment(s.text, i)
	case '{':
		return f.group(s, i, end)
	case '\n':
		return f.lineEnd(s, i, end)
	case '~', '&':
		f.print(" ")
		return i + 1
	case '}', '$':
		return i + 1
	}
	for _, ligature := range latexLigatures {
		if strings.HasPrefix(rest, ligature[0]) {
			f.print(ligature[1])
			return i + len(ligature[0])
		}
	}
	f.print(rest[:1])
	return i + 1
}

// latexLigatures are what the fonts of TeX make of runs of signs.
var latexLigatures = [...][2]string{
	{"``", "“"}, {"''", "”"}, {"`", "‘"}, {"'", "’"}, {"---", "—"}, {"--", "–"}, {"?`", "¿"}, {"!`", "¡"},
}

// skipLatexComment gives where the text goes on behind a comment: a "%" takes
// the end of the line with it, and the blanks that begin the next.
func skipLatexComment(text string, i int) int {
	i = nextLine(text, i)
	for i < len(text) && (text[i] == ' ' || text[i] == '\t') {
		i++
	}
	return i
}

// group reads what stands in braces; a change of font ends with it.
func (f *latexFlow) group(s *latexSource, i, end int) int {
	to, closed := s.ends[i]
	if !closed || to > end {
		return i + 1
	}
	outer := f.font
	f.run(s, i+1, to)
	f.font = outer
	return to + 1
}

// lineEnd reads a line end: a blank, or where a blank line follows the end of
// the paragraph.
func (f *latexFlow) lineEnd(s *latexSource, i, end int) int {
	next := i + 1
	for next < end && strings.IndexByte(" \t\r", s.text[next]) >= 0 {
		next++
	}
	if next < end && s.text[next] == '\n' {
		f.flush()
		return next
	}
	f.print(" ")
	return next
}

// print writes text, unless the document has not begun.
func (f *latexFlow) print(text string) {
	if !f.inPreamble {
		f.current.Print(text, f.font)
	}
}

// flush ends the paragraph; within a note it only divides words.
func (f *latexFlow) flush() {
	if f.notes.inside {
		f.print(" ")
		return
	}
	f.current.SetFont(Font{})
	if !f.current.IsEmpty() {
		f.paragraphs = append(f.paragraphs, f.current)
	}
	f.current = &Writer{}
}

// block reads an argument as a paragraph of its own and gives its number, -1
// where it is empty.
func (f *latexFlow) block(a latexArg, kind Kind) int {
	if a.latexSource == nil || f.notes.inside {
		return -1
	}
	f.flush()
	f.current.Kind = kind
	n := len(f.paragraphs)
	f.run(a.latexSource, a.start, a.end)
	f.flush()
	if len(f.paragraphs) == n {
		return -1
	}
	return n
}

func (f *latexFlow) fail(format string, args ...any) {
	if f.err == nil {
		f.err = fmt.Errorf("%w: "+format+", as no manuscript does", append([]any{ErrTooLarge}, args...)...)
	}
}

// manuscript puts the paragraphs and notes together.
func (f *latexFlow) manuscript() *Manuscript {
	if !f.titled {
		f.makeTitle()
	}
	draft := Draft{Format: LaTeX, BareURLs: true}
	for _, p := range f.paragraphs {
		draft.Paragraphs = append(draft.Paragraphs, p.Done())
	}
	for _, note := range append(f.notes.footnotes, f.notes.endnotes...) {
		draft.Notes = append(draft.Notes, note.Done())
	}
	m := draft.Manuscript()
	for i, set := range [...]func(Inline){
		func(in Inline) { m.Title = in }, func(in Inline) { m.Byline = in }, func(in Inline) { m.DateLine = in.Plain },
	} {
		if at := f.front[i] - 1; at >= 0 && at < len(m.Paragraphs) {
			set(m.Paragraphs[at].Inline)
		}
	}
	return m
}

// makeTitle prints title, authors and date.
func (f *latexFlow) makeTitle() {
	if f.titled || f.notes.inside {
		return
	}
	preamble := f.inPreamble
	f.inPreamble, f.titled = false, true
	for i, a := range [...]latexArg{f.title, f.author, f.date} {
		f.front[i] = f.block(a, Front) + 1
	}
	f.inPreamble = preamble
}
