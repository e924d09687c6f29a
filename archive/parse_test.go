package archive

import (
	"bufio"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
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
		total, links := 0, parseLinks(field)
		for _, l := range links {
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
		assert.Equal(t, links, parseLinks(written(links)), "written and read again")
	})
}

// written is a Link field with the entries, every value in quotes.
func written(links []link) string {
	var entries []string
	for _, l := range links {
		entry := "<" + l.target + ">"
		for _, name := range slices.Sorted(maps.Keys(l.params)) {
			entry += "; " + name + `="` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(l.params[name]) + `"`
		}
		entries = append(entries, entry)
	}
	return strings.Join(entries, ", ")
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

func FuzzTimeMap(f *testing.F) {
	f.Add("<https://a.example/>; rel=original,<b>; rel=memento; datetime=\"Tue, 20 Jun 2000 18:02:59 GMT\"")
	f.Add(`{"original_uri": "a", "mementos": {"list": [{"datetime": "2021-12-09T08:00:00Z", "uri": ["b", "c"]}]}}`)
	f.Add("!meta {\"original_uri\": \"a\"}\n20211215101112 {\"uri\": \"b\", \"datetime\": \"Wed, 15 Dec 2021 10:11:12 GMT\"}")
	f.Fuzz(func(t *testing.T, body string) {
		m := readTimeMap(body, "", newYear)
		for i, l := range m.mementos {
			if l.time.After(newYear.Add(clockSkew)) || i > 0 && l.time.Before(m.mementos[i-1].time) {
				t.Fatalf("%v stands in the future or before %v", l, m.mementos[max(i-1, 0)])
			}
		}
	})
}

func FuzzCDX(f *testing.F) {
	f.Add([]byte(`[["urlkey","timestamp","original"],["a","20211209080000","https://a.example/"],[],["key"]]`))
	f.Add([]byte("a 20211209080000 https://a.example/ text/html 200 ABC 1\n\nkey"))
	f.Add([]byte(`a 20211209080000 {"url": "https://a.example/", "mime": "warc/revisit"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		rows, err := parseCDX(body)
		if err != nil && len(rows) > 0 {
			t.Fatalf("%d rows and the error %v", len(rows), err)
		}
		resolveRevisits(rows)
		for _, row := range rows {
			if row.time.IsZero() || !strings.Contains(row.original, "://") {
				t.Fatalf("%+v", row)
			}
		}
	})
}
