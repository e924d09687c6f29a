package page

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"github.com/ibid-go/ibid/internal/prose"
)

// A Status is a guess, from the page alone, whether it is the source that was asked for.
type Status string

// The statuses. All but OK and Paywall say that the page is something else.
const (
	OK          Status = "ok"
	Paywall     Status = "paywall"    // the source, of which only the head is shown
	NotFound    Status = "not_found"  // an error page that was answered as if it were none
	Parked      Status = "parked"     // the domain has another owner or none
	MovedHome   Status = "moved_home" // the home page in the place of the page
	Challenge   Status = "challenge"  // a test whether the visitor is human
	Blocked     Status = "blocked"    // refused to this visitor
	Login       Status = "login"
	Consent     Status = "consent"  // a demand to accept cookies
	JSShell     Status = "js_shell" // an empty page that scripts are to fill
	Maintenance Status = "maintenance"
	Failed      Status = "error" // the server failed, or sent nothing
)

//go:embed data/signs.tsv
var signsFile string

// A sign is a phrase that speaks for a status where it stands in a certain place.
type sign struct {
	status        Status
	place, phrase string
}

var signs = sync.OnceValue(func() []sign {
	var list []sign
	for _, row := range rows(signsFile) {
		for phrase := range strings.SplitSeq(row[2], "|") {
			if row[1] != "both" {
				list = append(list, sign{Status(row[0]), row[1], phrase})
			}
		}
	}
	return list
})

// A pair is what speaks for a status where a word of each list stands in one line: "page" and "does not exist".
type pair struct {
	status       Status
	what, absent []string
}

// plea is the name of the list of words of a server that excuses itself, or speaks of what was asked of it.
const plea = "plea"

var pairs = sync.OnceValue(func() []pair {
	var list []pair
	for _, row := range rows(signsFile) {
		if row[1] == "both" && row[0] != plea {
			list = append(list, pair{Status(row[0]), strings.Split(row[2], "|"), strings.Split(row[3], "|")})
		}
	}
	return list
})

var pleas = sync.OnceValue(func() []string {
	i := slices.IndexFunc(rows(signsFile), func(row []string) bool { return row[0] == plea })
	return strings.Split(rows(signsFile)[i][2], "|")
})

// in gives the words of the pair that stand in a line, "" where not both do.
func (p pair) in(line string) (what, absent string) {
	contains := func(word string) bool { return strings.Contains(line, word) }
	if i := slices.IndexFunc(p.absent, contains); i >= 0 {
		if j := slices.IndexFunc(p.what, contains); j >= 0 {
			return p.what[j], p.absent[i]
		}
	}
	return "", ""
}

// signPhrases are the phrases that are sought in long texts.
var signPhrases = sync.OnceValue(func() *phrases {
	return phrasesOf(func(s sign) bool { return s.place == "markup" || s.place == "body" && s.status != Paywall })
})

// titlePhrases are those that are sought in titles and headings.
var titlePhrases = sync.OnceValue(func() *phrases {
	return phrasesOf(func(s sign) bool { return s.place == "title" || s.place == "title word" })
})

// paywallPhrases are those of pages for subscribers.
var paywallPhrases = sync.OnceValue(func() *phrases {
	return phrasesOf(func(s sign) bool { return s.status == Paywall })
})

func phrasesOf(wanted func(sign) bool) *phrases {
	var list []string
	for _, s := range signs() {
		if wanted(s) && !slices.Contains(list, s.phrase) {
			list = append(list, s.phrase)
		}
	}
	return newPhrases(list)
}

// How much text a page must show besides its links to be a page of text, in bytes. Of the 480 real pages of the development
// set three show less than littleText; of its walls and error pages nine in ten do.
const (
	noText     = 250
	hardlyText = 500
	littleText = 1200
)

// enough is how many points a status needs, from two places at least: one sign alone is no evidence.
const enough = 3

// stacked is how many phrases in a title show that it was written to catch searches, so that its day is no article's either.
const stacked = 3

// judge weighs the signs that a page is not the source that was asked for. A page that has title, day and author is that
// source whatever it says; it may be behind a paywall.
func judge(p *Page, d *document) (status, doubt Status, evidence []string) {
	if isComplete(p) {
		status, evidence = paywalled(d)
		return status, "", evidence
	}
	b := newBench(p, d)
	for _, s := range signs() {
		b.hear(s)
	}
	b.hearPairs(d)
	b.shapes(p, d)
	if status, evidence := b.verdict(); status != OK {
		return status, "", evidence
	}
	if status, evidence = paywalled(d); status == Paywall {
		return status, "", evidence
	}
	if doubt = b.doubt(); doubt != "" {
		evidence = b.evidence[doubt]
	}
	return status, doubt, evidence
}

// doubt is a status for which a title or heading speaks, but not enough besides.
func (b *bench) doubt() Status {
	for _, status := range []Status{Parked, NotFound} {
		if places := b.points[status]; places["title"]+places["heading"] > 0 {
			return status
		}
	}
	return ""
}

// sureDate is the trust of a day that stands where articles have theirs.
const sureDate = 0.8

// saysDate reports a day on the page itself, where articles have theirs. The address keeps its day when the article is gone.
func (p *Page) saysDate() bool {
	return slices.ContainsFunc(p.Published, func(d DateClaim) bool {
		return d.Trust >= sureDate && dateFamily(d.Signal) != inURL && !strings.HasSuffix(d.Signal, elsewhere)
	})
}

// isComplete reports that a page says what it is called, when it was published and who wrote it.
func isComplete(p *Page) bool {
	return p.Title().Text != "" && p.Date().Trust >= sureDate && len(p.By().Names) > 0
}

// A bench gathers signs.
type bench struct {
	title, heading []string        // segments, folded by lower case alone
	shown          map[string]bool // the phrases that stand in them
	body, markup   map[string]bool // the phrases that stand there; markup is looked at where there is little text
	address        string
	little         bool
	dated          bool                      // the page has a day, as articles have
	words          map[Status]int            // how many phrases for "title word" stand in the title
	points         map[Status]map[string]int // by status and place
	evidence       map[Status][]string
}

func newBench(p *Page, d *document) *bench {
	b := &bench{words: make(map[Status]int), points: make(map[Status]map[string]int), evidence: make(map[Status][]string)}
	b.title = segmentsOf(strings.ReplaceAll(d.title, hostName(d.base.Hostname()), ""))
	for _, m := range d.marks {
		if m.role&(isHeadline|isHeading) != 0 && d.outside(m)&(inTeaser|inFooter|inComment) == 0 && len(b.heading) < 8 {
			b.heading = append(b.heading, segmentsOf(strings.ReplaceAll(oneLine(d.textOf(m)), hostName(d.base.Hostname()), ""))...)
		}
	}
	b.shown = titlePhrases().all(strings.Join(b.title, "\n") + "\n" + strings.Join(b.heading, "\n"))
	b.little = len(d.text)-d.shape.anchorText < littleText
	b.dated = !b.little && p.Date().Text != "" || p.saysDate()
	const bodyWindow = 6000
	b.body = signPhrases().all(plain(cut(d.text, bodyWindow) + "\n" + string(d.shape.noscript)))
	if b.little {
		b.markup = signPhrases().all(strings.ToLower(strings.Join(d.shape.sources, "\n") + string(d.shape.inline) + string(d.shape.noscript) + d.shape.refresh))
	}
	b.address = strings.ToLower(d.base.Host + d.base.EscapedPath())
	return b
}

// segmentsOf divides a title where sites join the page's name and their own; a colon divides nothing here.
func segmentsOf(title string) []string {
	list := []string{plain(title)}
	for _, s := range splitTitle(title) {
		if !strings.HasSuffix(title[:s.start], ": ") && !strings.HasPrefix(title[s.end:], ": ") {
			list = append(list, plain(s.text))
		}
	}
	return list
}

// plain is text in lower case with straight apostrophes and without seams.
func plain(s string) string { return strings.ToLower(straight.Replace(s)) }

var straight = strings.NewReplacer("’", "'", string(seam), "", "\u00a0", " ")

// hear gives a sign's points where the page shows it.
func (b *bench) hear(s sign) {
	switch s.place {
	case "title":
		if len(s.phrase) >= startLength && !b.shown[s.phrase] {
			return
		}
		if fills(b.title, s.phrase) {
			b.give(s.status, "title", 2, s.phrase)
		}
		if fills(b.heading, s.phrase) {
			b.give(s.status, "heading", 2, s.phrase)
		}
	case "title word":
		if b.shown[s.phrase] && strings.Contains(b.title[0], s.phrase) {
			if b.words[s.status]++; !b.dated || b.words[s.status] >= stacked {
				b.give(s.status, "title", 2, s.phrase)
			}
		}
	case "body":
		if b.body[s.phrase] {
			points := 1
			if b.little {
				points = 2
			}
			b.give(s.status, "body", points, s.phrase)
		}
	case "markup":
		if b.markup[s.phrase] {
			b.give(s.status, "markup", 2, s.phrase)
		}
	case "address":
		if strings.Contains(b.address, s.phrase) {
			b.give(s.status, "address", 1, s.phrase)
		}
	}
}

// hearPairs gives the points of pairs on a page with little text. In its lines they count as much as in the title only where
// there is hardly any text and no heading: a short page may say that some document was removed.
func (b *bench) hearPairs(d *document) {
	if !b.little || b.dated {
		return
	}
	points := 1
	if len(d.text)-d.shape.anchorText < hardlyText && len(b.heading) == 0 {
		points = 2
	}
	lines := strings.Split(plain(cut(d.text, littleText)), "\n")
	for _, p := range pairs() {
		b.hearPair(p, "title", b.title, 2, isAnswer)
		b.hearPair(p, "heading", b.heading, 2, isAnswer)
		b.hearPair(p, "body", lines, points, nil)
	}
}

// hearPair gives points for the first line that has both words of a pair and, if asked, answers the visitor.
func (b *bench) hearPair(p pair, place string, lines []string, points int, answers func(line, what, absent string) bool) {
	const longest = 250 // bytes of a line that says one thing
	for _, line := range lines {
		what, absent := p.in(line)
		if what != "" && len(line) < longest && (answers == nil || answers(line, what, absent)) {
			b.give(p.status, place, points, what+" … "+absent)
			return
		}
	}
}

// isAnswer tells what a server says to its visitor from a headline about a page that somebody removed: it is short, or excuses itself.
func isAnswer(line, what, absent string) bool {
	short := 100*(len(what)+len(absent)) >= 45*len(line)
	return short || slices.ContainsFunc(pleas(), func(word string) bool { return strings.Contains(line, word) })
}

// fills reports that a phrase makes up most of a segment.
func fills(segments []string, phrase string) bool {
	return slices.ContainsFunc(segments, func(s string) bool {
		return strings.Contains(s, phrase) && 10*len(phrase) >= 6*len(strings.Trim(s, " .!?…"))
	})
}

// give keeps the most points of one place.
func (b *bench) give(status Status, place string, points int, phrase string) {
	if b.points[status] == nil {
		b.points[status] = make(map[string]int)
	}
	if points > b.points[status][place] {
		b.points[status][place] = points
		b.evidence[status] = append(b.evidence[status], place+": "+phrase)
	}
}

// shapes gives the points for what a page lacks or holds besides words.
func (b *bench) shapes(p *Page, d *document) {
	s := &d.shape
	text := len(d.text) - s.anchorText
	if b.little {
		for status := range b.points {
			b.give(status, "shape", 1, "little text")
		}
	}
	if s.passwords > 0 && b.little {
		b.give(Login, "form", 2, "password")
	}
	if text < noText && len(b.heading) == 0 {
		b.give(JSShell, "text", 2, "none")
		switch {
		case s.frames > 0:
			b.give(JSShell, "frames", 2, "frames")
		case s.scripts > 0:
			b.give(JSShell, "scripts", 1, "scripts")
		}
	}
	if len(d.text) == 0 && s.scripts == 0 && s.frames == 0 {
		b.give(Failed, "text", 2, "none")
		b.give(Failed, "scripts", 2, "none")
	}
	b.home(p, d)
}

// home gives the points for the home page in the place of another.
func (b *bench) home(p *Page, d *document) {
	if strings.Trim(d.base.Path, "/") == "" || len(p.Published) > 0 && p.Published[0].Trust > 0.8 {
		return
	}
	if c := p.Canonical().Text; c != "" && isRoot(c) && !isHome(d.base.Path) {
		b.give(MovedHome, "canonical", 2, "the home page")
	}
	site := prose.Fold(p.Site().Text)
	if site != "" && strings.HasPrefix(prose.Fold(d.title), site) {
		b.give(MovedHome, "title", 1, "the site's name")
	}
	if d.main >= 0 && site != "" && prose.Fold(d.headlineOf(d.marks[d.main])) == site {
		b.give(MovedHome, "heading", 1, "the site's name")
	}
	if slices.ContainsFunc(p.Types, func(c Claim) bool { return strings.EqualFold(c.Text, "website") }) {
		b.give(MovedHome, "type", 1, "website")
	}
}

// isHome reports a path that names a home page: /index.html, /de, /home.
func isHome(path string) bool {
	path = strings.ToLower(strings.Trim(path, "/"))
	return len(path) <= 5 || strings.HasPrefix(path, "index.") || strings.HasPrefix(path, "home") || strings.HasPrefix(path, "default.")
}

func isRoot(address string) bool {
	_, rest, _ := strings.Cut(address, "://")
	_, path, _ := strings.Cut(rest, "/")
	return path == ""
}

// verdict is the status with the most points, if they are enough and from two places. A page without text is a shell only if
// it is nothing else.
func (b *bench) verdict() (Status, []string) {
	best, most := OK, 0
	for _, status := range []Status{Parked, Challenge, Blocked, NotFound, Login, Consent, Maintenance, Failed, MovedHome} {
		if sum := b.sum(status); sum > most {
			best, most = status, sum
		}
	}
	if best == OK && b.points[JSShell]["text"] > 0 && b.sum(JSShell) > 0 {
		best = JSShell
	}
	return best, b.evidence[best]
}

// sum is what speaks for a status, 0 if it is not enough. A password field and its words stand on many good pages; a page for
// logging in says so in its title, its heading or its address.
func (b *bench) sum(status Status) int {
	places := b.points[status]
	if status == Login && places["title"]+places["heading"]+places["address"] == 0 {
		return 0
	}
	if b.dated && b.words[status] < stacked && (places["body"]+places["markup"] == 0 || places["title"]+places["heading"]+places["markup"] == 0) {
		return 0 // an article may be called "Access denied", and may be about it
	}
	sum := 0
	for _, points := range places {
		sum += points
	}
	if len(places) < 2 || sum < enough {
		return 0
	}
	return sum
}

// paywalled tells a page of which only the head may be read: it declares so, or it shows little text and says so in two lines, such
// as "Subscribe to continue reading" and "Already a subscriber? Log in".
func paywalled(d *document) (Status, []string) {
	if d.locked {
		return Paywall, []string{"isAccessibleForFree"}
	}
	if len(d.text)-d.shape.anchorText > littleText {
		return OK, nil
	}
	var said []string
	for line := range strings.SplitSeq(plain(d.text), "\n") {
		for _, phrase := range paywallPhrases().in(line) {
			if sign := "body: " + phrase; !slices.Contains(said, sign) {
				said = append(said, sign)
				break
			}
		}
	}
	const enough = 2 // lines
	if len(said) < enough {
		return OK, nil
	}
	return Paywall, said[:enough]
}
