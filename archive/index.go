package archive

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/ibid-go/ibid/internal/warc"
)

const (
	// indexName is the file beside recordings that holds their index.
	indexName = "index.cdxj"
	// indexWorth is how many bytes of recordings are worth an index in a file: fewer are read in a tenth of a second.
	indexWorth = 8 << 20
	// indexMark opens the line that says of which files an index is; other tools pass over it.
	indexMark = "!ibid "
)

// indexed is what an index says of itself: the files that it is of, by name, with their sizes in bytes. WARC files only grow, so that a
// file of the same size is the same file.
type indexed struct {
	Version int              `json:"version"`
	Files   map[string]int64 `json:"files"`
}

const indexVersion = 1

// WriteIndex writes the index (CDXJ), in which the captures are sorted by address and time. As index.cdxj among the files of the
// collection it spares the next [OpenCollection] reading them. A damaged collection has no index: it would hide the damage.
func (c *Collection) WriteIndex(w io.Writer) error {
	if len(c.damage) > 0 {
		return fmt.Errorf("archive: no index of a damaged collection, first in %w", c.damage[0])
	}
	sizes, err := sizesOf(c.fsys, c.files)
	if err != nil {
		return fmt.Errorf("archive: %w", err)
	}
	head, err := json.Marshal(indexed{indexVersion, sizes})
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(w, "%s%s\n", indexMark, head); err != nil {
		return err
	}
	return warc.WriteWholeCDXJ(w, c.entries)
}

func sizesOf(fsys fs.FS, names []string) (map[string]int64, error) {
	sizes := make(map[string]int64, len(names))
	for _, name := range names {
		info, err := fs.Stat(fsys, name)
		if err != nil {
			return nil, err
		}
		sizes[name] = info.Size()
	}
	return sizes, nil
}

// readIndex gives the entries of an index in the order of the files, if there is one, and it is whole and of these files as they are.
func readIndex(fsys fs.FS, names []string) ([]warc.Entry, bool) {
	f, err := fsys.Open(indexName)
	if err != nil {
		return nil, false
	}
	defer f.Close()
	r := bufio.NewReader(f)
	if !isFresh(r, fsys, names) {
		return nil, false
	}
	var entries []warc.Entry
	for e, err := range warc.ReadCDXJ(r) {
		if err != nil || !slices.Contains(names, e.Filename) {
			return nil, false
		}
		entries = append(entries, e)
	}
	place := map[string]int{}
	for i, name := range names {
		place[name] = i
	}
	slices.SortFunc(entries, func(a, b warc.Entry) int {
		for _, d := range [...]int64{int64(place[a.Filename] - place[b.Filename]), a.Offset - b.Offset, a.Skip - b.Skip} {
			if d != 0 {
				return int(max(-1, min(1, d)))
			}
		}
		return 0
	})
	return entries, true
}

// maxIndexHead bounds the first line of an index, in bytes: it names the files.
const maxIndexHead = 1 << 20

// isFresh reads the first line and compares the files that it names with those that are there.
func isFresh(r *bufio.Reader, fsys fs.FS, names []string) bool {
	var head []byte
	for len(head) < maxIndexHead {
		part, err := r.ReadSlice('\n')
		head = append(head, part...)
		if err == nil {
			break
		}
		if err != bufio.ErrBufferFull {
			return false
		}
	}
	text, marked := bytes.CutPrefix(head, []byte(indexMark))
	var about indexed
	if !marked || json.Unmarshal(text, &about) != nil || about.Version != indexVersion || len(about.Files) != len(names) {
		return false
	}
	sizes, err := sizesOf(fsys, names)
	if err != nil {
		return false
	}
	for name, size := range sizes {
		if about.Files[name] != size {
			return false
		}
	}
	return true
}

// keepIndex leaves an index in the folder for the next time, if it was not taken from one. That it cannot be written is no loss.
func (c *Collection) keepIndex(folder string) {
	sizes, err := sizesOf(c.fsys, c.files)
	total := int64(0)
	for _, size := range sizes {
		total += size
	}
	if err != nil || !c.scanned || len(c.damage) > 0 || total < indexWorth {
		return
	}
	f, err := os.CreateTemp(folder, ".index-*")
	if err != nil {
		return
	}
	defer os.Remove(f.Name())
	out := bufio.NewWriter(f)
	err = c.WriteIndex(out)
	if err == nil {
		err = out.Flush()
	}
	if closed := f.Close(); err == nil && closed == nil {
		os.Rename(f.Name(), filepath.Join(folder, indexName))
	}
}
