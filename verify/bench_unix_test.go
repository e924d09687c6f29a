//go:build unix

package verify_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/verify"
	"golang.org/x/net/html"
)

// BenchmarkAgainstPlainLoop checks the same links with a Checker, which reads
// and compares each page, and with a bare net/http loop that parses it, in turns
// on one server. It reports links/s, CPU time a link (that of the server, which
// is the same for both, included), and the ratios of the two.
func BenchmarkAgainstPlainLoop(b *testing.B) {
	const links = 400
	var page bytes.Buffer
	z := gzip.NewWriter(&page)
	fmt.Fprintf(z, `<html><head><title>The Border Question | Example Review</title><meta name="author" content="Jane Roe">
<meta property="article:published_time" content="2020-05-02"></head><body><h1>The Border Question</h1>%s</body></html>`, strings.Repeat("<p>Words of an <a href=/x>article</a>, which differ.</p>\n", 700))
	z.Close()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Encoding", "gzip")
		w.Write(page.Bytes())
	}))
	defer server.Close()
	var cites []*citation.Citation
	for i := range links {
		cites = append(cites, cite(fmt.Sprintf("%s/%d", server.URL, i)))
	}
	var ours, theirs, ourCPU, theirCPU time.Duration
	for b.Loop() {
		theirs, theirCPU = timed(theirs, theirCPU, func() { plainLoop(b, cites) })
		ours, ourCPU = timed(ours, ourCPU, func() { checkLoop(b, cites) })
	}
	n := float64(links * b.N)
	b.ReportMetric(n/ours.Seconds(), "links/s")
	b.ReportMetric(float64(ourCPU.Microseconds())/n, "cpu-µs/link")
	b.ReportMetric(float64(ours)/float64(theirs), "time-ratio")
	b.ReportMetric(float64(ourCPU)/float64(theirCPU), "cpu-ratio")
}

func checkLoop(b *testing.B, cites []*citation.Citation) {
	checker := verify.Checker{AllowPrivate: true, Delay: -1, PerHost: 16}
	for r := range checker.CheckAll(b.Context(), each(cites...)) {
		if r.Status != verify.OK || r.Source.Title() != "The Border Question" || len(r.Findings) > 0 {
			b.Fatalf("%v %v %v", r.Status, r.Err, r.Findings)
		}
	}
}

// plainLoop gets and parses every page, 16 at once.
func plainLoop(b *testing.B, cites []*citation.Citation) {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 16}}
	defer client.CloseIdleConnections()
	var group sync.WaitGroup
	turns := make(chan struct{}, 16)
	for _, c := range cites {
		turns <- struct{}{}
		group.Go(func() {
			defer func() { <-turns }()
			resp, err := client.Get(c.URL())
			if err != nil {
				b.Error(err)
				return
			}
			defer resp.Body.Close()
			body, err := io.ReadAll(resp.Body)
			if root, err2 := html.Parse(bytes.NewReader(body)); err != nil || err2 != nil || root.FirstChild == nil {
				b.Error(err, err2)
			}
		})
	}
	group.Wait()
}

// timed adds the wall and CPU time of work.
func timed(wall, cpu time.Duration, work func()) (time.Duration, time.Duration) {
	start, used := time.Now(), cpuTime()
	work()
	return wall + time.Since(start), cpu + cpuTime() - used
}

func cpuTime() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u) // of this process: cannot fail
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
