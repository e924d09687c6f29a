package manuscript

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestHostilePages reads what no person wrote. A cost that is not linear would
// keep it until go test stops it.
func TestHostilePages(t *testing.T) {
	const many = 50_000
	for name, text := range map[string]string{
		"nested":         "<html>" + strings.Repeat("<div>", many),
		"bold":           "<html>" + strings.Repeat("<b><p>", many),
		"paragraphs":     "<html>" + strings.Repeat("<p>x", many),
		"ends":           "<html><table>" + strings.Repeat("</b></p>", many),
		"marks":          "<html><p>" + strings.Repeat("<a href=#x>1</a>", many) + "<p id=x>1 note",
		"targets":        "<html>" + strings.Repeat("<a href=#x>1</a><a id=x>1</a>", many),
		"superscripts":   "<html>" + strings.Repeat("<p>a<sup>1</sup><p><sup>1</sup>b", many),
		"lines":          "<html><p>a<sup>1</sup><hr>" + strings.Repeat("1. a<br>2. b<br>", many),
		"top lines":      "<html>a<sup>1</sup><sup>2</sup><hr>" + strings.Repeat("1. a<br>2. b<br>", many),
		"chapters":       "<html>" + strings.Repeat("<p>a<sup>1</sup>, <sup>2</sup><ol><li>a<li>b</ol>", many),
		"two counts":     "<html>" + strings.Repeat("<p>a<sup>1</sup>", many) + strings.Repeat("<ol><li>a<li>b</ol><p>1. c", many),
		"symbols":        "<html>" + strings.Repeat("<p>a<sup>*</sup>", many) + strings.Repeat("<p><sup>*</sup> c", many),
		"beside":         "<html><p>" + strings.Repeat("<span class=sidenote>", 400) + strings.Repeat("<span class=sidenote>a b</span>", many),
		"cells":          "<html><p>a<sup>1</sup><table>" + strings.Repeat("<tr><td>1<td>b", many),
		"anchors":        "<html><p>" + strings.Repeat("<a href=#x>1</a>", many) + "<br>" + strings.Repeat("<a id=x></a>", many),
		"figures":        "<html><p>" + strings.Repeat("a[1] (2)", many),
		"attributes":     "<html><p " + strings.Repeat("id=x ", many) + ">",
		"entities":       "<html>" + strings.Repeat("&amp", many),
		"comment":        "<html><!--" + strings.Repeat("--!", many),
		"brackets":       "# x\n" + strings.Repeat("[", many),
		"links":          "# x\n" + strings.Repeat("[a](", many),
		"stars":          "# x\n" + strings.Repeat("*a **a ", many),
		"quotes":         "# x\n" + strings.Repeat("> ", many),
		"lists":          "# x\n" + strings.Repeat("- ", many),
		"backticks":      "# x\n" + strings.Repeat("`a``", many),
		"inline notes":   "# x\n" + strings.Repeat("^[ ", many),
		"closed notes":   "# x\n" + strings.Repeat("a^[b] ", many),
		"carets":         "# x\n" + strings.Repeat("^a~", many),
		"notes":          "# x\n" + strings.Repeat("[^1]: x\n", many),
		"nested notes":   "[^1]: x\n" + strings.Repeat("    [^1]: y\n", many),
		"front":          "---\n" + strings.Repeat("a: b\n", many),
		"angles":         "# x\n" + strings.Repeat("<a ", many),
		"html in blocks": "# x\n" + strings.Repeat("<div>\n\n", many),
	} {
		t.Run(name, func(t *testing.T) {
			m, err := Read([]byte(text), "")
			if err != nil {
				assert.ErrorIs(t, err, ErrTooLarge)
			} else {
				assert.NotNil(t, m)
			}
		})
	}
}

// Names beyond those that the table holds count as one, and end as others do.
func TestManyNamesOfElements(t *testing.T) {
	var page strings.Builder
	page.WriteString("<html><p>first</p>")
	for i := range 2 * maxNames {
		fmt.Fprintf(&page, "<x%d>a</x%d>", i, i)
	}
	page.WriteString("<p>last</p>")
	m, err := Read([]byte(page.String()), HTML)
	require.NoError(t, err)
	require.Len(t, m.Paragraphs, 3)
	assert.Equal(t, strings.Repeat("a", 2*maxNames), m.Paragraphs[1].Plain)
	assert.Equal(t, "last", m.Paragraphs[2].Plain)
}
