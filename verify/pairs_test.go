package verify

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"hash/fnv"
	"io"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/internal/page"
	"github.com/ibid-go/ibid/internal/prose"
	"github.com/ibid-go/ibid/internal/train"
)

var (
	devSet     = flag.String("dev", "", "folder of a development set (dev.jsonl, pages/): try notes made from its truth on its pages")
	trustFolds = flag.String("folds", "", "with -dev: the tables that go test ./internal/page -run TestTrust -folds wrote, to read each site as one not learned from")
	showMisses = flag.Bool("misses", false, "with -dev: log the wrong answers")
)

// houseStyles print the notes.
func houseStyles() []string {
	return []string{"chicago-notes", "turabian-notes", "mhra-notes", "oscola", "rusi", "chatham-house", "think-tank-us", "client-house", "german-history-notes", "apa-7"}
}

// A known page of the set with what it is known to say.
type knownPage struct {
	File, URL, Title, Date, Modified string
	Authors, Site                    []string
	TitleAlt                         []string `json:"title_alt"`
	DateAlt                          []string `json:"date_alt"`
	AuthorsOpt                       []string `json:"authors_opt"`
	Lang                             string

	source *Source
	spoken string
}

// TestPairs asks about right and wrong pairs of note and page how often a
// difference is found, and how often there is a false alarm.
func TestPairs(t *testing.T) {
	if *devSet == "" {
		t.Skip("no -dev")
	}
	pages := loadPages(t)
	b := &pairBench{t: t, pages: pages, rng: rand.New(rand.NewPCG(7, 11)), counts: map[string]*[2]int{}}
	for i, p := range pages {
		for _, style := range houseStyles() {
			b.right(p, style)
			b.wrong(i, p, style)
		}
	}
	b.log()
}

func loadPages(t *testing.T) []*knownPage {
	file, err := os.Open(filepath.Join(*devSet, "dev.jsonl"))
	require.NoError(t, err)
	defer file.Close()
	var pages []*knownPage
	for lines := json.NewDecoder(file); ; {
		p := new(knownPage)
		if err := lines.Decode(p); err == io.EOF {
			return pages
		} else if err != nil {
			t.Fatal(err)
		}
		p.read(t)
		pages = append(pages, p)
	}
}

func (p *knownPage) read(t *testing.T) {
	packed, err := os.ReadFile(filepath.Join(*devSet, p.File))
	require.NoError(t, err)
	z, err := gzip.NewReader(bytes.NewReader(packed))
	require.NoError(t, err)
	body, err := io.ReadAll(z)
	require.NoError(t, err)
	base, err := url.Parse(p.URL)
	require.NoError(t, err)
	read, err := page.Read(body, "", base)
	if *trustFolds != "" {
		table, missing := os.ReadFile(filepath.Join(*trustFolds, strconv.Itoa(siteFold(base.Hostname()))+".tsv"))
		require.NoError(t, missing)
		read, err = page.ReadTrusting(body, "", base, string(table))
	}
	require.NoError(t, err)
	p.source = sourceOf(read, base)
}

// site is the registrable domain, nearly.
func site(host string) string {
	labels := strings.Split(host, ".")
	return strings.Join(labels[max(0, len(labels)-2):], ".")
}

func siteFold(host string) int {
	h := fnv.New32()
	io.WriteString(h, site(host))
	return int(h.Sum32() % 5)
}

// work is the truth about a page, to be printed.
func (p *knownPage) work() train.Work {
	w := train.Work{Kind: "webpage", Language: language(p), Title: p.Title, Authors: names(p.Authors)}
	if len(p.Site) > 0 {
		w.Kind, w.Container = "newspaper", p.Site[0]
	}
	w.Year, w.Month, w.Day = day(p.Date)
	return w
}

func names(list []string) []train.Name {
	var out []train.Name
	for _, name := range list {
		i := strings.LastIndexByte(name, ' ')
		out = append(out, train.Name{Given: name[:max(0, i)], Family: name[i+1:]})
	}
	return out
}

func day(date string) (year, month, day int) {
	d, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return 0, 0, 0
	}
	return d.Year(), int(d.Month()), d.Day()
}

// pairBench counts, by part and kind of pair, the pairs and how many of them
// were reported to differ.
type pairBench struct {
	t      *testing.T
	pages  []*knownPage
	rng    *rand.Rand
	counts map[string]*[2]int
}

func (b *pairBench) right(p *knownPage, style string) {
	if p.Title == "" {
		return
	}
	w := p.work()
	x := b.examine(p, style, w)
	b.count("right title", PartTitle, x, false)
	b.count("right date", PartDate, x, false)
	b.count("right authors", PartAuthors, x, false)
	b.count("right outlet", PartOutlet, x, false)
	b.verdict("right verdict: is another page", AnotherPage, x)
	b.verdict("right verdict: is the source cited", IsCited, x)
}

func (b *pairBench) wrong(i int, p *knownPage, style string) {
	if p.Title == "" {
		return
	}
	for name, w := range b.dates(p) {
		b.count("wrong date: "+name, PartDate, b.examine(p, style, w), true)
	}
	if w, ok := b.otherAuthor(i, p); ok {
		b.count("wrong author", PartAuthors, b.examine(p, style, w), true)
	}
	if other := b.neighbour(i, p); other != nil {
		x := b.examine(p, style, other.work())
		b.count("wrong page", PartTitle, x, true)
		b.verdict("wrong page verdict: is the source cited", IsCited, x)
		b.verdict("wrong page verdict: is another page", AnotherPage, x)
	}
	if w, ok := b.otherOutlet(i, p); ok {
		b.count("wrong outlet", PartOutlet, b.examine(p, style, w), true)
	}
	if p.source.Listing == "" {
		home := b.home(p)
		x := b.examine(&knownPage{URL: home.URL, source: home}, style, p.work())
		b.count("home page", PartTitle, x, true)
		b.verdict("home page verdict: is the source cited", IsCited, x)
	}
}

// dates gives the work with dates as a typist gets them wrong.
func (b *pairBench) dates(p *knownPage) map[string]train.Work {
	w, found := p.work(), map[string]train.Work{}
	if w.Year == 0 {
		return nil
	}
	try := func(name string, year, month, d int) {
		other := time.Date(year, time.Month(month), d, 0, 0, 0, 0, time.UTC)
		apart := other.Sub(time.Date(w.Year, time.Month(w.Month), w.Day, 0, 0, 0, 0, time.UTC)).Abs()
		text := other.Format(time.DateOnly)
		if other.Day() != d || apart < 48*time.Hour || text == p.Modified || slices.Contains(p.DateAlt, text) {
			return
		}
		v := w
		v.Year, v.Month, v.Day = year, month, d
		found[name] = v
	}
	try("other year", w.Year-1-b.rng.IntN(5), w.Month, w.Day)
	try("day and month swapped", w.Year, w.Day, w.Month)
	try("figures of the day swapped", w.Year, w.Month, w.Day%10*10+w.Day/10)
	try("other month", w.Year, w.Month%12+1, w.Day)
	try("other day", w.Year, w.Month, (w.Day+4)%28+1)
	if w.Day > 12 {
		delete(found, "day and month swapped")
	}
	if w.Day%10 > 3 || w.Day%10 == 0 {
		delete(found, "figures of the day swapped")
	}
	return found
}

// otherAuthor gives the work under the name of the author of another page.
func (b *pairBench) otherAuthor(i int, p *knownPage) (train.Work, bool) {
	w := p.work()
	if len(w.Authors) == 0 {
		return w, false
	}
	for n := 1; n < len(b.pages); n++ {
		other := b.pages[(i+n)%len(b.pages)]
		if len(other.Authors) > 0 && sameScript(other.Authors[0], p.Title) && sameScript(other.Authors[0], p.Authors[0]) && !sharesFamily(other.Authors, slices.Concat(p.Authors, p.AuthorsOpt)) {
			w.Authors = names(other.Authors)
			return w, true
		}
	}
	return w, false
}

func sharesFamily(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool {
		return slices.ContainsFunc(b, func(y string) bool { return slices.Contains(prose.Words(y), lastWord(x)) })
	})
}

// neighbour gives another page with a title, of the same site where there is one.
func (b *pairBench) neighbour(i int, p *knownPage) *knownPage {
	var any *knownPage
	for n := 1; n < len(b.pages); n++ {
		other := b.pages[(i+n)%len(b.pages)]
		if other.Title == "" || language(other) != language(p) || prose.Fold(other.Title) == prose.Fold(p.Title) {
			continue
		}
		if site(hostOf(other.URL)) == site(hostOf(p.URL)) {
			return other
		}
		if any == nil {
			any = other
		}
	}
	return any
}

func language(p *knownPage) string {
	if p.spoken == "" {
		p.spoken, _, _ = strings.Cut(p.Lang, "-")
		if said := prose.Language(p.source.Text); said != "" {
			p.spoken = said
		}
	}
	return p.spoken
}

func hostOf(address string) string {
	u, _ := url.Parse(address)
	return u.Hostname()
}

// otherOutlet gives the work under the name of the site of another page.
func (b *pairBench) otherOutlet(i int, p *knownPage) (train.Work, bool) {
	w := p.work()
	for n := 1; n < len(b.pages) && w.Container != ""; n++ {
		other := b.pages[(i+n)%len(b.pages)]
		if len(other.Site) > 0 && !slices.ContainsFunc(p.Site, func(s string) bool { return sameOutlet(s, other.Site[0]) }) {
			w.Container = other.Site[0]
			return w, true
		}
	}
	return w, false
}

// home makes the home page of a page's site: the titles of its neighbours in
// links under the name of the site, as portals look.
func (b *pairBench) home(p *knownPage) *Source {
	u, _ := url.Parse(p.URL)
	u.Path, u.RawQuery = "/", ""
	var body strings.Builder
	name := p.source.Site()
	fmt.Fprintf(&body, `<title>%s</title><meta property="og:site_name" content="%s"><meta property="og:type" content="website"><h1>%s</h1>`, name, name, name)
	for range 30 {
		other := b.pages[b.rng.IntN(len(b.pages))]
		if other != p && language(other) == language(p) {
			fmt.Fprintf(&body, `<div><a href="/x"><h2>%s</h2></a></div>`, other.Title)
		}
	}
	source, err := Extract(strings.NewReader(body.String()), "text/html; charset=utf-8", u)
	require.NoError(b.t, err)
	return source
}

// A tried pair is a note, as printed and as read, with what was said of its
// page.
type tried struct {
	Comparison
	note train.Example
	read *citation.Citation
	page *knownPage
}

func (b *pairBench) examine(p *knownPage, style string, w train.Work) tried {
	x := tried{note: train.Print(b.rng, style, w), page: p, read: new(citation.Citation)}
	if cites := citation.ParseNote(x.note.Text); len(cites) > 0 {
		x.read = cites[0]
		x.read.Note = &citation.Note{Plain: x.note.Text, Citations: cites}
	}
	x.Comparison = Examine(x.read, p.source)
	return x
}

// printed gives what the note prints for a part, "" where the style leaves it
// out, and whether the parser read the same.
func (x *tried) printed(part Part) (text string, read bool) {
	label := map[Part]string{PartTitle: "title", PartAuthors: "author", PartDate: "date", PartOutlet: "container"}[part]
	for _, s := range x.note.Cites[0].Spans {
		if s.Label == label {
			text = x.note.Text[s.Start:s.End]
		}
	}
	switch part {
	case PartTitle:
		return text, squeezed(x.read.Title.Text) == squeezed(text)
	case PartOutlet:
		return text, squeezed(x.read.Container.Text) == squeezed(text)
	case PartDate:
		return text, x.read.Date.Year > 0 && strings.Contains(text, strconv.Itoa(x.read.Date.Year))
	}
	folded := prose.Fold(text)
	missing := slices.ContainsFunc(x.read.Authors, func(n citation.Name) bool { return !strings.Contains(folded, lastWord(n.String())) })
	return text, len(x.read.Authors) > 0 && !missing && x.read.Authors[0].Literal == ""
}

// count counts a pair as reported where the part differs, and apart from that
// where a remark is made about it. Notes that do not print the part are passed
// over, those that were misread counted apart: they measure the parser.
func (b *pairBench) count(name string, part Part, x tried, want bool) {
	printed, read := x.printed(part)
	if printed == "" {
		return
	}
	if !read {
		name = "misread, " + name
	}
	c := b.counter(name)
	c[1]++
	a := x.Of(part)
	differs := a.Agreement == Differs
	if differs {
		c[0]++
	}
	remark := b.counter("remarks, " + name)
	remark[1]++
	if slices.ContainsFunc(x.Findings, func(f citation.Finding) bool { return partOf(f.Rule) == part && f.Severity == citation.Info }) {
		remark[0]++
	}
	if differs != want && *showMisses {
		b.t.Logf("%s %s: %s\n\tnote %s\n\tcited %q found %q (%s) %v", name, a.Agreement, x.page.URL, x.note.Text, a.Cited, a.Found, a.Why, x.Findings)
	}
}

// partOf gives the part that a rule is about.
func partOf(rule string) Part {
	for prefix, part := range map[string]Part{"title": PartTitle, "author": PartAuthors, "date": PartDate, "publication": PartOutlet} {
		if strings.HasPrefix(rule, prefix) {
			return part
		}
	}
	return ""
}

func (b *pairBench) verdict(name string, v Verdict, x tried) {
	if _, read := x.printed(PartTitle); !read {
		return
	}
	c := b.counter(name)
	c[1]++
	if x.Verdict == v {
		c[0]++
	}
}

func (b *pairBench) counter(name string) *[2]int {
	if b.counts[name] == nil {
		b.counts[name] = new([2]int)
	}
	return b.counts[name]
}

func (b *pairBench) log() {
	var list []string
	for name := range b.counts {
		list = append(list, name)
	}
	slices.Sort(list)
	list = slices.DeleteFunc(list, func(name string) bool {
		return strings.HasPrefix(name, "remarks, ") && !strings.HasPrefix(name, "remarks, right")
	})
	for _, name := range list {
		c := b.counts[name]
		b.t.Logf("%-45s %.3f of %5d", name, float64(c[0])/float64(c[1]), c[1])
	}
}
