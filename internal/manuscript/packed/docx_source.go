package packed

import (
	"strconv"
	"strings"

	"github.com/ibid-go/ibid/internal/manuscript/record"
)

// readSources reads the lists of sources among the parts that belong to the
// document; other parts of that kind are another program's.
func (d *docx) readSources() {
	const most = 100 // such parts
	d.sources = make(map[string]*record.Word)
	for i := range most {
		name := "customXml/item" + strconv.Itoa(i) + ".xml"
		if !d.parts.has(name) {
			continue
		}
		var list struct {
			Sources []record.Word `xml:"Source"`
		}
		if d.parts.decode(name, &list) != nil {
			continue // not needed to read the text
		}
		for k := range list.Sources {
			if s := &list.Sources[k]; s.Tag != "" {
				d.sources[strings.ToLower(s.Tag)] = s
			}
		}
	}
}

// citedSources gives the record of a CITATION field: the sources that it names,
// with the pages cited (ECMA-376 part 1, 17.16.5.9).
func (d *docx) citedSources(instruction string) string {
	var items []record.Item
	pending := "m" // what the next word says; the first is a source
	_, _, rest := nextFieldWord(instruction)
	for {
		word, isSwitch, next := nextFieldWord(rest)
		switch {
		case word == "" && next == "":
			return record.Of(items)
		case isSwitch:
			pending = strings.ToLower(word)
		case pending == "m":
			if s := d.sources[strings.ToLower(word)]; s != nil {
				items = append(items, record.Item{Data: s.CSL()})
			}
			pending = ""
		case pending == "p" && len(items) > 0:
			items[len(items)-1].Locator = word
			pending = ""
		default:
			pending = ""
		}
		rest = next
	}
}
