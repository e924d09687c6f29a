// Package latex reads LaTeX into manuscripts, without typesetting it: it knows
// the commands that make notes, set words off or divide the text, takes in files
// and macros, and leaves other commands out.
//
//	latex.go    Read, and the one pass through the source
//	command.go  commands and their arguments
//	note.go     notes, marks and how they are numbered
//	input.go    files that are taken in, and macros
//	text.go     signs, accents, and what is no text
package latex

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/ibid-go/ibid/internal/manuscript"
)

// Format is that of LaTeX2e, with the files that it takes in where they can be
// reached.
const Format manuscript.Format = "latex"

// Limits of a LaTeX manuscript. Macros and files can call themselves.
const (
	maxDepth     = 200     // groups and arguments within each other
	maxExpansion = 8 << 20 // bytes that macros and included files may add
	maxInputs    = 500     // files taken in
	maxTarget    = 8 << 10 // bytes of an address: the longest URL that common servers take
	maxLabel     = 1000    // bytes of the key of a \label
)

// Is reports whether a file is LaTeX: it opens a document, or is a piece of one
// that begins with a command and holds notes. A page that shows LaTeX may pass
// for it too.
func Is(data []byte) bool {
	contains := func(s string) bool { return bytes.Contains(data, []byte(s)) }
	for line := range bytes.Lines(data) {
		line = bytes.TrimSpace(line)
		switch {
		case len(line) == 0 || line[0] == '%':
			continue
		case bytes.HasPrefix(line, []byte(`\documentclass`)):
			return true
		case line[0] != '\\' || len(line) == 1 || !isLetter(line[1]):
			return contains("\n\\begin{document}") && contains("\n\\documentclass")
		}
		return contains(`\begin{document}`) || contains(`\footnote{`) || contains(`\section{`) || contains(`\input{`)
	}
	return false
}

// Read reads a manuscript. Files that it takes in are asked of include, which
// may be nil. Errors wrap [manuscript.ErrTooLarge], or are those of
// [manuscript.CheckText].
func Read(data []byte, include manuscript.Include) (*manuscript.Manuscript, error) {
	if err := manuscript.CheckText(data); err != nil {
		return nil, err
	}
	text := string(data)
	f := &flow{include: include, current: &manuscript.Writer{}, inPreamble: strings.Contains(text, `\begin{document}`)}
	f.notes.flow = f
	f.run(newSource(text), 0, len(text))
	f.flush()
	if f.err != nil {
		return nil, f.err
	}
	return f.manuscript(), nil
}

// flow reads the source in one pass and writes paragraphs and notes.
type flow struct {
	include    manuscript.Include
	current    *manuscript.Writer
	paragraphs []*manuscript.Writer
	notes      notes
	macros     map[string]macro
	labels     map[string]string // of notes, by \label
	title      arg
	author     arg
	date       arg
	unclosed   map[string]bool // environments of code that have no end
	titled     bool            // the title is printed
	front      [3]int
	inPreamble bool
	chapters   bool // of the class: notes are numbered by chapter
	ended      bool
	font       manuscript.Font
	quotes     int // depth of \enquote
	depth      int
	expanded   int
	inputs     int
	err        error
}

// arg is an argument, with the source that it lies in.
type arg struct {
	*source
	span
}

func (a arg) text() string {
	if a.source == nil {
		return ""
	}
	return a.source.text[a.start:a.end]
}

// source is a text with the ends of its groups.
type source struct {
	text string
	ends map[int]int // offset of "{" → of the "}" that closes it
}

// newSource finds the groups in one pass. Braces that nothing closes have
// no end.
func newSource(text string) *source {
	s := &source{text: text, ends: make(map[int]int)}
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
func (s *source) passVerbatim(i int) int {
	name, at := commandName(s.text, i, len(s.text))
	if at >= len(s.text) {
		return i + 1
	}
	limit := min(len(s.text), at+maxTarget)
	switch {
	case addressCommands[name] && s.text[at] == '{':
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

// addressCommands are the commands whose first argument is an address.
var addressCommands = set("url href path nolinkurl")

// run reads a range of a source.
func (f *flow) run(s *source, i, end int) {
	if f.depth++; f.depth > maxDepth {
		f.fail("groups nest more than %d deep", maxDepth)
	}
	for i < end && !f.ended && f.err == nil {
		if n := plainLength(s.text[i:end]); n > 0 {
			f.print(s.text[i : i+n])
			i += n
			continue
		}
		i = max(i+1, f.step(s, i, end))
	}
	f.depth--
}

// plainLength gives the length of the text at the start of s that means itself.
func plainLength(s string) int {
	n := strings.IndexAny(s, "\\{}%~`'-\n$&^_?!")
	if n < 0 {
		return len(s)
	}
	return n
}

// step reads what begins at i, a character with a meaning, and gives where to
// go on.
func (f *flow) step(s *source, i, end int) int {
	rest := s.text[i:end]
	switch c := rest[0]; c {
	case '\\':
		return f.command(s, i, end)
	case '%':
		return skipComment(s.text, i)
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
	for _, ligature := range ligatures {
		if strings.HasPrefix(rest, ligature[0]) {
			f.print(ligature[1])
			return i + len(ligature[0])
		}
	}
	f.print(rest[:1])
	return i + 1
}

// ligatures are what the fonts of TeX make of runs of signs.
var ligatures = [...][2]string{
	{"``", "“"}, {"''", "”"}, {"`", "‘"}, {"'", "’"}, {"---", "—"}, {"--", "–"}, {"?`", "¿"}, {"!`", "¡"},
}

// skipComment gives where the text goes on behind a comment: a "%" takes
// the end of the line with it, and the blanks that begin the next.
func skipComment(text string, i int) int {
	i = nextLine(text, i)
	for i < len(text) && (text[i] == ' ' || text[i] == '\t') {
		i++
	}
	return i
}

// group reads what stands in braces; a change of font ends with it.
func (f *flow) group(s *source, i, end int) int {
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
func (f *flow) lineEnd(s *source, i, end int) int {
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
func (f *flow) print(text string) {
	if !f.inPreamble {
		f.current.Print(text, f.font)
	}
}

// flush ends the paragraph; within a note it only divides words.
func (f *flow) flush() {
	if f.notes.inside {
		f.print(" ")
		return
	}
	f.current.SetFont(manuscript.Font{})
	if !f.current.IsEmpty() {
		f.paragraphs = append(f.paragraphs, f.current)
	}
	f.current = &manuscript.Writer{}
}

// block reads an argument as a paragraph of its own and gives its number, -1
// where it is empty.
func (f *flow) block(a arg, kind manuscript.Kind) int {
	if a.source == nil || f.notes.inside {
		return -1
	}
	f.flush()
	f.current.Kind = kind
	n := len(f.paragraphs)
	f.run(a.source, a.start, a.end)
	f.flush()
	if len(f.paragraphs) == n {
		return -1
	}
	return n
}

func (f *flow) fail(format string, args ...any) {
	if f.err == nil {
		f.err = fmt.Errorf("%w: "+format+", as no manuscript does", append([]any{manuscript.ErrTooLarge}, args...)...)
	}
}

// manuscript puts the paragraphs and notes together.
func (f *flow) manuscript() *manuscript.Manuscript {
	if !f.titled {
		f.makeTitle()
	}
	draft := manuscript.Draft{Format: Format, BareURLs: true}
	for _, p := range f.paragraphs {
		draft.Paragraphs = append(draft.Paragraphs, p.Done())
	}
	for _, note := range append(f.notes.footnotes, f.notes.endnotes...) {
		draft.Notes = append(draft.Notes, note.Done())
	}
	m := draft.Manuscript()
	for i, set := range [...]func(manuscript.Inline){
		func(in manuscript.Inline) { m.Title = in }, func(in manuscript.Inline) { m.Byline = in }, func(in manuscript.Inline) { m.DateLine = in.Plain },
	} {
		if at := f.front[i] - 1; at >= 0 && at < len(m.Paragraphs) {
			set(m.Paragraphs[at].Inline)
		}
	}
	return m
}

// makeTitle prints title, authors and date.
func (f *flow) makeTitle() {
	if f.titled || f.notes.inside {
		return
	}
	preamble := f.inPreamble
	f.inPreamble, f.titled = false, true
	for i, a := range [...]arg{f.title, f.author, f.date} {
		f.front[i] = f.block(a, manuscript.Front) + 1
	}
	f.inPreamble = preamble
}

// span is a range of a source, in bytes.
type span struct{ start, end int }

// nextLine gives where the line behind that of i begins.
func nextLine(text string, i int) int {
	if n := strings.IndexByte(text[i:], '\n'); n >= 0 {
		return i + n + 1
	}
	return len(text)
}

// set makes a set of the words of names.
func set(names string) map[string]bool {
	m := make(map[string]bool)
	for name := range strings.FieldsSeq(names) {
		m[name] = true
	}
	return m
}
