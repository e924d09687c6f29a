package page

import (
	"bytes"
	"cmp"
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html/charset"

	"github.com/ibid-go/ibid/internal/golden"
)

// A pageCase is one file of testdata: a page, its address, and what is to be read.
type pageCase struct {
	name   string
	body   []byte
	header string
	url    *url.URL
	want   string
}

func loadCases(t testing.TB) []pageCase {
	var cases []pageCase
	for _, name := range golden.Files(t, "testdata/*.txtar") {
		part := golden.Parts(golden.Load(t, name))
		base, err := url.Parse(part["url"])
		require.NoError(t, err)
		c := pageCase{name: filepath.Base(name), body: []byte(part["page.html"]), header: part["header"], url: base, want: part["want"]}
		if part["encoding"] != "" {
			c.body = encode(t, part["encoding"], c.body)
		}
		cases = append(cases, c)
	}
	return cases
}

func encode(t testing.TB, name string, body []byte) []byte {
	enc, _ := charset.Lookup(name)
	require.NotNil(t, enc, name)
	body, err := enc.NewEncoder().Bytes(body)
	require.NoError(t, err)
	if name == "utf-16le" {
		body = append([]byte("\xff\xfe"), body...)
	}
	return body
}

// TestRead compares every line of a case's want file with the page: "field: value" or "field: none".
func TestRead(t *testing.T) {
	for _, c := range loadCases(t) {
		t.Run(c.name, func(t *testing.T) {
			p, err := Read(c.body, c.header, c.url)
			require.NoError(t, err)
			for line := range strings.SplitSeq(c.want, "\n") {
				field, want, found := strings.Cut(line, ": ")
				require.True(t, found, "want file: %q", line)
				assert.Equal(t, want, answer(t, p, field), "%s of %s", field, dump(p))
			}
		})
	}
}

func joined(list []Claim) string {
	var texts []string
	for _, c := range list {
		texts = append(texts, c.Text)
	}
	return strings.Join(texts, "; ")
}

// answer gives a field of a page as a case writes it.
func answer(t *testing.T, p *Page, field string) string {
	var text string
	switch field {
	case "title":
		text = p.Title().Text
	case "subtitle":
		text = p.Subtitle().Text
	case "authors":
		text = strings.Join(p.By().Names, "; ")
	case "authors from":
		text = p.By().Signal
	case "agencies":
		text = joined(p.Agencies)
	case "kickers":
		text = joined(p.Kickers)
	case "doi":
		text = joined(p.DOIs)
	case "licence":
		text = joined(p.Licences)
	case "access":
		text = joined(p.Access)
	case "corrections":
		text = joined(p.Corrections)
	case "redirects":
		text = joined(p.Redirects)
	case "frames":
		text = joined(p.Frames)
	case "listing":
		text = p.Listing
	case "date":
		text = day(p.Date())
	case "published":
		text = p.Date().Date.String()
	case "date from":
		text = p.Date().Signal
	case "modified":
		text = day(p.Changed())
	case "site":
		text = p.Site().Text
	case "site from":
		text = p.Site().Signal
	case "canonical":
		text = p.Canonical().Text
	case "status":
		text = string(p.Status)
	case "charset":
		text = p.Charset
	default:
		t.Fatalf("unknown field %q", field)
	}
	if text == "" {
		return "none"
	}
	return text
}

func day(c DateClaim) string {
	if c.Date.Day == 0 {
		return ""
	}
	return c.Date.String()
}

func dump(p *Page) string {
	return fmt.Sprintf("titles %v\nauthors %v\npublished %v\nmodified %v\nsites %v\nsigns %v", p.Titles, p.Authors, p.Published, p.Modified, p.Sites, p.Signs)
}

func TestReadBinary(t *testing.T) {
	for _, body := range []string{"%PDF-1.7\n", "\x00\x01\x02\x03", "PK\x03\x04\x00\x00"} {
		_, err := Read([]byte(body), "", nil)
		assert.ErrorIs(t, err, ErrNotHTML, "%q", body)
	}
}

func TestReadWithoutAddress(t *testing.T) {
	p, err := Read([]byte("<title>A page</title>"), "", nil)
	require.NoError(t, err)
	assert.Equal(t, "A page", p.Title().Text)
	assert.Empty(t, p.Canonicals)
}

// The parser refuses what is nested deeper than 512 elements; the text must be there nevertheless.
func TestReadDeep(t *testing.T) {
	deep := strings.Repeat("<div>", 3000) + "<h1>At the bottom</h1>" + strings.Repeat("</div>", 3000)
	p, err := Read([]byte("<title>Not this</title><meta name=author content='Mara Lindholm'>"+deep), "", nil)
	require.NoError(t, err)
	assert.Equal(t, "Not this", p.Title().Text)
	assert.Equal(t, []string{"Mara Lindholm"}, p.Authors[0].Names)
}

// Dates that lie ahead are a server's mistake or an attack, not a day of publication.
func TestFutureDate(t *testing.T) {
	ahead := time.Now().AddDate(0, 0, 5).Format(time.DateOnly)
	p, err := Read([]byte("<meta property='article:published_time' content='"+ahead+"'><h1>Tomorrow</h1>"), "", nil)
	require.NoError(t, err)
	assert.Empty(t, p.Published)
}

// The work grows as the page does: four times the page costs no more than five times the allocations.
func TestLinear(t *testing.T) {
	cost := func(n int) float64 {
		body := bigPage(n)
		return testing.AllocsPerRun(3, func() {
			_, err := Read(body, "", nil)
			require.NoError(t, err)
		})
	}
	assert.Less(t, cost(800), 5*cost(200))
}

// bigPage is a page with n paragraphs, teasers and bylines.
func bigPage(n int) []byte {
	var b bytes.Buffer
	b.WriteString("<html lang=en><title>Harbour wall gives way - Coast Courier</title><h1>Harbour wall gives way</h1>")
	for i := range n {
		fmt.Fprintf(&b, `<div class="teaser teaser--%d"><h2><a href="/people/name-%d">Name of %d</a></h2><time datetime="2021-01-%02d">day</time><span class="author">A Writer %d</span></div>
			<p class="paragraph">Paragraph %d says: on 3 March 2019 nothing happened &amp; nobody came.</p>`, i, i, i, i%28+1, i, i)
	}
	return b.Bytes()
}

func FuzzRead(f *testing.F) {
	for _, c := range loadCases(f) {
		f.Add(c.body, c.header, c.url.String())
	}
	f.Fuzz(func(t *testing.T, body []byte, header, address string) {
		base, _ := url.Parse(address)
		p, err := Read(body, header, base)
		if err != nil {
			return
		}
		for _, list := range [][]Claim{p.Titles, p.Subtitles, p.Descriptions, p.Agencies, p.Sites, p.Publishers, p.Canonicals, p.Languages, p.Types,
			p.Headings, p.Kickers, p.DOIs, p.Licences, p.Access, p.Corrections, p.Redirects, p.Frames} {
			checkClaims(t, list)
		}
		for _, list := range [][]DateClaim{p.Published, p.Modified} {
			require.LessOrEqual(t, len(list), maxClaims)
			for _, c := range list {
				require.True(t, c.Date.Valid(), "%v", c)
				require.True(t, plausible(c.Date, c.Signal), "%v", c)
			}
		}
		for _, b := range p.Authors {
			for _, name := range b.Names {
				checkText(t, name)
			}
		}
	})
}

func checkClaims(t *testing.T, list []Claim) {
	require.LessOrEqual(t, len(list), maxClaims)
	require.True(t, slices.IsSortedFunc(list, func(a, b Claim) int { return cmp.Compare(b.Trust, a.Trust) }), "best first: %v", list)
	for _, c := range list {
		checkText(t, c.Text)
		require.NotEmpty(t, c.Signal)
		require.True(t, c.Trust >= 0 && c.Trust <= 1, "%v", c)
	}
}

// checkText asserts that a text can be shown.
func checkText(t *testing.T, s string) {
	require.NotEmpty(t, s)
	require.LessOrEqual(t, len(s), maxClaimBytes)
	require.True(t, utf8.ValidString(s), "%q", s)
	require.False(t, strings.ContainsFunc(s, unicode.IsControl), "%q", s)
}

func FuzzReadJSON(f *testing.F) {
	for _, s := range []string{`{"a":[1,true,null,"x"]}`, `{"a":"b" "c":"d",}`, `[[[[`, `{"a":"\ud83d\ude00\u12"}`, `{"a":"un "quoted" text"}`, `<!-- {"a":1} -->;`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		require.LessOrEqual(t, depthOf(readJSON(s)), maxJSONDepth+2)
	})
}

func depthOf(value any) int {
	deepest := 0
	switch v := value.(type) {
	case object:
		for _, each := range v {
			deepest = max(deepest, depthOf(each))
		}
	case []any:
		for _, each := range v {
			deepest = max(deepest, depthOf(each))
		}
	default:
		return 0
	}
	return deepest + 1
}

func TestReadJSON(t *testing.T) {
	for in, want := range map[string]any{
		`{"a":"b","a":"c"}`:                      object{"a": "b"},
		`{"a":"one` + "\n" + `two","n":12.5,}`:   object{"a": "one\ntwo", "n": "12.5"},
		`{"a":"say "yes" now"}`:                  object{"a": `say "yes" now`},
		`/*<![CDATA[*/ {"a":["x","y",]} /*]]>*/`: object{"a": []any{"x", "y"}},
		`{"a":"\u00e9\ud83d\ude00\/"}`:           object{"a": "é😀/"},
		`{"a":{"b":"cut`:                         object{"a": object{"b": "cut"}},
		`{"a":null,"b":false}`:                   object{"a": nil, "b": "false"},
		`{"a":1}{"b":2}`:                         []any{object{"a": "1"}, object{"b": "2"}},
	} {
		assert.Equal(t, want, readJSON(trimScript(in)), "%s", in)
	}
}

// A page made to cost much: each of these took seconds or more before a limit was set.
func TestHostile(t *testing.T) {
	names := strings.Repeat("Ada B, Cyd E and ", 20_000)
	for name, body := range map[string]string{
		"names":      "<meta name=author content='" + names + "'><h1>x</h1><p class=author>" + names,
		"bylines":    "<h1>x</h1>" + strings.Repeat("<p class=byline>By Ada Lovelace and Cyd Ember</p><p class=author>Ada Lovelace", 20_000),
		"headings":   strings.Repeat("<meta property=og:title content='"+strings.Repeat("a b ", 400)+"'>", 100) + strings.Repeat("<h1>"+strings.Repeat("a c ", 90)+"</h1>", 3000),
		"one line":   "<h1>x</h1>" + strings.Repeat("<time>updated 3 March 2019</time> ", 50_000),
		"dividers":   "<title>" + strings.Repeat("a | ", 100_000) + "</title>",
		"json":       "<script type=application/ld+json>" + strings.Repeat("[", 200_000) + strings.Repeat(`{"@type":"Article","author":`, 200_000) + "</script>",
		"quotes":     "<script type=application/ld+json>{" + strings.Repeat(`"a" `, 200_000) + "</script>",
		"classes":    strings.Repeat("<i class='"+strings.Repeat("author-date ", 30)+"'>x", 20_000),
		"depth":      strings.Repeat("<b><i>", 50_000) + "<h1>x</h1>",
		"references": `<script type=application/ld+json>[{"@type":"Article","author":[` + strings.Repeat(`{"@id":"a"},`, 5000) + `]},{"@id":"a","x":1,"name":[` + strings.Repeat(`{"@id":"a"},`, 5000) + `]}]</script>`,
	} {
		start := time.Now()
		p, err := Read([]byte(body), "", nil)
		require.NoError(t, err, name)
		checkClaims(t, p.Titles)
		t.Logf("%-10s %7d bytes %v", name, len(body), time.Since(start).Round(time.Millisecond))
	}
}
