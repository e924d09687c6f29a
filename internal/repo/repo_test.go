package repo_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	root   = "../.."
	module = "github.com/ibid-go/ibid/"
)

// goFiles calls each for every Go file of the module with its package's path.
func goFiles(t *testing.T, each func(pkg, name string, file *ast.File)) {
	t.Helper()
	require.NoError(t, filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == "testdata" || strings.HasPrefix(entry.Name(), ".") && len(entry.Name()) > 2):
			return filepath.SkipDir
		case !strings.HasSuffix(name, ".go"):
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		each(path.Dir(filepath.ToSlash(rel)), filepath.ToSlash(rel), file)
		return err
	}))
}

// The arrows between rooms are those of testdata/arrows.txt, and no other.
func TestArrows(t *testing.T) {
	allowed := readArrows(t)
	seen := make(map[string]bool)
	goFiles(t, func(pkg, name string, file *ast.File) {
		if strings.HasSuffix(name, "_test.go") || pkg == "internal/repo" {
			return
		}
		require.Contains(t, allowed, pkg, "a package without a line in arrows.txt")
		seen[pkg] = true
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			require.NoError(t, err)
			if strings.Contains(imported, ".") {
				assert.True(t, allows(allowed[pkg], strings.TrimPrefix(imported, module)), "%s imports %s", name, imported)
			}
		}
	})
	for pkg := range allowed {
		assert.True(t, seen[pkg], "arrows.txt names %s, which is not there", pkg)
	}
}

func allows(list []string, imported string) bool {
	for _, prefix := range list {
		if imported == prefix || strings.Contains(prefix, ".") && strings.HasPrefix(imported, prefix+"/") {
			return true
		}
	}
	return false
}

func readArrows(t *testing.T) map[string][]string {
	t.Helper()
	data, err := os.ReadFile("testdata/arrows.txt")
	require.NoError(t, err)
	arrows := make(map[string][]string)
	for line := range strings.Lines(string(data)) {
		from, to, ok := strings.Cut(line, "->")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		list := []string{}
		for pkg := range strings.SplitSeq(to, ",") {
			if pkg = strings.TrimSpace(pkg); pkg != "" {
				list = append(list, pkg)
			}
		}
		arrows[strings.TrimSpace(from)] = list
	}
	return arrows
}

// Every package says what it is for.
func TestPackageDocs(t *testing.T) {
	documented := make(map[string]bool)
	goFiles(t, func(pkg, name string, file *ast.File) {
		if !strings.HasSuffix(name, "_test.go") {
			documented[pkg] = documented[pkg] || file.Doc.Text() != ""
		}
	})
	for pkg, ok := range documented {
		assert.True(t, ok, "%s has no package doc", pkg)
	}
}

// A folder of data has a README that names each file with origin and licence.
func TestDataHasOrigin(t *testing.T) {
	folders := 0
	require.NoError(t, filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() || entry.Name() != "data" {
			return err
		}
		folders++
		readme, err := os.ReadFile(filepath.Join(name, "README.md"))
		if !assert.NoError(t, err, "%s has no README", name) {
			return nil
		}
		files, err := os.ReadDir(name)
		for _, f := range files {
			if f.Name() != "README.md" {
				assert.Contains(t, string(readme), f.Name(), "%s/README.md", name)
			}
		}
		return err
	}))
	assert.NotZero(t, folders)
}

// No test uses Go's default client, which would ask the internet.
func TestTestsStayHere(t *testing.T) {
	goFiles(t, func(_, name string, file *ast.File) {
		if !strings.HasSuffix(name, "_test.go") {
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := s.X.(*ast.Ident); ok && x.Name == "http" {
					assert.NotContains(t, []string{"Get", "Post", "Head", "DefaultClient", "DefaultTransport"}, s.Sel.Name, name)
				}
			}
			return true
		})
	})
}

// What is committed says nothing of the machine it was written on.
func TestNoPathsOfAMachine(t *testing.T) {
	local := regexp.MustCompile(`(?:^|[\s"'=(])/(?:home|root|Users|work)/`)
	require.NoError(t, filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if entry.Name() == ".git" {
				return filepath.SkipDir
			}
			return nil
		}
		switch filepath.Ext(name) {
		case ".go", ".md", ".txt", ".toml", ".txtar", ".csv", "":
			data, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			assert.False(t, local.Match(data), "%s holds a path of a machine", name)
		}
		return nil
	}))
}

// The README's commands name what is there.
func TestReadme(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(root, "README.md"))
	require.NoError(t, err)
	readme := string(data)
	assert.Contains(t, readme, "go run ./examples/checker check testdata/report/report.txt")
	assert.Contains(t, readme, "go test ./...")
	for _, m := range regexp.MustCompile(`\]\(([^)#:]+)\)`).FindAllStringSubmatch(readme, -1) {
		_, err := os.Stat(filepath.Join(root, m[1]))
		assert.NoError(t, err, "README.md links to %s", m[1])
	}
}
