package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/ibid-go/ibid/internal/tag"
	"github.com/ibid-go/ibid/internal/train"
)

// What is learned from few notes reads those notes, and is the same each time.
func TestLearn(t *testing.T) {
	w := learn(train.Styles(), 2, 80, 6, 1)
	var once, again bytes.Buffer
	require.NoError(t, w.Write(&once))
	require.NoError(t, learn(train.Styles(), 2, 80, 6, 1).Write(&again))
	assert.Equal(t, once.Bytes(), again.Bytes())

	m := tag.NewModel(w)
	atoms, right := 0, 0
	for _, n := range generate(1, 80, train.Styles()) {
		for _, c := range n.cites {
			as := n.atoms(c)
			for i, r := range m.Read(n.text, as) {
				atoms++
				if r.Label == c.labelOf(as[i]) {
					right++
				}
			}
		}
	}
	assert.Greater(t, right, atoms*85/100)
}

// Notes from outside are cut where their parts end, and spans count in UTF-16.
func TestReadNotes(t *testing.T) {
	file := filepath.Join(t.TempDir(), "notes.jsonl")
	line := `{"text":"𝔄. Doe, Ein Titel, 1990; B. Roe, Noch einer.","cites":[{"spans":[["author",0,7],["title",9,18],["issued",20,24]]},{"spans":[["author",26,32],["title",34,44]]}]}`
	require.NoError(t, os.WriteFile(file, []byte(line+"\n"), 0o600))
	notes, err := readNotes(file)
	require.NoError(t, err)
	require.Len(t, notes, 1)
	require.Len(t, notes[0].cites, 2)
	var labelled []string
	for _, c := range notes[0].cites {
		for _, s := range c.spans {
			labelled = append(labelled, s.label.String()+" "+notes[0].text[s.Start:s.End])
		}
	}
	assert.Equal(t, []string{"author 𝔄. Doe", "title Ein Titel", "date 1990", "author B. Roe", "title Noch einer"}, labelled)
	assert.Equal(t, notes[0].cites[0].End, notes[0].cites[1].Start)
	_, err = readNotes(file + ".missing")
	assert.Error(t, err)
}

// Shares of right parts never fall as margins grow, and none is 0 or 1.
func TestShares(t *testing.T) {
	all := shares(tag.Default(), generate(confidenceSeed, 300, train.Styles()))
	require.Len(t, all, confidenceSteps)
	for i, share := range all {
		assert.Positive(t, share)
		assert.Less(t, share, 1.0)
		if i > 0 {
			assert.GreaterOrEqual(t, share, all[i-1])
		}
	}
	assert.Greater(t, all[confidenceSteps-1], all[0])
	assert.Equal(t, []float64{0.5, 0.5, 0.75}, isotonic([]int{2, 0, 2}, []int{2, 2, 2}))
}
