package warc_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/ibid-go/ibid/internal/warc"
)

const (
	benchRecords = 500
	benchSize    = 8700 // bytes of a page
)

// pages are texts that compress about as prose does.
func pages() [][]byte {
	random := rand.New(rand.NewPCG(1, 2))
	words := make([]string, 2000)
	for i := range words {
		words[i] = fmt.Sprintf("%x", random.Uint64())[:2+random.IntN(9)]
	}
	list := make([][]byte, benchRecords)
	for i := range list {
		var b strings.Builder
		for b.Len() < benchSize {
			b.WriteString(words[min(random.IntN(len(words)), random.IntN(len(words)))] + " ")
		}
		list[i] = []byte(b.String())
	}
	return list
}

func benchDrafts(list [][]byte) []*warc.Draft {
	drafts := make([]*warc.Draft, len(list))
	for i, page := range list {
		head := warc.ResponseHead(200, http.Header{"Content-Type": {"text/html"}}, int64(len(page)))
		drafts[i] = warc.Response("", fmt.Sprintf("https://news.example/%d", i), time.Unix(int64(i), 0), head, bytes.NewReader(page))
	}
	return drafts
}

// BenchmarkWrite reports how much longer writing takes than compressing the same bytes: the rest is digests and headers.
func BenchmarkWrite(b *testing.B) {
	drafts := benchDrafts(pages())
	var plain bytes.Buffer
	write(b, warc.NewPlainWriter(&plain), drafts)
	perRecord := plain.Len() / len(drafts)
	b.SetBytes(int64(plain.Len()))
	var writing, zipping time.Duration
	for b.Loop() {
		start := time.Now()
		write(b, warc.NewWriter(io.Discard), drafts)
		writing += time.Since(start)
		b.StopTimer()
		start = time.Now()
		zip := gzip.NewWriter(io.Discard)
		for rest := plain.Bytes(); len(rest) > 0; rest = rest[min(perRecord, len(rest)):] {
			zip.Reset(io.Discard)
			zip.Write(rest[:min(perRecord, len(rest))])
			zip.Close()
		}
		zipping += time.Since(start)
		b.StartTimer()
	}
	b.ReportMetric(float64(writing)/float64(zipping), "times-gzip")
}

// BenchmarkRead reports how much longer reading takes than inflating the same bytes, with and without checking digests.
func BenchmarkRead(b *testing.B) {
	var file bytes.Buffer
	write(b, warc.NewWriter(&file), benchDrafts(pages()))
	for name, use := range map[string]func(*warc.Record) error{
		"verify": (*warc.Record).Verify,
		"skip":   func(*warc.Record) error { return nil },
	} {
		b.Run(name, func(b *testing.B) {
			benchRead(b, file.Bytes(), func(r io.Reader) int {
				n := 0
				for records := warc.NewReader(r); ; n++ {
					rec, err := records.Next()
					if err == io.EOF {
						return n
					}
					if err == nil {
						err = use(rec)
					}
					if err != nil {
						b.Fatal(err)
					}
				}
			})
		})
	}
	b.Run("index", func(b *testing.B) {
		benchRead(b, file.Bytes(), func(r io.Reader) int {
			n := 0
			for _, err := range warc.Scan(r, "") {
				if err != nil {
					b.Fatal(err)
				}
				n++
			}
			return n
		})
	})
}

func benchRead(b *testing.B, file []byte, read func(io.Reader) int) {
	b.ReportAllocs()
	var reading, inflating time.Duration
	for b.Loop() {
		start := time.Now()
		if n := read(bytes.NewReader(file)); n != benchRecords {
			b.Fatalf("%d records", n)
		}
		reading += time.Since(start)
		b.StopTimer()
		start = time.Now()
		zip, _ := gzip.NewReader(bytes.NewReader(file))
		n, err := io.Copy(io.Discard, zip)
		if err != nil {
			b.Fatal(err)
		}
		inflating += time.Since(start)
		b.SetBytes(n)
		b.StartTimer()
	}
	b.ReportMetric(float64(reading)/float64(inflating), "times-gzip")
}
