package archive

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"math"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync/atomic"

	"github.com/ibid-go/ibid/internal/warc"
)

// Collection is a set of WARC files with an index in memory: addresses, times and places, not the pages. It is safe for
// concurrent use. It is a [Finder] and an [Opener].
type Collection struct {
	fsys    fs.FS
	files   []string
	entries []warc.Entry
	byURL   map[string][]int // by the loosest spelling of an address; positions in entries
	byID    map[string]int
	digests map[string][]int
	damage  []error
	scanned bool // the index comes from the files and not from one that was kept
	closed  atomic.Bool
	closer  io.Closer // of what fsys stands on; may be nil
}

// OpenCollection reads the named WARC files, or every *.warc and *.warc.gz in fsys if none is named. Where fsys holds an index of just these files
// (index.cdxj, see [Collection.WriteIndex]) as long as they are now, it is taken in place of reading them. An error means that a file could
// not be read at all. A damaged file gives what is whole: see [Collection.Damage].
func OpenCollection(fsys fs.FS, names ...string) (*Collection, error) {
	if len(names) == 0 {
		var err error
		if names, err = warcNames(fsys); err != nil {
			return nil, fmt.Errorf("archive: %w", err)
		}
	}
	c := &Collection{fsys: fsys, files: names, byURL: map[string][]int{}, byID: map[string]int{}, digests: map[string][]int{}}
	if entries, ok := readIndex(fsys, names); ok {
		for _, e := range entries {
			c.index(e)
		}
		return c, nil
	}
	for _, name := range names {
		if err := c.add(name); err != nil {
			return nil, fmt.Errorf("archive: %w", err)
		}
	}
	c.scanned = true
	return c, nil
}

// OpenPath opens one WARC file, every one in a folder and the folders in it, or a WACZ package. Of a package all hashes are compared; parts that differ are
// damage: see [Collection.Damage]. In a folder with much to read the index is kept as index.cdxj, and made anew when the files have changed.
func OpenPath(name string) (*Collection, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, fmt.Errorf("archive: %w", err)
	}
	switch {
	case info.IsDir():
		c, err := OpenCollection(os.DirFS(name))
		if err == nil {
			c.keepIndex(name)
		}
		return c, err
	case strings.EqualFold(filepath.Ext(name), ".wacz"):
		c, err := openWACZ(name)
		if err != nil {
			return nil, fmt.Errorf("archive: %w", err)
		}
		return c, nil
	}
	return OpenCollection(os.DirFS(filepath.Dir(name)), filepath.Base(name))
}

func warcNames(fsys fs.FS) ([]string, error) {
	var names []string
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() && (strings.HasSuffix(name, ".warc") || strings.HasSuffix(name, ".warc.gz")) {
			names = append(names, name)
		}
		return err
	})
	return names, err
}

// maxDamage bounds the damages that are listed: a file can be made of nothing else.
const maxDamage = 100

// add indexes one file.
func (c *Collection) add(name string) error {
	f, err := c.fsys.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	for e, err := range warc.Scan(f, name) {
		switch {
		case err == nil:
			c.index(e)
		case len(c.damage) < maxDamage:
			c.damage = append(c.damage, fmt.Errorf("%s: %w", name, err))
		}
	}
	return nil
}

func (c *Collection) index(e warc.Entry) {
	n := len(c.entries)
	c.entries = append(c.entries, e)
	key := keysOf(e.URL).loose
	c.byURL[key] = append(c.byURL[key], n)
	if e.Type == warc.TypeRevisit {
		return
	}
	c.byID[e.ID] = n
	if e.Digest != "" {
		c.digests[e.Digest] = append(c.digests[e.Digest], n)
	}
}

// Len is the number of captures.
func (c *Collection) Len() int { return len(c.entries) }

// Damage lists what could not be read, with file and offset, up to a hundred; empty if every file is whole. While there is damage, Find does not
// say that a copy is absent, since it may be in the unread part.
func (c *Collection) Damage() []error { return c.damage }

// Close ends the use of the collection. Bodies that are open may be read on, unless they come from a package; all else returns an error that is [fs.ErrClosed].
func (c *Collection) Close() error {
	if c.closed.Swap(true) || c.closer == nil {
		return nil
	}
	return c.closer.Close()
}

// Find looks for the address in its several spellings: see [Match]. It asks no network. Copies that were answered as pages and say "not found", or only lead
// elsewhere, are passed over for a good one nearby.
func (c *Collection) Find(ctx context.Context, q Query) (*Snapshot, error) {
	if err := c.usable(ctx, q.URL); err != nil {
		return nil, err
	}
	if _, err := targetOf(q.URL); err != nil {
		return nil, &Error{Archive: localArchive, URL: q.URL, Err: err}
	}
	candidates := c.candidates(q.URL)
	for range maxTried {
		s := best(q, candidates)
		if s == nil {
			return nil, c.absent(q.URL, outside(q, candidates))
		}
		if c.look(ctx, s); s.Good() {
			return s, nil
		}
	}
	return best(q, candidates), nil
}

// look judges the content of a copy; one that cannot be read stays as it is known.
func (c *Collection) look(ctx context.Context, s *Snapshot) {
	resp, err := c.Open(ctx, s)
	if err != nil {
		return
	}
	defer resp.Body.Close()
	judge(s, resp)
}

// absent says that there is no copy, if that can be said.
func (c *Collection) absent(address, why string) error {
	if len(c.damage) > 0 {
		return &Error{Archive: localArchive, URL: address, Err: fmt.Errorf("it is damaged, first in %w", c.damage[0])}
	}
	return notFound(localArchive, address, why)
}

// localArchive is the name of a collection in messages.
const localArchive = "the local collection"

func (c *Collection) usable(ctx context.Context, address string) error {
	err := ctx.Err()
	if c.closed.Load() {
		err = fs.ErrClosed
	}
	if err != nil {
		return &Error{Archive: localArchive, URL: address, Err: err}
	}
	return nil
}

// candidates are the captures of an address in all its spellings, in the order of the files.
func (c *Collection) candidates(address string) []*Snapshot {
	var list []*Snapshot
	for _, n := range c.byURL[keysOf(address).loose] {
		list = append(list, snapshotOf(c.entries[n], address))
	}
	return list
}

func snapshotOf(e warc.Entry, asked string) *Snapshot {
	s := &Snapshot{
		Archive: path.Base(e.Filename), Original: e.URL, Time: e.Time, Status: e.Status,
		MediaType: e.MIME, Digest: e.Digest, Match: matchURL(asked, e.URL), Trusted: true,
	}
	if e.Type == warc.TypeResource {
		s.Status = http.StatusOK // a file that was kept as such
	}
	return s
}

// openAt opens the record at a place. The record's block is to be read before the closer is closed.
func (c *Collection) openAt(e warc.Entry) (*warc.Record, io.Closer, error) {
	f, err := c.fsys.Open(e.Filename)
	if err != nil {
		return nil, nil, err
	}
	part, err := section(f, e.Offset, e.Length)
	if err == nil {
		var rec *warc.Record
		if rec, err = recordAt(part, e.Skip); err == nil {
			return rec, f, nil
		}
	}
	f.Close()
	return nil, nil, fmt.Errorf("%s, offset %d: %w", e.Filename, e.Offset, err)
}

// section is a part of a file; a length of 0 goes to its end. Files that cannot be read at an offset, such as compressed ones in a zip, are read up to it.
func section(f fs.File, offset, length int64) (io.Reader, error) {
	if length == 0 {
		length = math.MaxInt64 - offset
	}
	switch at := f.(type) {
	case io.ReaderAt:
		return io.NewSectionReader(at, offset, length), nil
	case io.Seeker:
		_, err := at.Seek(offset, io.SeekStart)
		return io.LimitReader(f, length), err
	}
	_, err := io.CopyN(io.Discard, f, offset)
	return io.LimitReader(f, length), err
}

// recordAt is the first record, or the one after skip inflated bytes where a gzip member holds several.
func recordAt(r io.Reader, skip int64) (*warc.Record, error) {
	records := warc.NewReader(r)
	for {
		rec, err := records.Next()
		if err != nil {
			return nil, err
		}
		if rec.Skip >= skip {
			return rec, nil
		}
	}
}
