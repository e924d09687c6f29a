package tag

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestHabit lets a model without weights follow a document whose sources were
// read as author, title and date.
func TestHabit(t *testing.T) {
	cut := func(source string) []Atom { return NewLayout(source, nil, nil, nil).Atoms(0, len(source)) }
	read := []Label{Author, Title, Date}
	habit := new(Habit)
	for _, source := range []string{"Waid: Superman, 2005", "Kay: Personal Dynamic Media, 1977", "Kirk: Karl Polanyi, 2007"} {
		habit.Add(source, cut(source), read)
	}
	const source = "Wulfstan: The homilies, 1998"
	blank := NewModel(new(Weights))
	assert.Equal(t, read, blank.Following(habit).Label(source, cut(source)))
	assert.NotEqual(t, read, blank.Label(source, cut(source)))
	assert.Equal(t, blank.Label(source, cut(source)), blank.Following(new(Habit)).Label(source, cut(source)))
}
