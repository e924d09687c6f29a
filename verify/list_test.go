package verify_test

import (
	"cmp"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/verify"
	"github.com/stretchr/testify/assert"
)

// A link to an article that ends on a list of others is not ok; a list that has
// moved is the list.
func TestLinksThatEndOnAList(t *testing.T) {
	list := func(name string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprintf(w, "<title>%[1]s | Example Review</title><h1>%[1]s</h1>%s", name, strings.Repeat(`<li><a href="/x">Another story about many things</a></li>`, 40))
		}
	}
	site := http.NewServeMux()
	site.Handle("/news/{$}", list("News"))
	site.Handle("/topic/ukraine/{$}", list("Ukraine"))
	site.Handle("/2016/", http.RedirectHandler("/news/", http.StatusMovedPermanently))
	site.Handle("/tag/ukraine", http.RedirectHandler("/topic/ukraine/", http.StatusMovedPermanently))
	server := httptest.NewServer(site)
	defer server.Close()
	untitled := func(path string) *citation.Citation {
		return &citation.Citation{Links: []citation.Link{{URL: server.URL + path}}}
	}
	checker := verify.Checker{AllowPrivate: true, Delay: -1}
	var got []string
	for r := range checker.CheckAll(t.Context(), each(cite(server.URL+"/2016/05/story"), untitled("/2016/05/12"), untitled("/tag/ukraine"))) {
		got = append(got, fmt.Sprint(r.Status, " ", cmp.Or(r.Reason, "-")))
	}
	assert.Equal(t, []string{"gone redirect-to-root", "unchecked doubtful", "moved moved"}, got)
}
