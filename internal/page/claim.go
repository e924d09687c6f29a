package page

import (
	"slices"
	"time"

	"github.com/ibid-go/ibid/internal/prose"
)

// maxClaims is how many claims of one kind are kept. Real pages make fewer than ten; a listing marked up item by item, hundreds.
const maxClaims = 60

// A Claim is one thing that a page says of itself.
type Claim struct {
	Text   string
	Signal string  // where it was read: json-ld, og:title, h1, … See README.md in data.
	Trust  float64 // how often claims of this kind were right on the development set, 0 to 1
	kind   string  // the signal and what speaks for it, as in data/trust.tsv; empty: the signal alone
}

// A Byline is one answer to the question who wrote the page.
type Byline struct {
	Names  []string // in the page's order, given name first where the page lets us tell
	Signal string
	Trust  float64
	kind   string
}

// A DateClaim is a day, month or year that a page gives for its publication or its last change.
type DateClaim struct {
	Date prose.Date // in the time zone of the page
	Time time.Time  // the instant, where the page gives time and zone; zero otherwise
	Text string     // as written
	// Ambiguous says that day and month were told apart by the page's language alone: 05/03/2021.
	Ambiguous bool
	Signal    string
	Trust     float64
	kind      string
}

// claims are what the signals have found, in the order in which it was found, before it is weighed.
type claims struct {
	titles, subtitles, descriptions                           []Claim
	sites, publishers, agencies, canonicals, languages, types []Claim
	headings, kickers, corrections, dois, licences, access    []Claim
	redirects, frames                                         []Claim
	authors                                                   []Byline
	published, modified                                       []DateClaim
}

// add keeps a text as a claim whose kind is its signal.
func add(list *[]Claim, text, signal string) { addKind(list, text, signal, signal) }

func addKind(list *[]Claim, text, signal, kind string) {
	if text = clean(text); text != "" && len(*list) < maxClaims {
		*list = append(*list, Claim{Text: text, Signal: signal, kind: kind})
	}
}

// wrote keeps names as an answer to who wrote the page. Names given one by one under one signal make one answer.
func (c *claims) wrote(signal, kind string, names ...string) {
	for _, name := range names {
		if name = clean(name); name == "" {
			continue
		}
		if n := len(c.authors); n > 0 && c.authors[n-1].Signal == signal {
			if len(c.authors[n-1].Names) < maxNames {
				c.authors[n-1].Names = append(c.authors[n-1].Names, name)
			}
		} else if n < maxClaims {
			c.authors = append(c.authors, Byline{Names: []string{name}, Signal: signal, kind: kind})
		}
	}
}

// dated keeps a text as the date of publication or change.
func dated(list *[]DateClaim, text, signal, kind string) {
	if text = clean(text); text != "" && len(*list) < maxClaims {
		*list = append(*list, DateClaim{Text: text, Signal: signal, kind: kind})
	}
}

// Title is the displayed headline, or the zero Claim.
func (p *Page) Title() Claim { return best(p.Titles, leastTitleTrust) }

// Subtitle is the line under the headline, or the zero Claim.
func (p *Page) Subtitle() Claim { return best(p.Subtitles, leastTrust) }

// Site is the name of the site, or the zero Claim.
func (p *Page) Site() Claim { return best(p.Sites, leastTrust) }

// Canonical is the address that the page prefers, or the zero Claim.
func (p *Page) Canonical() Claim { return best(p.Canonicals, leastTrust) }

// Language is the language of the page, or the zero Claim.
func (p *Page) Language() Claim { return best(p.Languages, leastTrust) }

// A best answer that is right less often than this is not given: a wrong answer costs an editor more than none.
const (
	leastTrust       = 0.25
	leastTitleTrust  = 0.15 // a title with no witness is better than none; the name of the site, which lies below, is not
	leastAuthorTrust = 0.38
	leastDateTrust   = 0.35
	statedTrust      = 0.95
)

func best(list []Claim, least float64) Claim {
	if len(list) == 0 || list[0].Trust < least {
		return Claim{}
	}
	return list[0]
}

// By names the people who wrote the page, or is the zero Byline. Where readers see a name that the page also states to machines, the
// statement tells how many wrote it: what is seen may be one of several lines, or hold the names of other articles.
func (p *Page) By() Byline {
	if len(p.Authors) == 0 || p.Authors[0].Trust < leastAuthorTrust {
		return Byline{}
	}
	best := p.Authors[0]
	if isShown(best.Signal) {
		for _, b := range p.Authors[1:] {
			if b.Trust >= statedTrust && !isShown(b.Signal) && sharesName(b.Names, best.Names) {
				return b
			}
		}
	}
	return best
}

// Date is when the page was published, or the zero DateClaim: a day if the page gives one, else a month or year.
func (p *Page) Date() DateClaim { return bestDate(p.Published) }

// Changed is when the page was last changed, or the zero DateClaim.
func (p *Page) Changed() DateClaim { return bestDate(p.Modified) }

// bestDate is the best claim of a day; where there is none, of a month or year.
func bestDate(list []DateClaim) DateClaim {
	list = slices.DeleteFunc(slices.Clone(list), func(c DateClaim) bool { return c.Trust < leastDateTrust })
	if i := slices.IndexFunc(list, func(c DateClaim) bool { return c.Date.Day != 0 }); i >= 0 {
		return list[i]
	}
	if len(list) > 0 {
		return list[0]
	}
	return DateClaim{}
}
