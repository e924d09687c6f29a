package latex

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"github.com/ibid-go/ibid/internal/golden"
	"github.com/ibid-go/ibid/internal/manuscript"
	"github.com/ibid-go/ibid/internal/manuscript/manuscripttest"
)

// Each case is a text and what is read from it, a line a piece.
func TestRead(t *testing.T) {
	golden.Cases(t, func(t *testing.T, parts []txtar.File) string {
		require.True(t, Is(parts[0].Data))
		m, err := Read(parts[0].Data, nil)
		require.NoError(t, err)
		return manuscripttest.Dump(m)
	}, "testdata/*.txtar")
}

// TestInput takes in files by \input, and leaves what is missing as it is.
func TestInput(t *testing.T) {
	include := func(name string) ([]byte, error) {
		switch name {
		case "parts/one.tex":
			return []byte(`One.\footnote{Of part one.} \input{parts/two.txt}`), nil
		case "parts/two.txt":
			return []byte(`Two.\footnote{Of part two.}`), nil
		}
		return nil, os.ErrNotExist
	}
	m, err := Read([]byte("\\documentclass{article}\\begin{document}\\include{./parts/one}\n\\input{gone}\\end{document}"), include)
	require.NoError(t, err)
	require.Len(t, m.Notes, 2)
	assert.Equal(t, `One. Two. \input{gone}`, m.Paragraphs[0].Plain)
}

// TestHostileLaTeX gives what would never end.
func TestHostileLaTeX(t *testing.T) {
	const many = 100_000
	itself := func(string) ([]byte, error) { return []byte(`\input{x}\footnote{x}\input{x}`), nil }
	head := "\\documentclass{article}\n\\begin{document}\n"
	for name, text := range map[string]string{
		"input":  head + `\input{x}`,
		"macro":  head + `\newcommand{\a}{\a\a}\a`,
		"laughs": head + `\def\a{aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa}` + `\newcommand{\four}[1]{#1#1#1#1}` + strings.Repeat(`\four{`, 30) + "x" + strings.Repeat("}", 30),
		"groups": head + strings.Repeat("{", many) + strings.Repeat("}", many),
		"notes":  head + strings.Repeat(`\footnote{`, many) + strings.Repeat("}", many),
	} {
		_, err := Read([]byte(text), itself)
		assert.ErrorIs(t, err, manuscript.ErrTooLarge, name)
	}
	for name, text := range map[string]string{
		"open groups": head + strings.Repeat(`\emph{`, many),
		"options":     head + strings.Repeat(`\footnote[`, many),
		"verb":        head + strings.Repeat(`\verb|`, many),
		"url":         head + strings.Repeat(`\url|`, many),
		"code":        head + strings.Repeat(`\begin{verbatim}`, 1000),
		"marks":       head + strings.Repeat(`\footnotemark `, many),
	} {
		_, err := Read([]byte(text), itself)
		assert.NoError(t, err, name)
	}
}

// FuzzReadLaTeX asserts that whatever is read points into the text.
func FuzzReadLaTeX(f *testing.F) {
	for _, name := range []string{"notes", "open", "piece"} {
		archive, err := txtar.ParseFile("testdata/" + name + ".txtar")
		require.NoError(f, err)
		f.Add(string(archive.Files[0].Data))
	}
	f.Fuzz(func(t *testing.T, text string) {
		m, err := Read([]byte(text), func(string) ([]byte, error) { return nil, errors.ErrUnsupported })
		if err == nil {
			require.NoError(t, manuscripttest.Check(m))
		}
	})
}

// BenchmarkRead reads a text of the length of a book, and checks that every note
// is found.
func BenchmarkRead(b *testing.B) {
	const notes = 5000
	var source strings.Builder
	source.WriteString("\\documentclass{article}\n\\begin{document}\n")
	for i := range notes {
		fmt.Fprintf(&source, "It was said at some length in the \\emph{course} of the day.\\footnote{Jane Roe, ``Talk,'' \\emph{Journal} %[1]d, 2020, \\url{https://site.test/%[1]d}.} And it was denied.\n\n", i+1)
	}
	data := []byte(source.String())
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		m, err := Read(data, nil)
		require.NoError(b, err)
		require.Len(b, m.Notes, notes)
	}
}
