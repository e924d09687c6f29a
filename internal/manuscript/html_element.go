package manuscript

import "strings"

// traits are what the elements of one name do, a bit each.
type traits uint8

// The traits.
const (
	paragraph  traits = 1 << iota // makes a paragraph of its own
	heading                       // is a heading
	leftOut                       // shows nothing that belongs to the text
	empty                         // holds nothing, and has no end
	cell                          // holds what the elements outside do not end
	tabular                       // is a part of a table
	folds                         // shows what it holds when it is touched
	endsOthers                    // ends others by its mere start
)

func (n *node) is(t traits) bool { return n.traits&t != 0 }

// elements are the elements of HTML that do something.
var elements = func() map[string]traits {
	all := make(map[string]traits)
	add := func(t traits, names string) {
		for name := range strings.FieldsSeq(names) {
			all[name] |= t
		}
	}
	add(paragraph, "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure "+
		"footer footnote form h1 h2 h3 h4 h5 h6 header hr html li main menu nav note ol p pre section summary table tbody td tfoot th thead tr ul caption")
	add(heading, "h1 h2 h3 h4 h5 h6")
	add(leftOut, "head script style template noscript nav iframe object svg audio video canvas select button textarea form title meta rt rp")
	add(empty, "area base br col embed hr img input link meta param source track wbr")
	add(cell, "td th table caption")
	add(tabular, "table thead tbody tfoot tr td th caption")
	add(folds, "details summary")
	for name := range impliedEnds {
		add(endsOthers, name)
	}
	return all
}()

var cells = set("td th table caption")

// impliedEnds says which open elements the start of one ends, and within which
// they are left open.
var impliedEnds = map[string]struct {
	names  []string
	within map[string]bool
}{
	"li": {[]string{"li"}, set("ul ol menu dir td th table note")},
	"dt": {[]string{"dt", "dd"}, set("dl td th table")},
	"dd": {[]string{"dt", "dd"}, set("dl td th table")},
	"tr": {[]string{"tr"}, set("table")},
	"td": {[]string{"td", "th"}, set("tr table")},
	"th": {[]string{"td", "th"}, set("tr table")},
	"a":  {[]string{"a"}, set("td th table li p div")},
}
