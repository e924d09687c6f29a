package page

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"hash/fnv"
	"io"
	"maps"
	"math"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"

	"github.com/ibid-go/ibid/internal/golden"
	"github.com/ibid-go/ibid/internal/prose"
)

var (
	devSet = flag.String("dev", "", "folder of a development set (dev.jsonl, pages/): learn data/trust.tsv from it with -update, else cross-check")
	folds  = flag.String("folds", "", "with -dev: folder for the tables of the cross-check, for tests of other packages")
	misses = flag.Bool("misses", false, "with -dev: log the wrong answers")
)

// A labelled page is one line of dev.jsonl with the claims of its page.
type labelled struct {
	File       string
	URL        string
	Title      string
	TitleAlt   []string `json:"title_alt"`
	Authors    *[]string
	AuthorsOpt []string `json:"authors_opt"`
	Date       string
	DateNone   bool     `json:"date_none"`
	DateAlt    []string `json:"date_alt"`
	Modified   string
	Site       []string
	Canonical  string

	claims *claims
}

// A vote is what one kind of claim says on one page: how right it is, 0 to 1.
type vote struct {
	kind  string
	right float64
}

// TestTrust learns the order and the weights of signals, or says how well they do on sites that they were not learned from.
func TestTrust(t *testing.T) {
	if *devSet == "" {
		t.Skip("no -dev")
	}
	pages := loadLabelled(t, *devSet)
	if golden.Updating() {
		require.NoError(t, os.WriteFile("data/trust.tsv", []byte(trustHeader+learn(pages, 2)), 0o644))
		return
	}
	crossCheck(t, pages)
}

const trustHeader = `# How often each kind of claim was right on the development set, best first within a field. field<TAB>kind<TAB>right<TAB>seen.
# The README beside this file says what is counted. Written by go test -run TestTrust -dev FOLDER -update.
`

func loadLabelled(t *testing.T, dir string) []*labelled {
	f, err := os.Open(filepath.Join(dir, "dev.jsonl"))
	require.NoError(t, err)
	defer f.Close()
	var pages []*labelled
	for lines := json.NewDecoder(bufio.NewReader(f)); ; {
		l := new(labelled)
		if err := lines.Decode(l); err == io.EOF {
			return pages
		}
		l.read(t, dir)
		pages = append(pages, l)
	}
}

func (l *labelled) read(t *testing.T, dir string) {
	packed, err := os.ReadFile(filepath.Join(dir, l.File))
	require.NoError(t, err)
	z, err := gzip.NewReader(bytes.NewReader(packed))
	require.NoError(t, err)
	body, err := io.ReadAll(z)
	require.NoError(t, err)
	base, _ := url.Parse(l.URL)
	doc, err := new(walker).parse(body, "", base)
	require.NoError(t, err)
	l.claims = gather(doc)
}

// votes gives what every kind of claim about a field says on a page, nil if the page has no label for it.
func (l *labelled) votes(field string) []vote {
	c := l.claims
	switch field {
	case "title":
		return claimVotes(c.titles, l.Title != "", func(s string) float64 {
			switch tokens := scoreTokens(s); {
			case slices.Equal(tokens, scoreTokens(l.Title)):
				return 1
			case slices.ContainsFunc(l.TitleAlt, func(alt string) bool { return slices.Equal(tokens, scoreTokens(alt)) }):
				return 0.6 // right, but not the headline
			}
			return 0
		})
	case "site":
		return claimVotes(c.sites, len(l.Site) > 0, func(s string) float64 {
			return yes(slices.ContainsFunc(l.Site, func(want string) bool { return scoreSite(want) == scoreSite(s) }))
		})
	case "canonical":
		return claimVotes(c.canonicals, l.Canonical != "", func(s string) float64 { return yes(scoreAddress(s) == scoreAddress(l.Canonical)) })
	case "published":
		return l.dateVotes()
	case "modified":
		return l.modifiedVotes()
	case "author":
		return l.authorVotes()
	}
	return nil
}

func claimVotes(list []Claim, known bool, right func(string) float64) []vote {
	if !known {
		return nil
	}
	var votes []vote
	for i := range list {
		kind, _ := kindOfClaim(&list[i])
		votes = append(votes, vote{kind, right(list[i].Text)})
	}
	return votes
}

func (l *labelled) dateVotes() []vote {
	if l.Date == "" && !l.DateNone {
		return nil
	}
	var votes []vote
	for _, dc := range l.claims.published {
		day := dc.Date.String()
		right := day == l.Date || slices.Contains(l.DateAlt, day) || dc.Date.Day == 0 && strings.HasPrefix(l.Date, day)
		votes = append(votes, vote{dc.kind, yes(right)})
	}
	return votes
}

func (l *labelled) modifiedVotes() []vote {
	if l.Modified == "" {
		return nil
	}
	var votes []vote
	for _, dc := range l.claims.modified {
		votes = append(votes, vote{dc.kind, yes(dc.Date.String() == l.Modified)})
	}
	return votes
}

func (l *labelled) authorVotes() []vote {
	if l.Authors == nil {
		return nil
	}
	var votes []vote
	for _, b := range l.claims.authors {
		votes = append(votes, vote{b.kind, scoreAuthors(b.Names, *l.Authors, l.AuthorsOpt)})
	}
	return votes
}

func yes(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

var learnedFields = []string{"title", "published", "modified", "author", "site", "canonical"}

// learn makes a decision list for every field: the kind that is most often right goes first, the pages on which it speaks
// are set aside, and so on with the rest. Kinds seen on fewer than least pages stay out.
func learn(pages []*labelled, least int) string {
	var b strings.Builder
	for _, field := range learnedFields {
		var list []counted
		all := allVotes(pages, field)
		open := slices.Clone(all)
		for i := range open {
			open[i] = slices.DeleteFunc(slices.Clone(open[i]), isNoDay) // a day is asked for before a month
		}
		listed := make(map[string]bool)
		keep := func(votes [][]vote) bool {
			best := bestKind(votes, least)
			if best.seen > 0 {
				listed[best.kind] = true
				list = append(list, best)
			}
			return best.seen > 0
		}
		for keep(open) {
			last := list[len(list)-1].kind
			open = slices.DeleteFunc(open, func(votes []vote) bool {
				return slices.ContainsFunc(votes, func(v vote) bool { return v.kind == last })
			})
		}
		// Titles copy each other: that two agree where the heading differs says little. So kinds that no page needed stay out.
		for field != "title" && keep(without(all, listed)) {
		}
		for _, like := range supports(all) {
			if field != "title" || like.trust() < 0.5 {
				list = append(list, like)
			}
		}
		slices.SortStableFunc(list, func(a, b counted) int { return cmp.Compare(b.trust(), a.trust()) })
		for _, c := range list {
			fmt.Fprintf(&b, "%s\t%s\t%d\t%d\n", field, c.kind, int(math.Round(c.right)), c.seen)
		}
	}
	return b.String()
}

func isNoDay(v vote) bool { return strings.HasSuffix(v.kind, noDay) }

// counted is a kind with its counts.
type counted struct {
	kind  string
	right float64
	seen  int
}

func (c counted) trust() float64 { return (c.right + 1) / (float64(c.seen) + 2) }

func allVotes(pages []*labelled, field string) [][]vote {
	var all [][]vote
	for _, l := range pages {
		if votes := l.votes(field); len(votes) > 0 {
			all = append(all, votes)
		}
	}
	return all
}

func without(all [][]vote, kinds map[string]bool) [][]vote {
	var rest [][]vote
	for _, votes := range all {
		rest = append(rest, slices.DeleteFunc(slices.Clone(votes), func(v vote) bool { return kinds[v.kind] }))
	}
	return rest
}

// supports counts all kinds with like support together.
func supports(all [][]vote) []counted {
	var list []counted
	for _, votes := range all {
		spoken := make(map[string]bool)
		for _, v := range votes {
			if spoken[v.kind] {
				continue
			}
			spoken[v.kind] = true
			_, support, _ := strings.Cut(v.kind, ", ")
			kind := "any, " + support
			i := slices.IndexFunc(list, func(c counted) bool { return c.kind == kind })
			if i < 0 {
				list = append(list, counted{kind: kind})
				i = len(list) - 1
			}
			list[i].right += v.right
			list[i].seen++
		}
	}
	return list
}

// bestKind finds the kind whose first claim on a page is right most often.
func bestKind(open [][]vote, least int) counted {
	counts := make(map[string]counted)
	for _, votes := range open {
		spoken := make(map[string]bool)
		for _, v := range votes {
			if spoken[v.kind] {
				continue
			}
			spoken[v.kind] = true
			c := counts[v.kind]
			counts[v.kind] = counted{v.kind, c.right + v.right, c.seen + 1}
		}
	}
	var best counted
	for _, kind := range slices.Sorted(maps.Keys(counts)) {
		if c := counts[kind]; c.seen >= least && (best.seen == 0 || c.trust() > best.trust()) {
			best = c
		}
	}
	return best
}

// foldCount is into how many parts the sites are divided.
const foldCount = 5

// crossCheck learns from four fifths of the sites and scores the rest.
func crossCheck(t *testing.T, pages []*labelled) {
	sum := make(map[string]float64)
	for fold := range foldCount {
		var train, test []*labelled
		for _, l := range pages {
			if siteFold(l.URL, foldCount) == fold {
				test = append(test, l)
			} else {
				train = append(train, l)
			}
		}
		table := learn(train, 2)
		if *folds != "" {
			require.NoError(t, os.WriteFile(filepath.Join(*folds, fmt.Sprintf("%d.tsv", fold)), []byte(table), 0o644))
		}
		w := readWeights(table)
		for _, l := range test {
			p := assemble(l.claims, w)
			l.score(p, sum)
			l.showMisses(t, p)
		}
	}
	for _, field := range []string{"title", "head", "date", "precision", "undated", "authors", "no author", "site", "canonical"} {
		t.Logf("%-10s %.3f of %3.0f", field, sum[field]/sum[field+" n"], sum[field+" n"])
	}
}

func siteFold(address string, folds int) int {
	u, _ := url.Parse(address)
	labels := strings.Split(u.Hostname(), ".")
	h := fnv.New32()
	io.WriteString(h, strings.Join(labels[max(0, len(labels)-2):], "."))
	return int(h.Sum32() % uint32(folds))
}

func (l *labelled) score(p *Page, sum map[string]float64) {
	add := func(field string, right float64) {
		sum[field] += right
		sum[field+" n"]++
	}
	if l.Title != "" {
		got := scoreTokens(p.Title().Text)
		alt := slices.ContainsFunc(l.TitleAlt, func(s string) bool { return slices.Equal(got, scoreTokens(s)) })
		head := slices.Equal(got, scoreTokens(l.Title))
		add("title", yes(head || alt))
		add("head", yes(head))
	}
	day := ""
	if d := p.Date().Date; d.Day != 0 {
		day = d.String()
	}
	right := yes(day != "" && (day == l.Date || slices.Contains(l.DateAlt, day)))
	if l.Date != "" {
		add("date", right)
		if day != "" {
			add("precision", right)
		}
	}
	if l.DateNone {
		add("undated", yes(day != ""))
	}
	if l.Authors != nil {
		f := scoreAuthors(p.By().Names, *l.Authors, l.AuthorsOpt)
		if len(*l.Authors) > 0 {
			add("authors", f)
		} else {
			add("no author", yes(f < 0.5))
		}
	}
	if len(l.Site) > 0 {
		add("site", yes(slices.ContainsFunc(l.Site, func(s string) bool { return scoreSite(s) == scoreSite(p.Site().Text) })))
	}
	if l.Canonical != "" {
		add("canonical", yes(scoreAddress(p.Canonical().Text) == scoreAddress(l.Canonical)))
	}
}

// What follows compares answers as the evaluation set's scorer does.

func scoreTokens(s string) []string {
	s = strings.ToLower(html.UnescapeString(s))
	var tokens []string
	start := -1
	flush := func(end int) {
		if start >= 0 {
			tokens = append(tokens, s[start:end])
		}
		start = -1
	}
	for i, r := range s {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai):
			flush(i)
			tokens = append(tokens, string(r))
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			if start < 0 {
				start = i
			}
		default:
			flush(i)
		}
	}
	flush(len(s))
	return tokens
}

func scoreSite(s string) string {
	tokens := scoreTokens(s)
	for len(tokens) > 1 && slices.Contains([]string{"the", "www", "http", "https"}, tokens[0]) {
		tokens = tokens[1:]
	}
	if n := len(tokens); n > 1 && slices.Contains([]string{"com", "org", "net", "de", "fr", "uk", "at", "ch", "it", "es", "ru", "cz", "nl", "pl", "br", "au", "co", "eu", "info", "tv", "io", "us", "ca"}, tokens[n-1]) {
		tokens = tokens[:n-1]
	}
	return strings.Join(tokens, "")
}

func scoreAddress(s string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Host), "www.") + strings.TrimRight(u.EscapedPath(), "/") + "?" + u.RawQuery
}

func scoreAuthors(got, want, optional []string) float64 {
	left := slices.Clone(want)
	hits, wrong := 0, 0
	for _, name := range got {
		same := func(other string) bool { return scoreSameName(name, other) }
		if i := slices.IndexFunc(left, same); i >= 0 {
			left = slices.Delete(left, i, i+1)
			hits++
		} else if !slices.ContainsFunc(want, same) && !slices.ContainsFunc(optional, same) {
			wrong++
		}
	}
	switch {
	case len(want) == 0:
		return yes(wrong == 0)
	case hits == 0:
		return 0
	}
	return 2 * float64(hits) / float64(2*hits+wrong+len(left))
}

func scoreSameName(a, b string) bool {
	x, y := nameTokens(a), nameTokens(b)
	if len(x) == 0 || len(y) == 0 {
		return false
	}
	if strings.Join(x, "") == strings.Join(y, "") || slices.Equal(slices.Sorted(slices.Values(x)), slices.Sorted(slices.Values(y))) {
		return true
	}
	if len(x) > len(y) {
		x, y = y, x
	}
	subset := !slices.ContainsFunc(x, func(s string) bool { return !slices.Contains(y, s) })
	return len(x) >= 2 && subset && len(y)-len(x) <= 2
}

func nameTokens(s string) []string {
	return slices.DeleteFunc(prose.Words(s), func(t string) bool {
		return slices.Contains([]string{"dr", "prof", "phd", "md", "mr", "mrs", "ms", "jr", "sr", "the"}, t)
	})
}

// showMisses logs, with -misses, the answers of a page that are wrong and the claims that stood against them.
func (l *labelled) showMisses(t *testing.T, p *Page) {
	if !*misses {
		return
	}
	if got := p.Date().Date.String(); l.Date != "" && got != l.Date && !slices.Contains(l.DateAlt, got) {
		t.Logf("date %s: want %s, got %+v", l.URL, l.Date, p.Published[:min(3, len(p.Published))])
	}
	if l.Authors != nil && scoreAuthors(p.By().Names, *l.Authors, l.AuthorsOpt) < 1 {
		t.Logf("authors %s: want %q, got %+v", l.URL, *l.Authors, p.Authors[:min(3, len(p.Authors))])
	}
	if l.Title != "" && !slices.Equal(scoreTokens(p.Title().Text), scoreTokens(l.Title)) {
		t.Logf("title %s: want %q, got %+v", l.URL, l.Title, p.Titles[:min(3, len(p.Titles))])
	}
}
