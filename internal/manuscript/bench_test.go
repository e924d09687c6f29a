package manuscript

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// BenchmarkRead reads a case of each format, repeated to the size of a book,
// and checks that every note is found.
func BenchmarkRead(b *testing.B) {
	for _, bench := range []struct {
		name string
		unit string
	}{
		{"text", "It was said at some length in the course of the day.%s And it was denied at the same length.\n\n%s Jane Roe, “Talk,” *Journal*, 2020, https://site.test/talk.\n\n"},
		{"markdown", "It was said at some length in the *course* of the day.[^%s] And it was denied.\n\n[^%s]: Jane Roe, “Talk,” *Journal*, 2020, <https://site.test/talk>.\n\n"},
		{"html", "<p>It was said at some length in the course of the day.<sup><a href=\"#n%[1]s\" id=\"r%[1]s\">%[1]s</a></sup> And denied.</p>\n<p id=\"n%[1]s\"><a href=\"#r%[1]s\">%[1]s</a> Jane Roe, <i>Talk</i>, <a href=\"https://site.test/\">2020</a>.</p>\n"},
		{"latex", "It was said at some length in the \\emph{course} of the day.\\footnote{Jane Roe, ``Talk,'' \\emph{Journal} %s, 2020, \\url{https://site.test/%s}.} And it was denied.\n\n"},
	} {
		b.Run(bench.name, func(b *testing.B) {
			const notes = 5000
			var text strings.Builder
			text.WriteString(map[string]string{"html": "<html><body>", "latex": "\\documentclass{article}\n\\begin{document}\n"}[bench.name])
			for i := range notes {
				label := fmt.Sprint(i + 1)
				if bench.name == "text" {
					label = figures(label)
				}
				fmt.Fprintf(&text, bench.unit, label, label)
			}
			run(b, []byte(text.String()), notes)
		})
	}
}

func run(b *testing.B, data []byte, notes int) {
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		m, err := Read(bytes.NewReader(data), 0)
		require.NoError(b, err)
		require.Len(b, m.Notes, notes)
	}
}

// figures writes a number in superscript figures.
func figures(number string) string {
	return strings.Map(func(r rune) rune { return []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")[r-'0'] }, number)
}
