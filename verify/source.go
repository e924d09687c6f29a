package verify

import (
	"errors"
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/internal/page"
	"github.com/ibid-go/ibid/internal/prose"
)

// Source is what a page says of itself. A part that it does not state is
// empty; nothing is guessed.
type Source struct {
	URL          string  // where it was read
	Canonical    string  // the address that the page prefers
	Titles       []Claim // the displayed headline first, then what it is called elsewhere on the page
	Subtitles    []Claim
	Descriptions []Claim
	Authors      []string // people, in the page's order
	Agencies     []string // credited in the place of a person: Reuters, AP
	Date         citation.Date
	Modified     citation.Date
	Sites        []Claim
	Publishers   []Claim
	Language     string            // BCP 47, as the page writes it
	Type         string            // schema.org or Open Graph type
	Headings     []Claim           // of the page's own text; those that link elsewhere are left out
	Kickers      []Claim           // lines over the headline that may be part of it
	Earlier      []Claim           // headlines of older copies of the page, where a caller knows them; Extract leaves it empty
	Bylines      []string          // everybody whom the page may name as its author, Authors among them
	Dates        []DateClaim       // every date that the page gives for its publication, best first
	DOI          string            // lower case, "" where the page gives none
	Licence      string            // its address or name
	Access       Claim             // "free" or "paid", as the page declares it
	Corrections  []Claim           // lines in which the page says that it was corrected
	Redirects    []Claim           // absolute addresses where a meta element or a script sends the visitor
	Frames       []Claim           // absolute addresses of what is shown inside the page
	Listing      string            // what shows that the page lists others: its type or address; "" where nothing does
	Text         string            // what a reader sees, one line a block; at most MaxTextBytes. That of a Result is empty: a run compares it and lets it go
	From         map[string]string // for title, authors, date, modified, site: the signal it was read from
	// Class is what the page seems to be by its content: "ok"; "paywall", which
	// still names title, authors and date; or what stands in the place of the
	// source: not_found parked moved_home challenge blocked login consent
	// js_shell maintenance error.
	Class string

	read   *reading
	cut    bool   // the page had a text, which is not there any more: what it does not say here it may have said there
	spoken string // the language of the text that was cut
}

// Claim is one thing that a page says, and the signal that says it: "json-ld",
// "og:title", "h1" …
type Claim struct {
	Text   string `json:"text"`
	Signal string `json:"signal"`
}

// DateClaim is a date that a page gives for its publication, the signal that
// gives it, and how often claims of its kind were right, 0 to 1.
type DateClaim struct {
	Date      citation.Date
	Ambiguous bool // day and month may have changed places: the page writes 05/03/2021, and nothing on it tells the order
	Signal    string
	Trust     float64
}

// Title is the displayed headline, "" where the page has none.
func (s *Source) Title() string { return first(s.Titles) }

// Site is the name of the site, "" where the page does not say.
func (s *Source) Site() string { return first(s.Sites) }

func first(claims []Claim) string {
	if len(claims) == 0 {
		return ""
	}
	return claims[0].Text
}

// ErrNotHTML means that what was read is no web page. Test with errors.Is.
var ErrNotHTML = errors.New("not a web page")

// MaxPageBytes bounds what Extract reads of a page: 8 MiB, four times the
// largest page seen. What a page says of itself stands in the first of them.
const MaxPageBytes = page.MaxBody

// MaxTextBytes bounds the text of a page that a Source keeps, 1 MiB: a book of
// 170,000 words.
const MaxTextBytes = 1 << 20

// Extract reads what a page says of itself. contentType is the Content-Type
// header, "" where there was none; base is the address of the page, nil where
// it is not known. The error wraps ErrNotHTML, or is that of body.
func Extract(body io.Reader, contentType string, base *url.URL) (*Source, error) {
	data, err := io.ReadAll(io.LimitReader(body, MaxPageBytes))
	if err != nil {
		return nil, err
	}
	p, err := page.Read(data, contentType, base)
	if err != nil {
		return nil, errors.Join(ErrNotHTML, err)
	}
	return sourceOf(p, base), nil
}

// maxShown bounds a text of a page, in characters, before it is kept: a title
// of any length is shown whole, a page that floods is cut.
const maxShown = 1000

// shown is a text of a page or an address as it may be shown and kept: without
// control characters, and not as a part of the page, which would be kept whole.
func shown(s string) string { return strings.Clone(prose.Printable(s, maxShown)) }

func sourceOf(p *page.Page, base *url.URL) *Source {
	s := &Source{
		Canonical: shown(p.Canonical().Text), Titles: claims(p.Titles), Subtitles: claims(p.Subtitles), Descriptions: claims(p.Descriptions),
		Headings: claims(p.Headings), Kickers: claims(p.Kickers), Corrections: claims(p.Corrections), Redirects: claims(p.Redirects), Frames: claims(p.Frames),
		DOI: first(claims(p.DOIs)), Licence: first(claims(p.Licences)), Listing: shown(p.Listing), Text: p.Text, read: new(reading),
		Sites: claims(p.Sites), Publishers: claims(p.Publishers), Language: shown(p.Language().Text), From: map[string]string{}, Class: string(p.Status),
	}
	if len(s.Text) > MaxTextBytes {
		s.Text = strings.ToValidUTF8(s.Text[:MaxTextBytes], "")
	}
	if base != nil {
		s.URL = base.String()
	}
	if len(p.Types) > 0 {
		s.Type = shown(p.Types[0].Text)
	}
	for _, name := range p.By().Names {
		s.Authors = append(s.Authors, shown(name))
	}
	for _, agency := range p.Agencies {
		s.Agencies = append(s.Agencies, shown(agency.Text))
	}
	for _, byline := range p.Authors {
		for _, name := range byline.Names {
			s.Bylines = append(s.Bylines, shown(name))
		}
	}
	s.Dates = slices.Grow(s.Dates, len(p.Published))
	for _, d := range p.Published {
		s.Dates = append(s.Dates, DateClaim{dateOf(d), d.Ambiguous, d.Signal, d.Trust})
	}
	if access := claims(p.Access); len(access) > 0 {
		s.Access = access[0]
	}
	s.Date, s.Modified = dateOf(p.Date()), dateOf(p.Changed())
	for field, signal := range map[string]string{
		"title": p.Title().Signal, "authors": p.By().Signal, "date": p.Date().Signal, "modified": p.Changed().Signal, "site": p.Site().Signal,
	} {
		if signal != "" {
			s.From[field] = signal
		}
	}
	s.lead(p.Title(), p.Site())
	return s
}

// lead puts the title and the site that the page's signals agree on first.
func (s *Source) lead(title, site page.Claim) {
	s.Titles = leading(s.Titles, title)
	s.Sites = leading(s.Sites, site)
}

func leading(list []Claim, best page.Claim) []Claim {
	if best.Text == "" {
		return list
	}
	lead := make([]Claim, 1, len(list)+1)
	lead[0] = Claim{shown(best.Text), best.Signal}
	for _, c := range list {
		if c.Text != lead[0].Text {
			lead = append(lead, c)
		}
	}
	return lead
}

func claims(list []page.Claim) []Claim {
	all := slices.Grow([]Claim(nil), len(list)) // no more, since a run holds many
	for _, c := range list {
		if text := shown(c.Text); text != "" {
			all = append(all, Claim{text, c.Signal})
		}
	}
	return all
}

func dateOf(d page.DateClaim) citation.Date {
	return citation.Date{Year: d.Date.Year, Month: d.Date.Month, Day: d.Date.Day}
}
