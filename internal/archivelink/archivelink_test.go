package archivelink

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var shared = flag.String("shared", os.Getenv("IBID_ARCHIVE_FIXTURES"), "folder with a larger collection of archive links")

// TestCases runs testdata/links.txt: an address, then what it says.
func TestCases(t *testing.T) {
	f, err := os.Open("testdata/links.txt")
	require.NoError(t, err)
	defer f.Close()
	n := 0
	for s := bufio.NewScanner(f); s.Scan(); {
		if address, want, ok := strings.Cut(s.Text(), "\t"); ok {
			assert.Equal(t, want, told(address), address)
			n++
		}
	}
	require.NotZero(t, n)
}

func told(address string) string {
	l, ok := Parse(address)
	if !ok {
		return "no archive"
	}
	form := [...]string{"capture", "short", "coarse", "moving", "calendar", "save"}[l.Form]
	start, span := l.Time()
	when := "-"
	if !start.IsZero() {
		when = start.Format("2006-01-02T15:04:05") + "+" + span.String()
	}
	text := fmt.Sprintf("%s %s %s %s", l.Archive, form, when, orDash(l.Original))
	for _, mark := range []struct {
		on   bool
		word string
	}{{l.Closed, "closed"}, {l.Untrusted, "untrusted"}, {l.Outer, "nested"}, {l.Original != "" && !l.Spelled, "mended"}} {
		if mark.on {
			text += " " + mark.word
		}
	}
	return text
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

func TestUntrustedHosts(t *testing.T) {
	assert.True(t, Untrusted("archive.ph"))
	assert.True(t, Untrusted("WWW.archive.today:443"))
	assert.False(t, Untrusted("web.archive.org"))
	assert.False(t, Untrusted("[::1]:80"))
}

// TestShared reads a larger collection, where a flag names it.
func TestShared(t *testing.T) {
	if *shared == "" {
		t.Skip("no -shared folder")
	}
	data, err := os.ReadFile(*shared + "/archive-urls.json")
	require.NoError(t, err)
	var cases []struct{ URL, Archive, Original, Timestamp, Modifier string }
	require.NoError(t, json.Unmarshal(data, &cases))
	for _, c := range cases {
		l, ok := Parse(c.URL)
		assert.Equal(t, c.Archive != "", ok, c.URL)
		assert.Equal(t, []string{c.Archive, c.Original, c.Timestamp, c.Modifier}, []string{l.Archive, l.Original, l.Stamp, l.Modifier}, c.URL)
	}
}

func FuzzParse(f *testing.F) {
	data, err := os.ReadFile("testdata/links.txt")
	require.NoError(f, err)
	for line := range strings.Lines(string(data)) {
		address, _, _ := strings.Cut(line, "\t")
		f.Add(address)
	}
	f.Fuzz(func(t *testing.T, address string) {
		l, ok := Parse(address)
		if !ok {
			return
		}
		if _, span := l.Time(); span < 0 {
			t.Fatalf("%q lasts %v", address, span)
		}
		if l.Original != "" && !strings.Contains(l.Original, "://") {
			t.Fatalf("%q has the page %q", address, l.Original)
		}
		if len(l.Original) > len(address)+len("http://") {
			t.Fatalf("%q gives more than it holds: %q", address, l.Original)
		}
		if l.Form == Capture && len(l.Stamp) != 14 {
			t.Fatalf("%q is a capture of %q", address, l.Stamp)
		}
		if again, ok := Parse(l.Address); l.Form == Capture && !l.Closed && (!ok || again.Original != l.Original || again.Stamp != l.Stamp) {
			t.Fatalf("%q is %+v, and in full %+v", address, l, again)
		}
	})
}
