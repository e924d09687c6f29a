package tag

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/ibid-go/ibid/internal/prose"
)

// eachCase calls each with the two sides of each line of a file of cases.
func eachCase(t *testing.T, name string, each func(text, want string)) {
	t.Helper()
	data, err := os.ReadFile(name)
	require.NoError(t, err)
	for line := range strings.Lines(string(data)) {
		if text, want, ok := strings.Cut(strings.TrimSpace(line), " =>"); ok && !strings.HasPrefix(line, "#") {
			each(text, strings.TrimSpace(want))
		}
	}
}

func TestQuotes(t *testing.T) {
	eachCase(t, "testdata/quotes.txt", func(text, want string) {
		var got []string
		for _, q := range findQuotes(nil, text) {
			got = append(got, text[q.Inner.Start:q.Inner.End])
		}
		assert.Equal(t, want, strings.Join(got, " | "), text)
	})
}

func TestAtoms(t *testing.T) {
	eachCase(t, "testdata/atoms.txt", func(text, want string) {
		var got []string
		for _, a := range NewLayout(text, Markup{URLs: PrintedURLs(text)}).Atoms(0, len(text)) {
			got = append(got, text[a.Start:a.End])
		}
		assert.Equal(t, want, strings.Join(got, " | "), text)
	})
}

// A word is hashed as if it had been folded first.
func TestHashWord(t *testing.T) {
	for _, word := range []string{"Plain", "women’s", "it's", "well-known", "-edge-", "J.", "Müller", "AT&T", "d’Ascq", "'quoted'", "a--b", "", "«"} {
		assert.Equal(t, hashText(prose.Fold(word)), hashWord(word), word)
	}
}

// Packed rows add up to what their weights do, however many they are.
func TestSum(t *testing.T) {
	row := Row{}
	for label := range row {
		row[label] = int8(label*13%256 - 128)
	}
	m := &Model{table: newTable([]Feature{{7, row}, {1 << 31, Row{5: -128}}})}
	features := make([]uint32, 0, 1000)
	for range 1000 {
		features = append(features, 7, 99)
	}
	var scores [Labels]int32
	m.score(append(features, 1<<31), &scores)
	for label, score := range scores {
		want := 1000 * int32(row[label])
		if label == 5 {
			want -= 128
		}
		assert.Equal(t, want, score, Label(label))
	}
}

// The margin of an atom is what the best reading loses that gives it another
// label: no other reading of two atoms comes closer.
func TestMargins(t *testing.T) {
	m := Default()
	text := "Jane Roe, A Title"
	atoms := NewLayout(text, Markup{}).Atoms(0, len(text))
	require.Len(t, atoms, 2)
	var s scratch
	s.look(text, atoms, true)
	var own [2][Labels]int32
	for i := range atoms {
		m.score(s.of(i), &own[i])
	}
	score := func(a, b Label) int32 {
		return m.first[a] + own[0][a] + m.step[s.looks[1].before][b][a] + own[1][b] + m.last[b]
	}
	readings := m.Read(text, atoms)
	best := score(readings[0].Label, readings[1].Label)
	for i, r := range readings {
		closest := best - r.Margin
		for a := range labelCount {
			for b := range labelCount {
				require.LessOrEqual(t, score(a, b), best)
				if [...]Label{a, b}[i] != r.Label && r.Margin < maxMargin {
					require.LessOrEqual(t, score(a, b), closest)
				}
			}
		}
		assert.NotEqual(t, r.Label, r.Other)
	}
}

// The table of confidence is whole.
func TestConfidence(t *testing.T) {
	assert.Greater(t, len(confidences()), 10)
	assert.Equal(t, confidences()[0], Confidence(0))
	assert.Equal(t, confidences()[len(confidences())-1], Confidence(1<<30))
	assert.InDelta(t, (confidences()[2]+confidences()[3])/2, Confidence(2*MarginStep+MarginStep/2), 1e-9)
}

// The embedded weights are whole, and writing them gives the same bytes.
func TestWeights(t *testing.T) {
	w, err := ReadWeights(weightsFile)
	require.NoError(t, err)
	assert.NotEmpty(t, w.Features)
	var out strings.Builder
	require.NoError(t, w.Write(&out))
	again, err := ReadWeights([]byte(out.String()))
	require.NoError(t, err)
	assert.Equal(t, w, again)
	assert.Equal(t, string(weightsFile), out.String())
	for _, damaged := range []string{"", "x", out.String()[:len(out.String())/2]} {
		_, err := ReadWeights([]byte(damaged))
		assert.Error(t, err)
	}
}

func FuzzAtoms(f *testing.F) {
	for _, name := range []string{"testdata/atoms.txt", "testdata/quotes.txt"} {
		data, _ := os.ReadFile(name)
		for line := range strings.Lines(string(data)) {
			f.Add(line)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		atoms := NewLayout(text, Markup{URLs: PrintedURLs(text)}).Atoms(0, len(text))
		end := 0
		for _, a := range atoms {
			if a.Start < end || a.End <= a.Start || a.End > len(text) {
				t.Fatalf("%q: %+v", text, a)
			}
			end = a.End
		}
		if labels := Default().Read(text, atoms); len(labels) != len(atoms) {
			t.Fatalf("%d labels for %d atoms", len(labels), len(atoms))
		}
	})
}

// A source may end within what looks like a date of the note.
func TestAtomsEndAnywhere(t *testing.T) {
	const note = "Krug, NJW 1974, 1529 (1532), S. 4, Ice in May 1998; Lee (2009a), n.d.-b, pp. D1+, 5 (June 2011): 1221"
	l := NewLayout(note, Markup{})
	for end := range len(note) + 1 {
		last := 0
		for _, a := range l.Atoms(0, end) {
			assert.LessOrEqual(t, last, a.Start)
			last = a.End
		}
		assert.LessOrEqual(t, last, end)
	}
}
