package main

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/ibid-go/ibid/archive"
	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/verify"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// site has one page; everything else is gone. Below /web/ it is an archive that
// has a copy of /copied.
func site(w http.ResponseWriter, r *http.Request) {
	switch {
	case strings.HasPrefix(r.URL.Path, "/web/") && strings.HasSuffix(r.URL.Path, "/copied"):
		_, target, _ := strings.Cut(r.RequestURI, "id_/")
		http.Redirect(w, r, "/web/20210801000000id_/"+target, http.StatusFound)
	case r.URL.Path == "/there":
		w.Write([]byte("<html><head><title>Here</title></head><body><h1>Here</h1>" + strings.Repeat("<p>Some text of a page.</p>", 50) + "</body></html>"))
	default:
		http.NotFound(w, r)
	}
}

func TestRescue(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(site))
	defer server.Close()
	checker := &verify.Checker{AllowPrivate: true, Delay: -1, Archive: &archive.Wayback{Base: server.URL}}
	manuscript := strings.ReplaceAll(`One.[^1] Two.[^2] Three.[^3]

[^1]: “Here,” Example News, August 2, 2021, SITE/there.

[^2]: “Copied,” Example News, August 2, 2021, SITE/copied.

[^3]: “Lost,” Example News, August 2, 2021, SITE/lost.
`, "SITE", server.URL)

	var out strings.Builder
	require.NoError(t, rescue(context.Background(), checker, strings.NewReader(manuscript), &out))
	assert.Equal(t, strings.ReplaceAll(`note 2: "SITE/copied": "SITE/web/20210801000000/SITE/copied"
note 3: "SITE/lost": "no archived copy"
`, "SITE", server.URL), out.String())

	assert.ErrorIs(t, rescue(context.Background(), checker, strings.NewReader("\x00"), &out), citation.ErrNotText)
	assert.ErrorIs(t, rescue(context.Background(), checker, strings.NewReader(manuscript), broken{}), errBroken)
}

var errBroken = errors.New("broken pipe")

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errBroken }
