package packed

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ibid-go/ibid/internal/golden"
	"github.com/ibid-go/ibid/internal/manuscript"
	"github.com/ibid-go/ibid/internal/manuscript/manuscripttest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
)

func book1() map[string]string {
	return map[string]string{
		"META-INF/container.xml": `<container><rootfiles><rootfile full-path="OEBPS/a.opf"/></rootfiles></container>`,
		"OEBPS/a.opf": `<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>Rivers</dc:title><dc:creator>Ada Byron</dc:creator>
			<dc:creator>Carl Orff</dc:creator><dc:date>2024-05-06T00:00:00Z</dc:date></metadata><manifest>
			<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
			<item id="one" href="text/one%20a.xhtml" media-type="application/xhtml+xml"/>
			<item id="css" href="s.css" media-type="text/css"/>
			<item id="end" href="notes.xhtml" media-type="application/xhtml+xml"/></manifest>
			<spine><itemref idref="nav"/><itemref idref="one"/><itemref idref="end" linear="no"/><itemref idref="one"/></spine></package>`,
		"OEBPS/nav.xhtml":        `<html><body><ol><li><a href="text/one%20a.xhtml#r1">1</a></li></ol></body></html>`,
		"OEBPS/s.css":            `.t { font-style: italic }`,
		"OEBPS/text/one a.xhtml": `<html><body><p>Text.<a epub:type="noteref" id="r1" href="../notes.xhtml#n1">1</a></p><p id="n1">No note.</p></body></html>`,
		"OEBPS/notes.xhtml":      `<html><body><aside epub:type="footnote" id="n1"><p><a href="text/one%20a.xhtml#r1">1</a>. The <span class="t">Title</span>.</p></aside></body></html>`,
	}
}

// Notes in a file of their own, a style sheet beside them, an id that two files
// use.
func TestReadEPUB(t *testing.T) {
	m, err := Read(pack(book1()))
	require.NoError(t, err)
	assert.Equal(t, "front: Rivers | Ada Byron; Carl Orff |  | 2024-05-06\nbody: Text.\nbody: No note.\n"+
		"marker 1 superscript behind \"Text.\": note 0\nnote 0, 1 of 0: The Title. {italic \"Title\"}\n", manuscripttest.Dump(m))
}

func TestDamagedEPUB(t *testing.T) {
	for name, content := range map[string]string{
		"META-INF/container.xml": "<container/>",
		"OEBPS/a.opf":            "<package><<",
		"OEBPS/notes.xhtml":      "",
	} {
		files := book1()
		if files[name] = content; content == "" {
			delete(files, name)
		}
		_, err := Read(pack(files))
		assert.ErrorIs(t, err, manuscript.ErrDamaged, name)
	}
}

// Each case holds the pages of a book in the order of its spine, and what is read
// from them.
func TestReadEPUBPages(t *testing.T) {
	golden.Cases(t, func(t *testing.T, pages []txtar.File) string {
		m, err := Read(pack(bookOfPages(pages)))
		require.NoError(t, err)
		return manuscripttest.Dump(m)
	}, "testdata/epub/*.txtar")
}

// bookOfPages puts what a book needs around pages.
func bookOfPages(pages []txtar.File) map[string]string {
	files := map[string]string{"META-INF/container.xml": `<container><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>`}
	var items, spine strings.Builder
	for i, page := range pages {
		files[page.Name] = "<html><body>" + string(page.Data) + "</body></html>"
		fmt.Fprintf(&items, `<item id="p%d" href="%s" media-type="application/xhtml+xml"/>`, i, page.Name)
		fmt.Fprintf(&spine, `<itemref idref="p%d"/>`, i)
	}
	files["a.opf"] = `<package><manifest>` + items.String() + `</manifest><spine>` + spine.String() + `</spine></package>`
	return files
}
