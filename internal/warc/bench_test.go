package warc_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"runtime/metrics"
	"strings"
	"testing"
	"time"

	"github.com/ibid-go/ibid/internal/warc"
)

const (
	benchRecords = 10_000
	benchSize    = 8700 // bytes of a page: 87 MB in all
	benchTexts   = 500  // different pages, so that the corpus is not what fills the memory
)

// pages are texts that compress about as prose does.
func pages() [][]byte {
	random := rand.New(rand.NewPCG(1, 2))
	words := make([]string, 2000)
	for i := range words {
		words[i] = fmt.Sprintf("%x", random.Uint64())[:2+random.IntN(9)]
	}
	list := make([][]byte, benchTexts)
	for i := range list {
		var b strings.Builder
		for b.Len() < benchSize {
			b.WriteString(words[min(random.IntN(len(words)), random.IntN(len(words)))] + " ")
		}
		list[i] = []byte(b.String())
	}
	return list
}

// writeCorpus writes the records of the benchmark.
func writeCorpus(b *testing.B, w *warc.Writer, texts [][]byte) {
	b.Helper()
	for i := range benchRecords {
		text := texts[i%len(texts)]
		head := warc.ResponseHead(200, http.Header{"Content-Type": {"text/html"}}, int64(len(text)))
		draft := warc.Response("", fmt.Sprintf("https://news.example/%d", i), time.Unix(int64(i), 0), head, bytes.NewReader(text))
		if _, err := w.Write(draft); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkWrite writes the corpus. The measure is how much longer that takes than compressing the same bytes: the rest is digests and headers.
func BenchmarkWrite(b *testing.B) {
	texts := pages()
	var plain int64
	writeCorpus(b, warc.NewPlainWriter(counting{&plain}), texts)
	b.SetBytes(plain)
	against(b, func() { writeCorpus(b, warc.NewWriter(io.Discard), texts) }, func() {
		zip := gzip.NewWriter(io.Discard)
		for i := range benchRecords {
			zip.Reset(io.Discard)
			zip.Write(texts[i%len(texts)])
			zip.Close()
		}
	})
}

type counting struct{ n *int64 }

func (c counting) Write(p []byte) (int, error) {
	*c.n += int64(len(p))
	return len(p), nil
}

// BenchmarkRead reads the corpus from a file in the three ways in which it is read. The measure is how much longer that takes than inflating the same bytes.
func BenchmarkRead(b *testing.B) {
	name := filepath.Join(b.TempDir(), "corpus.warc.gz")
	f, err := os.Create(name)
	if err != nil {
		b.Fatal(err)
	}
	writeCorpus(b, warc.NewWriter(f), pages())
	f.Close()
	for _, way := range []struct {
		name string
		read func(io.Reader) (int, error)
	}{
		{"verify", func(r io.Reader) (int, error) { return eachRecord(r, (*warc.Record).Verify) }},
		{"skip", func(r io.Reader) (int, error) { return eachRecord(r, func(*warc.Record) error { return nil }) }},
		{"index", func(r io.Reader) (int, error) {
			var entries []warc.Entry
			for e, err := range warc.Scan(r, "corpus.warc.gz") {
				if err != nil {
					return 0, err
				}
				entries = append(entries, e)
			}
			return len(entries), nil
		}},
	} {
		b.Run(way.name, func(b *testing.B) {
			b.SetBytes(benchRecords * benchSize)
			against(b, func() {
				if n, err := withFile(b, name, way.read); n != benchRecords || err != nil {
					b.Fatal(n, err)
				}
			}, func() {
				withFile(b, name, func(r io.Reader) (int, error) {
					zip, err := gzip.NewReader(bufio.NewReader(r))
					if err != nil {
						b.Fatal(err)
					}
					n, err := io.Copy(io.Discard, zip)
					return int(n), err
				})
			})
		})
	}
}

func eachRecord(r io.Reader, use func(*warc.Record) error) (int, error) {
	records := warc.NewReader(r)
	for n := 0; ; n++ {
		rec, err := records.Next()
		if err == io.EOF {
			return n, nil
		}
		if err == nil {
			err = use(rec)
		}
		if err != nil {
			return n, err
		}
	}
}

func withFile(b *testing.B, name string, read func(io.Reader) (int, error)) (int, error) {
	b.Helper()
	f, err := os.Open(name)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	return read(f)
}

// against measures work by the time that gzip alone takes for the same bytes, which is the same on every machine, and by the most memory that the heap takes
// while it is done.
func against(b *testing.B, work, gzipAlone func()) {
	b.Helper()
	b.ReportAllocs()
	var working, zipping time.Duration
	peak := uint64(0)
	for b.Loop() {
		runtime.GC()
		stop := watchHeap(&peak)
		start := time.Now()
		work()
		working += time.Since(start)
		stop()
		b.StopTimer()
		start = time.Now()
		gzipAlone()
		zipping += time.Since(start)
		b.StartTimer()
	}
	b.ReportMetric(float64(working)/float64(zipping), "times-gzip")
	b.ReportMetric(float64(peak)/(1<<20), "peak-heap-MiB")
}

// watchHeap looks at the heap every millisecond, until it is stopped, and keeps the most that it took: objects, and the room between them.
func watchHeap(peak *uint64) (stop func()) {
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		samples := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/memory/classes/heap/unused:bytes"}}
		for tick := time.NewTicker(time.Millisecond); ; {
			metrics.Read(samples)
			*peak = max(*peak, samples[0].Value.Uint64()+samples[1].Value.Uint64())
			select {
			case <-done:
				tick.Stop()
				return
			case <-tick.C:
			}
		}
	}()
	return func() { close(done); <-ended }
}
