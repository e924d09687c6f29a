package manuscript

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
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
	} {
		b.Run(bench.name, func(b *testing.B) {
			const notes = 5000
			var source strings.Builder
			if bench.name == "html" {
				source.WriteString("<html><body>")
			}
			for i := range notes {
				label := fmt.Sprint(i + 1)
				if bench.name == "text" {
					label = figures(label)
				}
				fmt.Fprintf(&source, bench.unit, label, label)
			}
			run(b, []byte(source.String()), notes)
		})
	}
}

// BenchmarkAgainstPeer reads prose of some hundred words for each note in turn with a
// plain peer, and gives how often the peer could read it in the same time: of text,
// cutting it into words; of Markdown, the general parser.
func BenchmarkAgainstPeer(b *testing.B) {
	general := goldmark.New(goldmark.WithExtensions(extension.Footnote)).Parser()
	for _, bench := range []struct {
		name, mark, note string
		peer             func([]byte)
	}{
		{"text", "%s", "%s Jane Roe, “Talk,” *Journal*, 2020, https://site.test/talk.\n\n", func(data []byte) { bytes.Fields(data) }},
		{"markdown", "[^%s]", "[^%s]: Jane Roe, “Talk,” *Journal*, 2020, <https://site.test/talk>.\n\n", func(data []byte) { general.Parse(text.NewReader(data)) }},
	} {
		b.Run(bench.name, func(b *testing.B) {
			const notes = 1000
			var source strings.Builder
			for i := range notes {
				label := fmt.Sprint(i + 1)
				if bench.name == "text" {
					label = figures(label)
				}
				source.WriteString(strings.Repeat("It was said at some *length* in the course of the day, and nobody denied it. ", 8))
				fmt.Fprintf(&source, "So it was."+bench.mark+" The rest is known.\n\n"+bench.note, label, label)
			}
			data := []byte(source.String())
			b.SetBytes(int64(len(data)))
			var ours, peers time.Duration
			for b.Loop() {
				start := time.Now()
				m, err := Read(data, "")
				ours += time.Since(start)
				require.NoError(b, err)
				require.Len(b, m.Notes, notes)
				b.StopTimer()
				start = time.Now()
				bench.peer(data)
				peers += time.Since(start)
				b.StartTimer()
			}
			b.ReportMetric(float64(ours)/float64(peers), "times-the-peer")
		})
	}
}

func run(b *testing.B, data []byte, notes int) {
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		m, err := Read(data, "")
		require.NoError(b, err)
		require.Len(b, m.Notes, notes)
	}
}

// figures writes a number in superscript figures.
func figures(number string) string {
	return strings.Map(func(r rune) rune { return []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")[r-'0'] }, number)
}
