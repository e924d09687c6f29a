package fetch

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestRobots(t *testing.T) {
	for name, tc := range map[string]struct{ robots, allowed, forbidden string }{
		"nothing said":      {"", "/ /a", ""},
		"all":               {"User-agent: *\nDisallow: /", "", "/ /a"},
		"folder":            {"User-agent: *\nDisallow: /private/", "/ /private /public/", "/private/ /private/x?y"},
		"empty":             {"User-agent: *\nDisallow:", "/ /a", ""},
		"longest wins":      {"User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b /a/bc", "/a /a/c"},
		"allowed on a tie":  {"User-agent: *\nDisallow: /a\nAllow: /a", "/a", ""},
		"our group":         {"User-agent: *\nDisallow: /\n\nUser-agent: Ibid\nDisallow: /x", "/ /a", "/x"},
		"several names":     {"User-agent: other\nUser-agent: ibid\nDisallow: /x\nUser-agent: third\nDisallow: /", "/", "/x"},
		"our group, empty":  {"User-agent: ibid\nDisallow:\nUser-agent: *\nDisallow: /", "/ /a", ""},
		"star":              {"User-agent: *\nDisallow: /*/print", "/print /a/b", "/a/print /a/b/printed"},
		"end":               {"User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x /a.pdfs", "/a.pdf /b/a.pdf"},
		"exact":             {"User-agent: *\nDisallow: /a$", "/ /ab", "/a"},
		"comments, spaces":  {"# hello\n user-agent : * # all\n DISALLOW : /a # no", "/b", "/a"},
		"what is no robots": {"<html>Disallow: /</html>", "/ /a", ""},
	} {
		rules := readRobots(strings.NewReader(tc.robots))
		for path := range strings.FieldsSeq(tc.allowed) {
			assert.True(t, allowed(rules, path), "%s: %s", name, path)
		}
		for path := range strings.FieldsSeq(tc.forbidden) {
			assert.False(t, allowed(rules, path), "%s: %s", name, path)
		}
	}
}

func TestRobotsIsAskedOnceASiteAndOnlyWhereWanted(t *testing.T) {
	for _, respect := range []bool{true, false} {
		asked := map[string]int{}
		c := &Client{Delay: -1, RespectRobots: respect, Transport: transportFunc(func(req *http.Request) (*http.Response, error) {
			asked[req.URL.Path]++
			if req.URL.Path == "/robots.txt" {
				return answer(req, 200, "User-agent: *\nDisallow: /private/"), nil
			}
			return answer(req, 200, "a page"), nil
		})}
		_, err := c.Get(t.Context(), "http://a.test/private/x")
		assert.Equal(t, respect, err != nil)
		if respect {
			assert.Equal(t, KindRobots, kind(t, err))
		}
		_, err = c.Get(t.Context(), "http://a.test/public")
		assert.NoError(t, err)
		assert.Equal(t, map[bool]int{true: 1, false: 0}[respect], asked["/robots.txt"])
	}
}
