package page

import (
	"strings"

	"golang.org/x/net/html"
)

// attrs are the attributes that the walk asks for, gathered in one pass.
type attrs struct {
	words                                 string // class, id and test ids: what the makers call the element
	rel, href, title                      string
	itemprop, itemtype, datetime, content string
	itemscope                             bool
}

func attrsOf(n *html.Node) attrs {
	var a attrs
	for _, at := range n.Attr {
		switch at.Key {
		case "class":
			a.words = at.Val + " " + a.words
		case "id", "data-testid", "data-test-id", "data-qa", "data-component", "data-test":
			a.words += " " + at.Val
		case "rel":
			a.rel = strings.ToLower(at.Val)
		case "href":
			a.href = at.Val
		case "title":
			a.title = at.Val
		case "itemprop", "property":
			a.itemprop = at.Val
		case "itemtype", "typeof":
			a.itemtype, a.itemscope = at.Val, true
		case "itemscope":
			a.itemscope = true
		case "datetime", "data-datetime", "data-timestamp":
			a.datetime = first(a.datetime, at.Val)
		case "content":
			a.content = at.Val
		}
	}
	a.words = strings.TrimSpace(a.words)
	return a
}

func attr(n *html.Node, key string) string {
	value, _ := find(n, key)
	return value
}

func find(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

// first is the first string that is not blank.
func first(list ...string) string {
	for _, s := range list {
		if strings.TrimSpace(s) != "" {
			return s
		}
	}
	return ""
}

func cutFold(s, sep string) (before, after string, found bool) {
	if i := strings.Index(strings.ToLower(s), sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}
