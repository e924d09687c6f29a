package fetch

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// BenchmarkAgainstPlainLoop makes the same visits with a Client and with a
// bare net/http loop, in turns on one server, and reports the ratio of the two.
// The answers are checked.
func BenchmarkAgainstPlainLoop(b *testing.B) {
	page := gzipped([]byte("<title>A page</title>" + strings.Repeat("<p>Words of an article, which differ. </p>", 1000)))
	c, at := web(b, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			b.Error("not asked for gzip")
		}
		w.Header().Set("Content-Encoding", "gzip")
		w.Write(page)
	}))
	c.PerHost = 16
	plain := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 16}}
	defer plain.CloseIdleConnections()

	visit := func(url string) (int, error) {
		r, err := c.Get(context.Background(), url)
		if err != nil {
			return 0, err
		}
		return len(r.Body), nil
	}
	loop := func(url string) (int, error) {
		resp, err := plain.Get(url)
		if err != nil {
			return 0, err
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		return len(body), err
	}
	var ours, theirs time.Duration
	for b.Loop() {
		theirs += run(b, at, loop)
		ours += run(b, at, visit)
	}
	b.ReportMetric(float64(ours)/float64(theirs), "ratio")
	b.ReportMetric(float64(benchVisits*b.N)/ours.Seconds(), "visits/s")
}

const benchVisits = 400

// run makes benchVisits visits, 16 at once, and takes their time.
func run(b *testing.B, at string, visit func(string) (int, error)) time.Duration {
	start, turns := time.Now(), make(chan struct{}, 16)
	var wg sync.WaitGroup
	for i := range benchVisits {
		turns <- struct{}{}
		wg.Go(func() {
			defer func() { <-turns }()
			if n, err := visit(fmt.Sprintf("%s/%d", at, i)); err != nil || n != 21+42*1000 {
				b.Errorf("%d bytes, %v", n, err)
			}
		})
	}
	wg.Wait()
	return time.Since(start)
}
