package golden

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
)

// A report takes what a test would say, so that its failing can be tested.
type report struct {
	testing.TB
	failed bool
}

func (*report) Helper()                 {}
func (r *report) Errorf(string, ...any) { r.failed = true }
func (r *report) FailNow()              { r.failed = true }

func write(t *testing.T, content string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "case")
	require.NoError(t, os.WriteFile(file, []byte(content), 0o644))
	return file
}

// updating runs f as -update would.
func updating(f func()) {
	*update = true
	defer func() { *update = false }()
	f()
}

func TestEqual(t *testing.T) {
	file := write(t, "old")
	same, other := report{TB: t}, report{TB: t}
	Equal(&same, file, "old")
	Equal(&other, file, "new")
	assert.False(t, same.failed)
	assert.True(t, other.failed)
	updating(func() { Equal(t, file, "new") })
	Equal(t, file, "new")
}

func TestLines(t *testing.T) {
	double := func(line string) []string { return []string{line + line} }
	file := write(t, "# a comment\n\na\n  aa\nb\n  b\n")
	wrong := report{TB: t}
	Lines(&wrong, file, double)
	assert.True(t, wrong.failed, "b wants bb")
	updating(func() { Lines(t, file, double) })
	Equal(t, file, "# a comment\n\na\n  aa\nb\n  bb\n")
}

func TestCases(t *testing.T) {
	file := write(t, "-- in --\nx\n-- want --\ny\n") + ".txtar"
	require.NoError(t, os.WriteFile(file, []byte("-- in --\nx\n-- want --\ny\n"), 0o644))
	read := func(_ *testing.T, parts []txtar.File) string { return string(parts[0].Data) }
	updating(func() { Cases(t, read, file) })
	Equal(t, file, "-- in --\nx\n-- want --\nx\n")
	Cases(t, read, file)
	assert.Equal(t, map[string]string{"in": "x", "want": "x"}, Parts(Load(t, file)))
}

func TestFilesWantsSome(t *testing.T) {
	none := report{TB: t}
	Files(&none, filepath.Join(t.TempDir(), "*"))
	assert.True(t, none.failed)
}
