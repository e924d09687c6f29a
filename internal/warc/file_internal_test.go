package warc

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// halfDisk writes the first bytes of a record and then has no room.
type halfDisk struct {
	io.Writer
	room int
}

var errDiskFull = errors.New("disk full")

func (d halfDisk) Write(p []byte) (int, error) {
	n, err := d.Writer.Write(p[:min(d.room, len(p))])
	return n, errors.Join(err, errDiskFull)
}

func TestFullDiskLeavesWholeRecords(t *testing.T) {
	name := filepath.Join(t.TempDir(), "full.warc.gz")
	f, err := OpenFile(name)
	if err != nil {
		t.Fatal(err)
	}
	draft := Resource("", "http://a.example/", time.Unix(0, 0), "text/plain", strings.NewReader("text"))
	if err := f.Write(draft); err != nil {
		t.Fatal(err)
	}
	f.writer.buffer.Reset(&Tally{halfDisk{f.file, 30}, &f.writer.length})
	if err := f.Write(draft); !errors.Is(err, errDiskFull) {
		t.Fatal(err)
	}
	if err := f.Write(draft); !errors.Is(err, errDiskFull) {
		t.Fatalf("writing went on: %v", err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	entries := 0
	for _, err := range Scan(bytes.NewReader(content), name) {
		if err != nil {
			t.Fatal(err)
		}
		entries++
	}
	if entries != 1 {
		t.Fatalf("%d records", entries)
	}
}
