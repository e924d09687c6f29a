package main

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/ibid-go/ibid/archive"
	"github.com/ibid-go/ibid/internal/page"
	"github.com/ibid-go/ibid/internal/warc"
)

const (
	top       = "../../"
	linksFile = "testdata/report/links.csv"
)

// maxEvidence is how large the file may grow, in bytes: every clone carries it.
const maxEvidence = 200_000

// TestEvidenceFile keeps the committed archive and what it is made of together.
func TestEvidenceFile(t *testing.T) {
	have, err := os.ReadFile(top + evidenceFile)
	require.NoError(t, err)
	assert.Less(t, len(have), maxEvidence)
	want := evidence(t)
	assert.True(t, bytes.Equal(want, evidence(t)), "two runs differ")
	require.Equal(t, inflated(t, want), inflated(t, have),
		"run go run ./internal/recreate (compressed bytes may differ between versions of Go, records may not)")
}

// TestRun makes the archive where it is made, and says what to do anywhere else.
func TestRun(t *testing.T) {
	want := evidence(t)
	facts, err := os.ReadFile(top + factsFile)
	require.NoError(t, err)
	t.Chdir(t.TempDir())
	assert.ErrorContains(t, run(), "run this at the top of the repository")

	require.NoError(t, os.MkdirAll(filepath.Dir(factsFile), 0o755))
	require.NoError(t, os.WriteFile(factsFile, facts, 0o644))
	require.NoError(t, run())
	have, err := os.ReadFile(evidenceFile)
	require.NoError(t, err)
	assert.True(t, bytes.Equal(want, have))
}

// TestNotice requires the archive to say first what it is.
func TestNotice(t *testing.T) {
	first, err := warc.NewReader(bytes.NewReader(evidence(t))).Next()
	require.NoError(t, err)
	require.Equal(t, warc.TypeInfo, first.Type())
	block, err := io.ReadAll(first.Block)
	require.NoError(t, err)
	assert.Contains(t, string(block), "description: RE-CREATED PAGES, NOT CAPTURES.")
}

// TestDigests checks every record as another reader would.
func TestDigests(t *testing.T) {
	records := warc.NewReader(bytes.NewReader(evidence(t)))
	for {
		record, err := records.Next()
		if err == io.EOF {
			return
		}
		require.NoError(t, err)
		assert.NoError(t, record.Verify(), record.TargetURI())
	}
}

// TestLinks requires facts for exactly the addresses that the notes are known to cite.
func TestLinks(t *testing.T) {
	file, err := os.Open(top + linksFile)
	require.NoError(t, err)
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	require.NoError(t, err)
	cited, described := make(map[string]bool), make(map[string]bool)
	for _, row := range rows[1:] {
		cited[row[2]] = true
	}
	for _, f := range known(t) {
		described[f.URL] = true
	}
	assert.Equal(t, cited, described)
}

// TestPagesStateTheFacts replays each page and reads from it what is known of it and nothing else.
func TestPagesStateTheFacts(t *testing.T) {
	client := replay(t)
	for _, f := range known(t) {
		t.Run(f.URL, func(t *testing.T) {
			resp, body := get(t, client, f.URL)
			assert.Equal(t, http.StatusOK, resp.StatusCode)
			assert.Equal(t, f.Address(), resp.Request.URL.String())
			p, err := page.Read(body, resp.Header.Get("Content-Type"), resp.Request.URL)
			require.NoError(t, err)
			assert.Equal(t, page.OK, p.Status, p.Signs)
			checkTitles(t, f, p)
			checkDates(t, f, p)
			checkNames(t, f, p)
		})
	}
}

func checkTitles(t *testing.T, f facts, p *page.Page) {
	assert.Equal(t, f.Title, p.Title().Text)
	for _, title := range p.Titles {
		assert.Contains(t, []string{f.Title, f.Headline()}, title.Text, title.Signal)
	}
	if f.Subtitle != "" {
		assert.Equal(t, f.Subtitle, p.Subtitle().Text)
	}
}

func checkDates(t *testing.T, f facts, p *page.Page) {
	var days []string
	for _, claim := range p.Published {
		days = append(days, claim.Date.String())
	}
	assert.Equal(t, string(f.Date), p.Date().Date.String())
	assert.Equal(t, some(string(f.Date)), days)
	assert.Empty(t, p.Modified)
}

func checkNames(t *testing.T, f facts, p *page.Page) {
	assert.Equal(t, f.Authors, p.By().Names)
	assert.Equal(t, some(f.Agency), texts(p.Agencies))
	assert.Equal(t, f.Site, p.Site().Text)
	assert.Equal(t, f.Preferred(), p.Canonical().Text)
}

// TestNoOtherYear takes what is known out of each page and looks for a year in the rest: a page whose date is not known must not
// seem to have one.
func TestNoOtherYear(t *testing.T) {
	year := regexp.MustCompile(`\b(19|20)\d\d\b`)
	client := replay(t)
	for _, f := range known(t) {
		_, body := get(t, client, f.URL)
		rest := string(body)
		for _, part := range some(f.Address(), f.Preferred(), f.Title, string(f.Date), f.Date.MonthFirst(), f.Date.DayFirst(), f.Number) {
			rest = strings.ReplaceAll(rest, part, "")
		}
		assert.Empty(t, year.FindString(rest), f.URL)
	}
}

// TestShown requires what no signal of a reader stands for to be on the page all the same.
func TestShown(t *testing.T) {
	client := replay(t)
	for _, f := range known(t) {
		_, body := get(t, client, f.URL)
		for _, part := range some(f.Standfirst, f.Organisation, f.Section, f.Volume, f.Issue, f.Number, f.Place) {
			assert.Contains(t, string(body), part, f.URL)
		}
	}
}

// TestJSONLD requires every JSON-LD script to be JSON, which a template with a comma too many is not.
func TestJSONLD(t *testing.T) {
	script := regexp.MustCompile(`(?s)<script type="application/ld\+json"[^>]*>(.*?)</script>`)
	client := replay(t)
	scripts := 0
	for _, f := range known(t) {
		_, body := get(t, client, f.URL)
		for _, found := range script.FindAllSubmatch(body, -1) {
			scripts++
			assert.True(t, json.Valid(found[1]), "%s: %s", f.URL, found[1])
		}
	}
	assert.NotZero(t, scripts)
}

// TestServing requires redirects, content codings and charsets to be where the facts put them, and nowhere else.
func TestServing(t *testing.T) {
	transport := replay(t).Transport
	for _, f := range known(t) {
		req, err := http.NewRequest(http.MethodGet, f.URL, nil)
		require.NoError(t, err)
		req.Header.Set("Accept-Encoding", "gzip")
		resp, err := transport.RoundTrip(req)
		require.NoError(t, err)
		require.NoError(t, resp.Body.Close())
		assert.Equal(t, f.Redirect, resp.Header.Get("Location"), f.URL)
		assert.Equal(t, f.Gzip, resp.Header.Get("Content-Encoding") == "gzip", f.URL)
		assert.Contains(t, resp.Header.Get("Content-Type"), f.Charset, f.URL)
	}
}

// TestRefusedCharset requires an error where a page cannot be written, rather than a page with other characters.
func TestRefusedCharset(t *testing.T) {
	for _, charset := range []string{"windows-1252", "no-such-charset"} {
		_, err := serve(facts{URL: "https://news.example/", Charset: charset}, []byte("Ḫorāsān"))
		assert.ErrorContains(t, err, "https://news.example/")
	}
}

// TestUnknownTemplate requires the error to name the page.
func TestUnknownTemplate(t *testing.T) {
	err := writeEvidence(io.Discard, []facts{{URL: "https://news.example/", Template: "none"}})
	assert.ErrorContains(t, err, "https://news.example/")
}

// known are the committed facts.
func known(t *testing.T) []facts {
	file, err := os.Open(top + factsFile)
	require.NoError(t, err)
	defer file.Close()
	pages, err := readFacts(file)
	require.NoError(t, err)
	require.NotEmpty(t, pages)
	return pages
}

// evidence is the archive made anew.
func evidence(t *testing.T) []byte {
	var b bytes.Buffer
	require.NoError(t, writeEvidence(&b, known(t)))
	return b.Bytes()
}

func inflated(t *testing.T, file []byte) string {
	r, err := gzip.NewReader(bytes.NewReader(file))
	require.NoError(t, err)
	text, err := io.ReadAll(r)
	require.NoError(t, err)
	return string(text)
}

// replay answers from the committed archive.
func replay(t *testing.T) *http.Client {
	collection, err := archive.OpenPath(top + evidenceFile)
	require.NoError(t, err)
	require.Empty(t, collection.Damage())
	t.Cleanup(func() { collection.Close() })
	return &http.Client{Transport: &archive.Replay{Collection: collection}}
}

func get(t *testing.T, client *http.Client, url string) (*http.Response, []byte) {
	resp, err := client.Get(url)
	require.NoError(t, err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return resp, body
}

// some are the texts that are not empty; nil if all are.
func some(list ...string) []string {
	var kept []string
	for _, text := range list {
		if text != "" {
			kept = append(kept, text)
		}
	}
	return kept
}

func texts(claims []page.Claim) []string {
	var list []string
	for _, claim := range claims {
		list = append(list, claim.Text)
	}
	return list
}
