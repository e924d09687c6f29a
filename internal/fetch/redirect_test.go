package fetch

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRedirectsAreFollowedAndRecorded(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("/a", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", "b?x=1") // relative
		w.WriteHeader(301)
		fmt.Fprint(w, strings.Repeat("a body nobody reads", 10_000))
	})
	mux.Handle("/b", http.RedirectHandler("/c", http.StatusFound))
	mux.Handle("/c", http.RedirectHandler("/d#there", http.StatusPermanentRedirect))
	mux.HandleFunc("/d", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "here") })
	c, at := web(t, mux)

	r, err := c.Get(t.Context(), at+"/a#part")
	require.NoError(t, err)
	assert.Equal(t, "here", string(r.Body))
	assert.Equal(t, at+"/d#there", r.URL.String())
	assert.Equal(t, []Hop{
		{at + "/a", 301, at + "/b?x=1"},
		{at + "/b?x=1", 302, at + "/c"},
		{at + "/c", 308, at + "/d#there"},
	}, r.Hops)
	assert.Equal(t, []bool{true, false, true}, []bool{r.Hops[0].Permanent(), r.Hops[1].Permanent(), r.Hops[2].Permanent()})
}

// chain is a web in which each address is a line of steps.
func chain(steps map[string]func(*http.Request) *http.Response) *Client {
	return &Client{Delay: -1, Transport: transportFunc(func(req *http.Request) (*http.Response, error) {
		step, ok := steps[req.URL.String()]
		if !ok {
			return answer(req, 404, ""), nil
		}
		return step(req), nil
	})}
}

func to(status int, location string, header ...string) func(*http.Request) *http.Response {
	return func(req *http.Request) *http.Response {
		return answer(req, status, "", append(header, "Location", location)...)
	}
}

func TestFragmentLivesOn(t *testing.T) {
	c := chain(map[string]func(*http.Request) *http.Response{"http://a.test/#part": to(301, "/b")})
	r, err := c.Get(t.Context(), "http://a.test/#part")
	require.NoError(t, err)
	assert.Equal(t, "http://a.test/b#part", r.URL.String())
}

func TestDowngradeIsNoted(t *testing.T) {
	c := chain(map[string]func(*http.Request) *http.Response{
		"https://a.test/": to(301, "http://a.test/"),
		"http://a.test/":  to(301, "https://b.test/"),
		"http://c.test/":  to(301, "https://b.test/"),
		"https://d.test/": to(301, "http://b.test/"),
	})
	for address, want := range map[string]bool{"https://a.test/": true, "http://a.test/": false, "http://c.test/": false, "https://d.test/": true} {
		r, err := c.Get(t.Context(), address)
		require.NoError(t, err)
		assert.Equal(t, want, r.Downgraded, address)
	}
}

func TestRedirectsThatLeadNowhere(t *testing.T) {
	c := chain(map[string]func(*http.Request) *http.Response{
		"http://loop.test/":     to(302, "http://loop.test/"),
		"http://two.test/":      to(302, "/b"),
		"http://two.test/b":     to(302, "http://TWO.test/#other"),
		"http://scheme.test/":   to(302, "mailto:a@scheme.test"),
		"http://file.test/":     to(302, "file:///etc/passwd"),
		"http://bad.test/":      to(302, "http://a b/\x1b[31m"),
		"http://hostless.test/": to(302, "http:///path"),
		"http://long.test/":     to(302, "/"+strings.Repeat("a", MaxURLBytes)),
	})
	for address, want := range map[string]Kind{
		"http://loop.test/":     KindLoop,
		"http://two.test/":      KindLoop,
		"http://scheme.test/":   KindScheme,
		"http://file.test/":     KindScheme,
		"http://bad.test/":      KindURL,
		"http://hostless.test/": KindURL,
		"http://long.test/":     KindURL,
	} {
		_, err := c.Get(t.Context(), address)
		require.Equal(t, want, kind(t, err), address)
		e := err.(*Error)
		assert.NotEmpty(t, e.Hops, address)
		assert.NotContains(t, fmt.Sprint(e.Hops, e), "\x1b", address)
	}
}

func TestRedirectsAreCounted(t *testing.T) {
	requests := 0
	c, at := web(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requests++
		left, _ := strconv.Atoi(r.URL.Path[1:])
		if left > 0 {
			http.Redirect(w, r, "/"+strconv.Itoa(left-1), http.StatusFound)
		}
	}))
	r, err := c.Get(t.Context(), fmt.Sprintf("%s/%d", at, MaxRedirects))
	require.NoError(t, err)
	assert.Len(t, r.Hops, MaxRedirects)

	requests = 0
	_, err = c.Get(t.Context(), fmt.Sprintf("%s/%d", at, MaxRedirects+1))
	assert.Equal(t, KindRedirects, kind(t, err))
	assert.Equal(t, MaxRedirects+1, requests)
}

func TestAnswersThatAreNoRedirect(t *testing.T) {
	c := chain(map[string]func(*http.Request) *http.Response{
		"http://a.test/300": to(300, "/b"),
		"http://a.test/304": to(304, "/b"),
		"http://a.test/201": to(201, "/b"),
		"http://a.test/301": func(req *http.Request) *http.Response { return answer(req, 301, "") },
	})
	for _, status := range []int{300, 304, 201, 301} {
		r, err := c.Get(t.Context(), fmt.Sprintf("http://a.test/%d", status))
		require.NoError(t, err)
		assert.Equal(t, status, r.Status)
		assert.Empty(t, r.Hops)
	}
}

func TestCookiesLiveWithinOneChain(t *testing.T) {
	var mux http.ServeMux
	mux.HandleFunc("/page", func(w http.ResponseWriter, r *http.Request) {
		if _, err := r.Cookie("seen"); err != nil {
			http.SetCookie(w, &http.Cookie{Name: "seen", Value: "1", Path: "/"})
			http.Redirect(w, r, "/page", http.StatusFound)
			return
		}
		fmt.Fprint(w, "the page")
	})
	c, at := web(t, &mux)
	for range 2 {
		r, err := c.Get(t.Context(), at+"/page")
		require.NoError(t, err)
		assert.Equal(t, "the page", string(r.Body))
		assert.Len(t, r.Hops, 1, "the second visit starts without the cookie")
	}
}

func TestCookieThatNeverSatisfiesEnds(t *testing.T) {
	n := 0
	c, at := web(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n++
		http.SetCookie(w, &http.Cookie{Name: "n", Value: strconv.Itoa(n)})
		http.Redirect(w, r, r.URL.Path, http.StatusFound)
	}))
	_, err := c.Get(t.Context(), at)
	assert.Equal(t, KindRedirects, kind(t, err))
	assert.LessOrEqual(t, n, MaxRedirects+1)
}

func TestSecretsStayWithinTheirOrigin(t *testing.T) {
	var there http.Header
	other := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { there = r.Header }))
	defer other.Close()
	var here []http.Header
	c, at := web(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		here = append(here, r.Header)
		if r.URL.Path == "/a" {
			http.SetCookie(w, &http.Cookie{Name: "session", Value: "s"})
			http.Redirect(w, r, "/b", http.StatusFound)
			return
		}
		http.Redirect(w, r, other.URL, http.StatusTemporaryRedirect)
	}))
	req, err := http.NewRequestWithContext(t.Context(), "GET", at+"/a", nil)
	require.NoError(t, err)
	for _, name := range []string{"Authorization", "X-Api-Key", "Referer", "Proxy-Authorization"} {
		req.Header.Set(name, "secret")
	}
	req.Header.Set("Accept", "text/plain")
	_, err = c.Do(req)
	require.NoError(t, err)

	require.Len(t, here, 2)
	assert.Equal(t, "secret", here[1].Get("Authorization"))
	assert.Equal(t, "session=s", here[1].Get("Cookie"))
	assert.Empty(t, here[1].Get("Referer"))
	for name, values := range there {
		assert.NotContains(t, values, "secret", name)
	}
	assert.Empty(t, there.Get("Referer"))
	assert.Equal(t, "text/plain", there.Get("Accept"))
	assert.Equal(t, DefaultUserAgent, there.Get("User-Agent"))
	assert.Equal(t, "secret", req.Header.Get("Authorization"), "the caller's request is not changed")
}

func TestPagesThatSendVisitorsOn(t *testing.T) {
	for page, end := range map[string]string{
		`<meta http-equiv="refresh" content="0; url=/b">`:                                    "/b",
		`<META content="3;URL='/b'" HTTP-EQUIV=Refresh>`:                                     "/b",
		`<meta http-equiv="refresh" content="0, url=/b">`:                                    "/b",
		`<meta http-equiv="refresh" content="300; url=/b">`:                                  "/a", // reloads for news
		`<meta http-equiv="refresh" content="0; url=/a">`:                                    "/a", // itself
		`<meta http-equiv="refresh" content="0">`:                                            "/a",
		`<noscript><meta http-equiv="refresh" content="0; url=/b"></noscript>`:               "/a",
		`<script>location="/b"</script>`:                                                     "/a",
		strings.Repeat("<p>Words</p>", 2000) + `<meta http-equiv=refresh content="0;url=b">`: "/a", // a page of its own
	} {
		c, at := web(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Refresh", "0; url=/c")
			if r.URL.Path == "/a" {
				fmt.Fprint(w, page)
			}
		}))
		r, err := c.Get(t.Context(), at+"/a")
		require.NoError(t, err)
		assert.Equal(t, at+end, r.URL.String(), page)
		for _, hop := range r.Hops {
			assert.False(t, hop.Permanent(), page)
		}
	}
}

func TestPagesThatSendVisitorsInCircles(t *testing.T) {
	c, at := web(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, `<meta http-equiv="refresh" content="0; url=%sx">`, r.URL.Path)
	}))
	_, err := c.Get(t.Context(), at+"/")
	assert.Equal(t, KindRedirects, kind(t, err))
}

func FuzzRedirect(f *testing.F) {
	for _, s := range []string{"/b", "//other.test/", "http://a.test/", "https://user:secret@b.test:8443/x?y#z", "mailto:x", "\x00", "http://[::1", "?", "#f", "http://bücher.example/"} {
		f.Add(s, http.StatusFound)
	}
	f.Fuzz(func(t *testing.T, location string, status int) {
		requests := 0
		c := &Client{Delay: -1, Transport: transportFunc(func(req *http.Request) (*http.Response, error) {
			requests++
			if req.URL.User != nil || req.URL.Scheme != "http" && req.URL.Scheme != "https" || req.Header.Get("Referer") != "" {
				t.Fatalf("asked for %v with %v", req.URL, req.Header)
			}
			return answer(req, status, "", "Location", location), nil
		})}
		r, err := c.Get(t.Context(), "http://a.test/")
		if (r == nil) == (err == nil) {
			t.Fatalf("response %v, error %v", r, err)
		}
		if requests > MaxRedirects+1 {
			t.Fatalf("%d requests", requests)
		}
	})
}
