package fetch

import (
	"bytes"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

const (
	// refreshPage bytes are the most that a page has which only sends its
	// visitors on.
	refreshPage = 16 << 10

	// refreshDelay seconds are the longest that such a page may show itself;
	// pages that reload for news wait longer.
	refreshDelay = 5
)

// refreshTarget gives the address to which a page sends its visitors at once
// by a meta refresh (HTML standard, "Refresh state"), nil where it does not.
// What Location is for servers, this is for authors who have no server.
func refreshTarget(r *Response) *url.URL {
	if r.Status != http.StatusOK || len(r.Body) > refreshPage || !bytes.Contains(bytes.ToLower(r.Body), []byte("http-equiv")) {
		return nil
	}
	content := metaRefresh(r.Body)
	delay, rest, ok := strings.Cut(content, ";")
	if !ok {
		delay, rest, ok = strings.Cut(content, ",")
	}
	if n, err := strconv.ParseFloat(strings.TrimSpace(delay), 64); !ok || err != nil || n > refreshDelay {
		return nil
	}
	name, address, ok := strings.Cut(strings.TrimSpace(rest), "=")
	if !ok || !strings.EqualFold(strings.TrimSpace(name), "url") {
		return nil
	}
	target, err := resolve(r.URL, strings.Trim(strings.TrimSpace(address), `"'`))
	if err != nil || withoutFragment(target) == withoutFragment(r.URL) {
		return nil
	}
	return target
}

// metaRefresh gives the content of the first meta refresh outside of noscript,
// which is for visitors without scripts and often leads to a notice.
func metaRefresh(body []byte) string {
	z := html.NewTokenizer(bytes.NewReader(body))
	hidden := false
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			switch string(name) {
			case "noscript":
				hidden = true
			case "meta":
				if a := attributes(z, more); !hidden && strings.EqualFold(a["http-equiv"], "refresh") {
					return a["content"]
				}
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); string(name) == "noscript" {
				hidden = false
			}
		}
	}
}

func attributes(z *html.Tokenizer, more bool) map[string]string {
	a := map[string]string{}
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		a[string(key)] = string(value)
	}
	return a
}
