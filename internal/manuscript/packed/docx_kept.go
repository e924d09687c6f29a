package packed

import (
	"encoding/xml"
	"strconv"
	"strings"

	"github.com/ibid-go/ibid/internal/manuscript"
	"github.com/ibid-go/ibid/internal/manuscript/record"
)

// keptPrefixes begin the names of the bookmarks that Zotero and Mendeley put
// around what they printed where a document is to keep no fields. The record of a
// bookmark is a property of the document, in pieces: the name, "_1", "_2" and so
// on.
var keptPrefixes = [...]string{"ZOTERO_BREF_", "Mendeley_Bookmark_"}

func isKeptName(name string) bool {
	for _, prefix := range keptPrefixes {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

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
	return isKeptName(r.name)
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
	if !isKeptName(bookmark) {
		return ""
	}
	var b strings.Builder
	for i := 1; ; i++ {
		piece, ok := r.values[bookmark+"_"+strconv.Itoa(i)]
		if !ok {
			return record.CSL(b.String())
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
		p.Open(manuscript.Reference, record)
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
