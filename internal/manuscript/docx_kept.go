package manuscript

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// keptPrefix begins the names of the bookmarks that Zotero puts around what it
// printed where a document is to keep no fields. The record of a bookmark is a
// property of the document, in pieces: the name, "_1", "_2" and so on.
const keptPrefix = "ZOTERO_BREF_"

// keptRecords reads the properties that hold records (ECMA-376 part 1, 22.3).
type keptRecords struct {
	name    string // of the property that is open, "" for one of others
	inValue bool
	values  map[string]string // by name
}

func (r *keptRecords) start(e element) bool {
	if e.Name.Local != "property" {
		r.inValue = r.name != ""
		return true
	}
	r.name = e.attr("name")
	return strings.HasPrefix(r.name, keptPrefix)
}

func (r *keptRecords) end(xml.Name) { r.inValue = false }

func (r *keptRecords) text(s []byte) {
	if !r.inValue {
		return
	}
	if r.values == nil {
		r.values = make(map[string]string)
	}
	r.values[r.name] += string(s)
}

// record gives the record of a bookmark, "" where there is none.
func (r *keptRecords) record(bookmark string) string {
	if !strings.HasPrefix(bookmark, keptPrefix) {
		return ""
	}
	var b strings.Builder
	for i := 1; ; i++ {
		piece, ok := r.values[bookmark+"_"+strconv.Itoa(i)]
		if !ok {
			return cslCitation(b.String())
		}
		b.WriteString(piece)
	}
}

// openKept begins what was printed from the record of a bookmark.
func (f *docxFlow) openKept(e element) {
	p := f.paragraph()
	if p == nil {
		return
	}
	if record := f.kept.record(e.attr("name")); record != "" {
		p.openStyle(Reference, record)
		if f.keptOpen == nil {
			f.keptOpen = make(map[string]*styled)
		}
		f.keptOpen[e.attr("id")] = p.styled
	}
}

// closeKept ends it, in the same paragraph.
func (f *docxFlow) closeKept(e element) {
	p, id := f.paragraph(), e.attr("id")
	if opened := f.keptOpen[id]; opened != nil && p != nil && opened == p.styled {
		f.closeStyle(p)
	}
	delete(f.keptOpen, id)
}
