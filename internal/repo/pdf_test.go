package repo_test

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Only who imports citation/pdf links the PDF engine, which makes up ten
// megabytes of a program.
func TestPDFOnlyForItsImporters(t *testing.T) {
	const engine = "github.com/tetratelabs/wazero"
	deps := func(pkg string) []string {
		list := exec.Command("go", "list", "-deps", pkg)
		list.Dir = root
		out, err := list.Output()
		require.NoError(t, err)
		return strings.Fields(string(out))
	}
	assert.Contains(t, deps("./citation/pdf"), engine)
	for _, pkg := range []string{"./citation", "./citation/lint", "./citation/export", "./verify", "./archive", "./internal/report"} {
		assert.NotContains(t, deps(pkg), engine, pkg)
	}
}
