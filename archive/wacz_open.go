package archive

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
)

// maxDescription bounds what is read of the description of a package, in bytes: it has some 150 bytes a part.
const maxDescription = 16 << 20

// openWACZ opens a package. Parts that are not what its hashes say are damage; those that are no WARC files are not needed.
func openWACZ(name string) (*Collection, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	c, err := readWACZ(f)
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	c.closer = f
	return c, nil
}

func readWACZ(f *os.File) (*Collection, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	archive, err := zip.NewReader(f, info.Size())
	if err != nil {
		return nil, err
	}
	fsys := &waczFS{archive, f}
	names, err := warcNames(fsys)
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, errors.New("it holds no WARC file: is it a WACZ?")
	}
	c, err := OpenCollection(fsys, names...)
	if err != nil {
		return nil, err
	}
	for _, damage := range checkHashes(fsys) {
		if len(c.damage) < maxDamage {
			c.damage = append(c.damage, damage)
		}
	}
	return c, nil
}

// checkHashes compares all parts with the description and the description with its digest.
func checkHashes(fsys fs.FS) []error {
	text, err := readSmall(fsys, "datapackage.json")
	if err != nil {
		return []error{err}
	}
	var damage []error
	var digest packageDigest
	if stated, err := readSmall(fsys, "datapackage-digest.json"); err == nil { // it is recommended, not required
		sum := sha256.Sum256(text)
		if err := json.Unmarshal(stated, &digest); err != nil || digest.Hash != "sha256:"+hex.EncodeToString(sum[:]) {
			damage = append(damage, errors.New("datapackage.json is not what its digest says"))
		}
	}
	var d dataPackage
	if err := json.Unmarshal(text, &d); err != nil {
		return append(damage, fmt.Errorf("datapackage.json: %w", err))
	}
	for _, r := range d.Resources {
		if err := r.check(fsys); err != nil {
			damage = append(damage, fmt.Errorf("%s: %w", r.Path, err))
		}
	}
	return damage
}

func readSmall(fsys fs.FS, name string) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxDescription))
}

// check compares a part with its hash. A hash of another kind is not looked at.
func (r resource) check(fsys fs.FS) error {
	want, ok := strings.CutPrefix(r.Hash, "sha256:")
	if !ok {
		return nil
	}
	f, err := fsys.Open(r.Path)
	if err != nil {
		return err
	}
	defer f.Close()
	hash := sha256.New()
	n, err := io.Copy(hash, io.LimitReader(f, r.Bytes+1)) // no more than it should have, whatever the package inflates to
	switch got := hex.EncodeToString(hash.Sum(nil)); {
	case err != nil:
		return err
	case n != r.Bytes:
		return fmt.Errorf("it has not the %d bytes that the package says", r.Bytes)
	case !strings.EqualFold(got, want):
		return errors.New("it is not what the hash of the package says")
	}
	return nil
}

// waczFS gives the parts that are stored without compression so that they can be read at any place, as WARC files have to be.
type waczFS struct {
	*zip.Reader
	file io.ReaderAt
}

// Open opens a part.
func (z *waczFS) Open(name string) (fs.File, error) {
	for _, f := range z.File {
		if f.Name != name || f.Method != zip.Store {
			continue
		}
		start, err := f.DataOffset()
		if err != nil {
			return nil, err
		}
		return &stored{io.NewSectionReader(z.file, start, int64(f.CompressedSize64)), f.FileInfo()}, nil
	}
	return z.Reader.Open(name)
}

// stored is a part without compression.
type stored struct {
	*io.SectionReader
	info fs.FileInfo
}

func (s *stored) Stat() (fs.FileInfo, error) { return s.info, nil }
func (s *stored) Close() error               { return nil }
