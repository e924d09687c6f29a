package verify

import (
	"compress/gzip"
	"context"
	"io"
	"net/url"
	"strings"

	"github.com/ibid-go/ibid/archive"
)

// recallHeadline compares again where the page does not bear the cited title but an older copy of it may: the copy that the note
// cites, else one in an archive that can be read without a visit.
func (r *run) recallHeadline(res *Result, k copies) {
	if res.Source == nil || res.Comparison.Of(PartTitle).Agreement != Differs {
		return
	}
	source := *res.Source
	if k.whole != nil {
		source = *k.whole
	}
	if source.Earlier = k.headlines(); len(source.Earlier) == 0 {
		source.Earlier = r.archivedHeadlines(CopyQuery(res.Citation, k.url, r.report))
	}
	if again := Examine(res.Citation, &source); again.Of(PartTitle).Why == whyChanged {
		source.Text, source.read, source.cut = "", nil, res.Source.cut
		res.Source, res.Comparison, res.Findings = &source, again, again.Findings
	}
}

// longestWhole bounds the text of a page that is kept for a second comparison, in
// bytes: that of a very long article.
const longestWhole = 64 << 10

// keepWhole keeps a page with its text until older copies of it were asked, where
// it has another title than the note.
func (r *run) keepWhole(j *job) {
	source := j.result.Source
	if source == nil || len(source.Text) > longestWhole || j.archivedURL == "" && len(r.openers()) == 0 || j.result.Comparison.Of(PartTitle).Agreement != Differs {
		return
	}
	whole := *source
	j.whole = &whole
}

// openFinder is an archive that gives the content of its copies.
type openFinder interface {
	archive.Finder
	archive.Opener
}

func (r *run) openers() []openFinder {
	finders, several := r.checker.Archive.(archive.Finders)
	if !several {
		finders = archive.Finders{r.checker.Archive}
	}
	var openers []openFinder
	for _, finder := range finders {
		if opener, ok := finder.(openFinder); ok {
			openers = append(openers, opener)
		}
	}
	return openers
}

// headlines are the titles of the copy that the note cites.
func (k copies) headlines() []Claim {
	if k.copy == nil || k.copy.Source == nil {
		return nil
	}
	return headlinesOf(k.copy.Source, k.archivedURL)
}

// headlinesOf gives the titles of a copy, with the place where it was read.
func headlinesOf(s *Source, address string) []Claim {
	list := make([]Claim, len(s.Titles))
	for i, title := range s.Titles {
		list[i] = Claim{title.Text, "archived copy " + address}
	}
	return list
}

// archivedHeadlines reads the titles of the copy nearest to the cited day.
func (r *run) archivedHeadlines(q archive.Query) []Claim {
	for _, opener := range r.openers() {
		if s, err := opener.Find(r.ctx, q); err == nil && s.Good() {
			return readHeadlines(r.ctx, opener, s)
		}
	}
	return nil
}

// readHeadlines gives nothing where the copy cannot be read: then it is no witness.
func readHeadlines(ctx context.Context, opener archive.Opener, s *archive.Snapshot) []Claim {
	resp, err := opener.Open(ctx, s)
	if err != nil {
		return nil
	}
	defer resp.Body.Close()
	base, err := url.Parse(s.Original)
	if err != nil {
		return nil
	}
	body := io.Reader(resp.Body)
	if strings.EqualFold(resp.Header.Get("Content-Encoding"), "gzip") { // as it was captured
		if body, err = gzip.NewReader(resp.Body); err != nil {
			return nil
		}
	}
	source, err := Extract(body, resp.Header.Get("Content-Type"), base)
	if err != nil {
		return nil
	}
	return headlinesOf(source, "of "+s.Time.Format("January 2, 2006"))
}
