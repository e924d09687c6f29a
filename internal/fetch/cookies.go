package fetch

import (
	"net/http"
	"net/http/cookiejar"
	"net/url"

	"golang.org/x/net/publicsuffix"
)

// jar holds the cookies of one chain; most chains set none.
type jar struct{ cookies *cookiejar.Jar }

func (j *jar) take(u *url.URL, resp *http.Response) {
	set := resp.Cookies()
	if len(set) == 0 {
		return
	}
	if j.cookies == nil {
		j.cookies, _ = cookiejar.New(&cookiejar.Options{PublicSuffixList: publicsuffix.List}) // never fails
	}
	j.cookies.SetCookies(u, set)
}

func (j *jar) addTo(req *http.Request) {
	if j.cookies == nil {
		return
	}
	for _, c := range j.cookies.Cookies(req.URL) {
		req.AddCookie(c)
	}
}
