package archive

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// caseLines are the lines of a case file without comments.
func caseLines(t *testing.T, file string) []string {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", file))
	require.NoError(t, err)
	defer f.Close()
	var lines []string
	for s := bufio.NewScanner(f); s.Scan(); {
		if s.Text() != "" && !strings.HasPrefix(s.Text(), "#") {
			lines = append(lines, s.Text())
		}
	}
	require.NotEmpty(t, lines)
	return lines
}

func TestMatch(t *testing.T) {
	for _, line := range caseLines(t, "match.txt") {
		f := strings.Fields(line)
		require.Len(t, f, 3)
		assert.Equal(t, f[2], matchURL(f[0], f[1]).String(), line)
		assert.Equal(t, f[2], matchURL(f[1], f[0]).String(), "the other way round: %s", line)
	}
}

func TestDatetime(t *testing.T) {
	for _, line := range caseLines(t, "datetime.txt") {
		want, text, _ := strings.Cut(line, "\t")
		got := "-"
		if when, err := parseDatetime(text); err == nil {
			got = when.Format(time.RFC3339)
		}
		assert.Equal(t, want, got, text)
	}
}

func TestStamp(t *testing.T) {
	for digits, want := range map[string]string{
		"2021": "2021-01-01T00:00:00Z", "202112": "2021-12-01T00:00:00Z", "20211215101112": "2021-12-15T10:11:12Z",
		"": "", "2": "", "20211": "", "202113": "", "202112151011121": "",
	} {
		got, err := parseStamp(digits)
		if assert.Equal(t, want == "", err != nil, digits); err == nil {
			assert.Equal(t, want, got.Format(time.RFC3339), digits)
		}
	}
}

func TestLinks(t *testing.T) {
	for name, c := range pairs(t, "links.txtar", "link") {
		assert.Equal(t, string(c[1]), linkLines(string(c[0])), name)
	}
}

func linkLines(field string) string {
	var b strings.Builder
	for _, l := range parseLinks(field) {
		rels, when := strings.Join(l.rels, "+"), "-"
		if rels == "" {
			rels = "-"
		}
		if t := l.datetime(); !t.IsZero() {
			when = t.Format(time.RFC3339)
		}
		fmt.Fprintf(&b, "%s %s %s\n", l.target, rels, when)
	}
	return b.String()
}

func FuzzLinks(f *testing.F) {
	for _, line := range []string{`<a>; rel="original", <b>;rel=memento;datetime="x"`, `<a>;b="\"`, `,;=<>"`, `<><>;==`} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, field string) {
		total := 0
		for _, l := range parseLinks(field) {
			total += len(l.target)
			for name, value := range l.params {
				total += len(value)
				if strings.ContainsAny(name, "=;,<") {
					t.Fatalf("name %q", name)
				}
			}
		}
		if total > len(field) {
			t.Fatalf("%d bytes came out of %d", total, len(field))
		}
	})
}

func FuzzMatch(f *testing.F) {
	f.Add("https://news.example/a", "http://www.news.example/a/")
	f.Add("http://[::1]:80/%", "://")
	f.Fuzz(func(t *testing.T, a, b string) {
		if matchURL(a, a) != MatchExact {
			t.Fatalf("%q is not itself", a)
		}
		if matchURL(a, b) != matchURL(b, a) {
			t.Fatalf("%q and %q match one way only", a, b)
		}
	})
}

func FuzzCopyAddress(f *testing.F) {
	f.Add("https://web.archive.org/web/20211215101112id_/https://news.example/story")
	f.Add("https://archive.example/2021/http:/a.example/?q=http://b.example/")
	f.Fuzz(func(t *testing.T, address string) {
		c, ok := parseCopy(address)
		if ok && !strings.HasPrefix(c.target, "http") {
			t.Fatalf("%q has target %q", address, c.target)
		}
	})
}
