package archive

import (
	"archive/zip"
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/ibid-go/ibid/internal/page"
	"github.com/ibid-go/ibid/internal/warc"
)

// Package says what a WACZ file is. The zero value is ready.
type Package struct {
	Title       string
	Description string
	Software    string    // who makes the file, such as "ibid/1.0"
	Created     time.Time // the zero time means now
	MainPage    string    // address of the page to be shown first; empty names none
}

// waczVersion is the version of the specification that is written (specs.webrecorder.net/wacz/1.1.1).
const waczVersion = "1.1.1"

// dataPackage is datapackage.json.
type dataPackage struct {
	Profile      string     `json:"profile"`
	Version      string     `json:"wacz_version"`
	Title        string     `json:"title,omitempty"`
	Description  string     `json:"description,omitempty"`
	Created      string     `json:"created"`
	Modified     string     `json:"modified"`
	Software     string     `json:"software,omitempty"`
	MainPageURL  string     `json:"mainPageUrl,omitempty"`
	MainPageDate string     `json:"mainPageDate,omitempty"`
	Resources    []resource `json:"resources"`
}

type resource struct {
	Name  string `json:"name"`
	Path  string `json:"path"`
	Hash  string `json:"hash"`
	Bytes int64  `json:"bytes"`
}

// packageDigest is datapackage-digest.json.
type packageDigest struct {
	Path string `json:"path"`
	Hash string `json:"hash"`
}

// waczPage is a line of pages.jsonl.
type waczPage struct {
	ID    string `json:"id"`
	URL   string `json:"url"`
	Time  string `json:"ts"`
	Title string `json:"title,omitempty"`
}

// WriteWACZ packs a collection into one file (WACZ 1.1.1) that replay tools open: its WARC files as they are, an index, the list of pages with
// their titles, and a hash of each part. A damaged collection is packed too, as it is.
func (c *Collection) WriteWACZ(w io.Writer, p Package) error {
	out := &packer{zip: zip.NewWriter(w), created: cmp.Or(p.Created, time.Now()).UTC()}
	for _, name := range c.files {
		out.copy("archive/"+packedName(name), c.fsys, name)
	}
	out.add("indexes/index.cdx", func(w io.Writer) error { return warc.WriteCDXJ(w, c.packedEntries()) })
	pages := c.pages()
	out.add("pages/pages.jsonl", func(w io.Writer) error { return writePages(w, pages) })
	if err := out.describe(p, pages); err != nil {
		return fmt.Errorf("archive: packing: %w", err)
	}
	return nil
}

// packedName is the name of a WARC file in the one folder that the format has for them.
func packedName(name string) string { return strings.ReplaceAll(name, "/", "_") }

func (c *Collection) packedEntries() []warc.Entry {
	entries := slices.Clone(c.entries)
	for i := range entries {
		entries[i].Filename = packedName(entries[i].Filename)
	}
	return entries
}

// packer writes the parts and remembers their hashes. After an error it writes nothing more.
type packer struct {
	zip       *zip.Writer
	created   time.Time
	resources []resource
	err       error
}

// add writes a part without compression, so that it can be read at any place.
func (p *packer) add(path string, write func(io.Writer) error) {
	if p.err != nil {
		return
	}
	part, err := p.zip.CreateHeader(&zip.FileHeader{Name: path, Method: zip.Store, Modified: p.created})
	if err != nil {
		p.err = err
		return
	}
	hash, size := sha256.New(), int64(0)
	p.err = write(io.MultiWriter(&warc.Tally{W: part, N: &size}, hash))
	_, name, _ := strings.Cut(path, "/")
	p.resources = append(p.resources, resource{Name: cmp.Or(name, path), Path: path, Hash: "sha256:" + hex.EncodeToString(hash.Sum(nil)), Bytes: size})
}

func (p *packer) copy(path string, fsys fs.FS, name string) {
	p.add(path, func(w io.Writer) error {
		f, err := fsys.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		_, err = io.Copy(w, f)
		return err
	})
}

// describe writes what the package is and the hash of that, and ends the file.
func (p *packer) describe(about Package, pages []waczPage) error {
	stamp := p.created.Format(time.RFC3339)
	d := dataPackage{
		Profile: "data-package", Version: waczVersion, Title: about.Title, Description: about.Description,
		Created: stamp, Modified: stamp, Software: about.Software, MainPageURL: about.MainPage, Resources: p.resources,
	}
	for _, page := range pages {
		if about.MainPage != "" && page.URL == about.MainPage {
			d.MainPageDate = page.Time
		}
	}
	text, err := json.MarshalIndent(d, "", "  ")
	if err != nil {
		return err
	}
	p.add("datapackage.json", write(text))
	sum := sha256.Sum256(text)
	digest, err := json.Marshal(packageDigest{"datapackage.json", "sha256:" + hex.EncodeToString(sum[:])})
	if err != nil {
		return err
	}
	p.add("datapackage-digest.json", write(digest))
	return errors.Join(p.err, p.zip.Close())
}

func write(text []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	}
}

func writePages(w io.Writer, pages []waczPage) error {
	out := json.NewEncoder(w)
	if err := out.Encode(map[string]string{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}); err != nil {
		return err
	}
	for _, p := range pages {
		if err := out.Encode(p); err != nil {
			return err
		}
	}
	return nil
}

// pages are the captures that a person would open: documents with a status of success, in the order of the files.
func (c *Collection) pages() []waczPage {
	var list []waczPage
	for n, e := range c.entries {
		if e.Type == warc.TypeRevisit || e.Status != 0 && e.Status != http.StatusOK || !slices.Contains([]string{"text/html", "application/xhtml+xml", "application/pdf", "text/plain"}, e.MIME) {
			continue
		}
		list = append(list, waczPage{
			ID: strings.Trim(warc.NameID(e.URL, e.ID, e.Time.String()), "<>"), URL: e.URL,
			Time: e.Time.UTC().Format(time.RFC3339), Title: c.title(n),
		})
	}
	return list
}

// title is what a page calls itself, "" where it cannot be read.
func (c *Collection) title(n int) string {
	e := c.entries[n]
	if !strings.Contains(e.MIME, "html") {
		return ""
	}
	resp, err := c.response(e)
	if err != nil {
		return ""
	}
	defer resp.Body.Close()
	if isGzip(resp.Header) {
		inflate(resp)
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxJudged))
	if err != nil && len(body) == 0 {
		return ""
	}
	base, err := url.Parse(e.URL)
	if err != nil {
		return ""
	}
	p, err := page.Read(bytes.Clone(body), resp.Header.Get("Content-Type"), base)
	if err != nil {
		return ""
	}
	return p.Title().Text
}
