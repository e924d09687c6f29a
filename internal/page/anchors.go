package page

import (
	"bytes"
	"hash/maphash"
	"net/url"
	"strings"

	"github.com/ibid-go/ibid/internal/prose"
	"golang.org/x/net/html"
)

// Anchors are the places of a page that a link can name: its identifiers, kept
// as hashes, and its words for links to a text.
type Anchors struct {
	seed  maphash.Seed
	ids   map[uint64]struct{}
	words string // folded
}

// Bounds on what is kept of one page; a page beyond them is not judged.
const (
	maxAnchors = 20_000
	maxWords   = 512 << 10 // bytes
)

// AnchorsOf gives the places of a page; nil where it has too many, or none: such
// a page is made by scripts.
func AnchorsOf(body []byte) *Anchors {
	a := &Anchors{seed: maphash.MakeSeed(), ids: map[uint64]struct{}{}}
	var words strings.Builder
	z := html.NewTokenizer(bytes.NewReader(body))
	for z.Next() != html.ErrorToken {
		switch t := z.Token(); t.Type {
		case html.StartTagToken, html.SelfClosingTagToken:
			for _, attr := range t.Attr {
				if attr.Key == "id" || attr.Key == "name" {
					a.ids[maphash.String(a.seed, attr.Val)] = struct{}{}
				}
			}
		case html.TextToken:
			words.WriteString(t.Data + " ")
		}
		if len(a.ids) > maxAnchors || words.Len() > maxWords {
			return nil
		}
	}
	if len(a.ids) == 0 {
		return nil
	}
	a.words = " " + prose.Fold(words.String()) + " "
	return a
}

// Find tells whether the place that a fragment, decoded, names is on the page.
// It knows nothing of routes of scripts, which begin with "/" or "!", nor of the
// top. A nil Anchors knows nothing.
func (a *Anchors) Find(fragment string) (found, known bool) {
	if a == nil || fragment == "" || strings.EqualFold(fragment, "top") || strings.ContainsAny(fragment[:1], "/!") {
		return false, false
	}
	id, directive, isText := strings.Cut(fragment, ":~:")
	if isText && id == "" {
		return a.findText(directive), true
	}
	for _, name := range [...]string{id, url.PathEscape(id), "user-content-" + id} { // the last is how GitHub serves them
		if _, ok := a.ids[maphash.String(a.seed, name)]; ok {
			return true, true
		}
	}
	return false, true
}

// findText looks for the words of a text fragment, text=[prefix-,]start[,end][,-suffix]
// (WICG, URL Fragment Text Directives).
func (a *Anchors) findText(directive string) bool {
	for part := range strings.SplitSeq(directive, "&") {
		text, ok := strings.CutPrefix(part, "text=")
		if !ok {
			continue
		}
		for piece := range strings.SplitSeq(text, ",") {
			if words := prose.Fold(strings.Trim(piece, "-")); words != "" && !strings.Contains(a.words, " "+words+" ") {
				return false
			}
		}
	}
	return true
}
