package tag

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestHabit lets a model without weights follow a document whose sources were
// read as author, title and date.
func TestHabit(t *testing.T) {
	cut := func(source string) []Atom { return NewLayout(source, Markup{}).Atoms(0, len(source)) }
	read := []Reading{{Label: Author}, {Label: Title}, {Label: Date}}
	labels := func(m *Model, source string) (labels []Label) {
		for _, r := range m.Read(source, cut(source)) {
			labels = append(labels, r.Label)
		}
		return labels
	}
	habit := new(Habit)
	for _, source := range []string{"Waid: Superman, 2005", "Kay: Personal Dynamic Media, 1977", "Kirk: Karl Polanyi, 2007"} {
		habit.Add(source, cut(source), read)
	}
	const source = "Wulfstan: The homilies, 1998"
	blank := NewModel(new(Weights))
	want := []Label{Author, Title, Date}
	assert.Equal(t, want, labels(blank.Following(habit), source))
	assert.NotEqual(t, want, labels(blank, source))
	assert.Equal(t, labels(blank, source), labels(blank.Following(new(Habit)), source))
}
