package verify_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/verify"
	"github.com/stretchr/testify/assert"
)

// A page that is called as the note says, and was published on the day of the
// note, is the source even if its title is that of an error page.
func TestFittingPageIsNoError(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		if r.URL.Path == "/gone" {
			w.WriteHeader(http.StatusNotFound)
		}
		fmt.Fprint(w, `<title>Page Not Found</title><meta property="article:published_time" content="2020-05-02"><h1>Page Not Found</h1><p>The page cannot be found.</p>`)
	}))
	defer server.Close()
	checker := verify.Checker{AllowPrivate: true, Delay: -1}
	about := func(path string, day int) *citation.Citation {
		c := cite(server.URL + path)
		c.Title.Text, c.Date.Day = "Page Not Found", day
		return c
	}
	for name, want := range map[*citation.Citation]verify.Status{
		about("/story", 2):         verify.OK,
		about("/other", 9):         verify.Gone, // published on another day
		about("/gone", 2):          verify.Gone, // a status code is not overruled
		cite(server.URL + "/else"): verify.Gone,
	} {
		assert.Equal(t, want, checker.Check(t.Context(), name).Status, name.URL())
	}
}
