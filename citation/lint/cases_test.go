package lint_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/citation/lint"
	"github.com/ibid-go/ibid/internal/golden"
	"github.com/ibid-go/ibid/verify"
)

const casesDir = "../../testdata/rules"

// TestCases runs testdata/rules/<rule>.txtar: each manuscript x.txt, with what
// the rule finds in it in x.want; good*.txt has none. A file named linter sets
// "today" and "profile".
func TestCases(t *testing.T) {
	for _, file := range golden.Files(t, casesDir+"/*.txtar") {
		id := strings.TrimSuffix(filepath.Base(file), ".txtar")
		t.Run(id, func(t *testing.T) {
			archive := golden.Load(t, file)
			linter := linterOf(t, archive)
			for _, f := range archive.Files {
				if name, ok := strings.CutSuffix(f.Name, ".txt"); ok {
					runCase(t, archive, &linter, id, name)
				}
			}
			golden.Save(t, file, archive)
		})
	}
}

func runCase(t *testing.T, archive *txtar.Archive, linter *lint.Linter, id, name string) {
	doc := parse(t, fileOf(archive, name+".txt"))
	found := of(id, slices.Collect(linter.Lint(doc)))
	got := render(doc, found)
	if golden.Updating() {
		setFile(archive, name, got)
	}
	assert.Equal(t, fileOf(archive, name+".want"), got, name)
	assert.Equal(t, strings.HasPrefix(name, "good"), got == "", "%s: good manuscripts give no finding, bad ones do", name)
	for _, f := range found {
		for _, fix := range f.Fixes {
			assertFixed(t, linter, doc, f, fix)
		}
	}
}

// assertFixed applies a fix and expects the finding to be gone and no other to
// have come.
func assertFixed(t *testing.T, linter *lint.Linter, doc *citation.Document, f citation.Finding, fix citation.Fix) {
	t.Helper()
	before := len(of(f.Rule, slices.Collect(linter.Lint(doc))))
	fixed := parse(t, apply(t, doc.Text, fix))
	after := of(f.Rule, slices.Collect(linter.Lint(fixed)))
	assert.Len(t, after, before-1, "after %s: %s", fix.Message, fixed.Text)
}

// apply makes the edits of a fix, which must be in order and apart.
func apply(t testing.TB, text string, fix citation.Fix) string {
	t.Helper()
	var b strings.Builder
	last := 0
	for _, e := range fix.Edits {
		require.LessOrEqual(t, last, e.Span.Start, "edits overlap or are out of order")
		require.LessOrEqual(t, e.Span.Start, e.Span.End)
		require.LessOrEqual(t, e.Span.End, len(text))
		b.WriteString(text[last:e.Span.Start] + e.New)
		last = e.Span.End
	}
	return b.String() + text[last:]
}

func linterOf(t *testing.T, archive *txtar.Archive) lint.Linter {
	t.Helper()
	var linter lint.Linter
	for setting := range strings.Lines(fileOf(archive, "linter")) {
		name, value, _ := strings.Cut(strings.TrimSpace(setting), " ")
		switch name {
		case "today":
			var err error
			linter.Today, err = time.Parse(time.DateOnly, value)
			require.NoError(t, err)
		case "profile":
			var ok bool
			linter.Profile, ok = lint.ProfileNamed(value)
			require.True(t, ok, value)
		default:
			t.Fatalf("unknown setting %q", name)
		}
	}
	return linter
}

func fileOf(archive *txtar.Archive, name string) string {
	for _, f := range archive.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	return ""
}

// setFile puts the findings right behind their manuscript.
func setFile(archive *txtar.Archive, name, data string) {
	archive.Files = slices.DeleteFunc(archive.Files, func(f txtar.File) bool { return f.Name == name+".want" })
	i := slices.IndexFunc(archive.Files, func(f txtar.File) bool { return f.Name == name+".txt" })
	if data != "" {
		archive.Files = slices.Insert(archive.Files, i+1, txtar.File{Name: name + ".want", Data: []byte(data)})
	}
}

// TestRulesAreComplete refuses a rule without documentation, function or cases:
// at least one manuscript that it speaks about and one that it is silent about.
func TestRulesAreComplete(t *testing.T) {
	rules := lint.Rules()
	ids := map[string]bool{}
	for _, rule := range rules {
		t.Run(rule.ID, func(t *testing.T) {
			assert.Regexp(t, `^[a-z]+(-[a-z]+)*$`, rule.ID)
			assert.False(t, ids[rule.ID], "two rules with one ID")
			ids[rule.ID] = true
			assert.NotEmpty(t, rule.Title)
			assert.NotNil(t, rule.Check)
			assert.Contains(t, rule.Doc, "\nSource: ")
			archive := golden.Load(t, filepath.Join(casesDir, rule.ID+".txtar"))
			assert.NotEmpty(t, archive.Comment, "says why the cases are there")
			for _, prefix := range []string{"good", "bad"} {
				assert.True(t, slices.ContainsFunc(archive.Files, func(f txtar.File) bool { return strings.HasPrefix(f.Name, prefix) }), prefix)
			}
		})
	}
	assert.True(t, slices.IsSortedFunc(rules, func(a, b lint.Rule) int { return strings.Compare(a.ID, b.ID) }))
}

// TestCasesHaveRules finds cases whose rule is gone or was renamed. The rules
// that compare a note with its page have theirs in the same folder.
func TestCasesHaveRules(t *testing.T) {
	rules := verify.Rules()
	for _, r := range lint.Rules() {
		rules = append(rules, r.Rule)
	}
	files, err := os.ReadDir(casesDir)
	require.NoError(t, err)
	for _, file := range files {
		id := strings.TrimSuffix(file.Name(), ".txtar")
		assert.True(t, slices.ContainsFunc(rules, func(r citation.Rule) bool { return r.ID == id }), file.Name())
	}
}

// TestDocExamples runs the examples of every rule's documentation: it speaks
// about the one and is silent about the other.
func TestDocExamples(t *testing.T) {
	for _, rule := range lint.Rules() {
		t.Run(rule.ID, func(t *testing.T) {
			before, after := example(rule.Doc, "Before:"), example(rule.Doc, "After:")
			require.NotEmpty(t, before)
			require.NotEmpty(t, after)
			assert.NotEmpty(t, of(rule.ID, slices.Collect(lint.Lint(parse(t, before)))), before)
			assert.Empty(t, of(rule.ID, slices.Collect(lint.Lint(parse(t, after)))), after)
		})
	}
}

// example gives the indented block behind a line of a rule's documentation.
func example(doc, heading string) string {
	_, block, _ := strings.Cut(doc, "\n"+heading+"\n")
	var b strings.Builder
	for text := range strings.Lines(block) {
		if strings.TrimSpace(text) != "" && !strings.HasPrefix(text, "    ") {
			break
		}
		b.WriteString(strings.TrimPrefix(text, "    "))
	}
	return strings.TrimSpace(b.String())
}
