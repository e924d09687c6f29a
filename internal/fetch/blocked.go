package fetch

import (
	"bytes"
	_ "embed"
	"net/http"
	"strings"
	"sync"

	"golang.org/x/net/html"
)

const (
	// wallHead bytes of a page are searched for its title.
	wallHead = 16 << 10

	// wallPage bytes are the most that a page put in front of another has;
	// in a longer one the words of a wall are more likely quoted by an article.
	wallPage = 16 << 10
)

// wall names the system that answered in place of the page asked for, by the
// signs in data/walls.txt, or gives "".
func wall(r *Response) string {
	title := foldTitle(pageTitle(r.Body))
	for _, s := range wallSigns() {
		if s.matches(r, title) {
			return s.system
		}
	}
	// A 202 without a word is how firewalls put off a visitor who runs no script.
	if r.Status == http.StatusAccepted && len(bytes.TrimSpace(r.Body)) == 0 {
		return "an unnamed wall"
	}
	return ""
}

// wallSign is one line of data/walls.txt.
type wallSign struct {
	system  string
	refusal bool // counts only beside a status that refuses: a wall lets 404 through
	where   string
	value   string
}

func (s wallSign) matches(r *Response, title string) bool {
	if s.refusal && !refuses(r.Status) {
		return false
	}
	switch s.where {
	case "title":
		return title == s.value
	case "body":
		return len(r.Body) <= wallPage && bytes.Contains(r.Body, []byte(s.value))
	}
	value, sent := r.Header[http.CanonicalHeaderKey(s.where)]
	return sent && (s.value == "*" || strings.EqualFold(value[0], s.value))
}

func refuses(status int) bool {
	switch status {
	case 401, 403, 405, 406, 429, 503:
		return true
	}
	return false
}

//go:embed data/walls.txt
var wallsFile string

var wallSigns = sync.OnceValue(func() []wallSign {
	var list []wallSign
	for line := range dataLines(wallsFile) {
		if f := strings.Split(line, "\t"); len(f) == 4 {
			s := wallSign{system: f[0], refusal: f[1] == "refusal", where: f[2], value: f[3]}
			if s.where == "title" {
				s.value = foldTitle(s.value)
			}
			list = append(list, s)
		}
	}
	return list
})

// pageTitle is the text of the first title element near the start of a page.
func pageTitle(body []byte) string {
	z := html.NewTokenizer(bytes.NewReader(body[:min(len(body), wallHead)]))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.StartTagToken:
			if name, _ := z.TagName(); string(name) == "title" {
				z.Next()
				return string(z.Text())
			}
		}
	}
}

// foldTitle makes titles comparable that differ in case, spaces or dots.
func foldTitle(s string) string {
	s = dotless().Replace(strings.ToLower(s))
	return strings.Join(strings.Fields(s), " ")
}

var dotless = sync.OnceValue(func() *strings.Replacer { return strings.NewReplacer("…", "", ".", "", "’", "'") })
