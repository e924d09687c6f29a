package main

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
)

func TestRefusedFacts(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/refused.txtar")
	require.NoError(t, err)
	for i := 0; i+1 < len(archive.Files); i += 2 {
		input, want := archive.Files[i], archive.Files[i+1]
		t.Run(strings.TrimSuffix(input.Name, ".json"), func(t *testing.T) {
			_, err := readFacts(strings.NewReader(string(input.Data)))
			assert.ErrorContains(t, err, strings.TrimSpace(string(want.Data)))
		})
	}
}

func TestDates(t *testing.T) {
	file, err := os.ReadFile("testdata/dates.txt")
	require.NoError(t, err)
	for line := range strings.Lines(string(file)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(strings.TrimSpace(line), "\t")
		require.Len(t, cells, 3, line)
		d := date(cells[0])
		assert.True(t, d.valid(), cells[0])
		assert.Equal(t, cells[1:], []string{d.MonthFirst(), d.DayFirst()}, cells[0])
	}
}
