package citation

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
)

// Hosts and paths are what url.Parse reads, whether it is asked or not.
func TestHostOf(t *testing.T) {
	for _, address := range []string{
		"", "#", "www.news.test", "https://news.test", "http://News.test/a/b.pdf?x=/y#z", "https://news.test?x=1", "https://news.test#top",
		"https://news.test:8080/a", "https://user@news.test/a", "https://news.test/a%20b", "https://news.test/%zz", "https://bücher.test/a",
		"https://[::1]/a", "https:///a", "ftp://news.test/a", "HTTPS://news.test/a", "https://news.test/a b", "https://news.test/é",
		"file:///tmp/a", "mailto:a@news.test", "https://web.archive.org/web/2019/https://news.test/a",
	} {
		var wantHost, wantPath string
		if u, err := url.Parse(address); err == nil {
			wantHost, wantPath = u.Hostname(), u.Path
		}
		host, path := hostOf(address)
		assert.Equal(t, []string{wantHost, wantPath}, []string{host, path}, address)
	}
}
