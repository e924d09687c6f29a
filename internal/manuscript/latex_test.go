package manuscript

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
)

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
	m, err := ReadAs([]byte("\\documentclass{article}\\begin{document}\\include{./parts/one}\n\\input{gone}\\end{document}"), "", include)
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
		_, err := ReadAs([]byte(text), "", itself)
		assert.ErrorIs(t, err, ErrTooLarge, name)
	}
	for name, text := range map[string]string{
		"open groups": head + strings.Repeat(`\emph{`, many),
		"options":     head + strings.Repeat(`\footnote[`, many),
		"verb":        head + strings.Repeat(`\verb|`, many),
		"url":         head + strings.Repeat(`\url|`, many),
		"code":        head + strings.Repeat(`\begin{verbatim}`, 1000),
		"marks":       head + strings.Repeat(`\footnotemark `, many),
	} {
		_, err := ReadAs([]byte(text), "", itself)
		assert.NoError(t, err, name)
	}
}

// FuzzReadLaTeX asserts that whatever is read points into the text.
func FuzzReadLaTeX(f *testing.F) {
	for _, name := range []string{"notes", "open", "piece"} {
		archive, err := txtar.ParseFile("testdata/latex/" + name + ".txtar")
		require.NoError(f, err)
		f.Add(string(archive.Files[0].Data))
	}
	f.Fuzz(func(t *testing.T, text string) {
		m, err := readLaTeX(text, func(string) ([]byte, error) { return nil, errors.ErrUnsupported })
		if err == nil {
			assertWithin(t, m)
		}
	})
}
