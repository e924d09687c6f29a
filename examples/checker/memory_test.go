package main

import (
	"os"
	"path/filepath"
	"runtime/debug"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The limit holds while a file is read, grows with it, and is taken back.
func TestLimitMemory(t *testing.T) {
	const large = 20 << 20
	name := filepath.Join(t.TempDir(), "large.txt")
	require.NoError(t, os.WriteFile(name, nil, 0o600))
	before := debug.SetMemoryLimit(-1)
	limitMemory("-")()
	restore := limitMemory(name)
	assert.EqualValues(t, leastLimited, debug.SetMemoryLimit(-1))
	restore()
	require.NoError(t, os.Truncate(name, large))
	restore = limitMemory(name)
	assert.EqualValues(t, timesFile*large+beyondFile, debug.SetMemoryLimit(-1))
	restore()
	assert.Equal(t, before, debug.SetMemoryLimit(-1))
}
