package verify_test

import (
	"cmp"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/internal/fetch/hostile"
	"github.com/ibid-go/ibid/verify"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Every behaviour of the hostile web gets its verdict, with evidence and advice;
// no host is asked before it wants to be, nothing of a page reaches a terminal,
// and nothing is left behind.
func TestHostileWeb(t *testing.T) {
	before := runtime.NumGoroutine()
	behaviours := hostile.Behaviours()
	require.GreaterOrEqual(t, len(behaviours), 60)
	web, err := hostile.Start(behaviours)
	require.NoError(t, err)
	checker := verify.Checker{AllowPrivate: true, Timeout: 2 * time.Second, Delay: -1, Concurrency: 256, MaxBytes: 2 << 20}
	var cites []*citation.Citation
	for _, b := range behaviours {
		cites = append(cites, &citation.Citation{Links: []citation.Link{{URL: web.URL(b.Name)}}})
	}
	i := 0
	for r := range checker.CheckAll(t.Context(), each(cites...)) {
		b := behaviours[i]
		i++
		all, early := web.Requests(b.Name)
		assert.Equal(t, b.Verdict, fmt.Sprintf("%v %s", r.Status, cmp.Or(r.Reason, "-")), "%s: %v %+v", b.Name, r.Err, r.Evidence)
		assert.Zero(t, early, "%s: asked before Retry-After was over", b.Name)
		assert.LessOrEqual(t, all, 40, "%s: requests", b.Name)
		assert.NotEmpty(t, r.Evidence.Sign, b.Name)
		assert.NotEmpty(t, r.Evidence.Asked, b.Name)
		assert.NotEmpty(t, r.Evidence.Came, b.Name)
		assert.NotEmpty(t, r.Reason.Advice(), b.Name)
		printable(t, b.Name, r)
	}
	assert.Equal(t, len(behaviours), i)
	assert.True(t, soon(func() bool { return web.Open() == 0 }), "%d connections are left", web.Open())
	web.Close()
	assert.True(t, soon(func() bool { return runtime.NumGoroutine() <= before+1 }), "goroutines are left")
}

// printable wants nothing in a result that a terminal could obey.
func printable(t *testing.T, name string, r *verify.Result) {
	texts := []string{r.Final, r.Evidence.Asked, r.Evidence.Came, r.Evidence.Sign}
	for _, hop := range r.Hops {
		texts = append(texts, hop.Location)
	}
	if r.Source != nil {
		texts = append(texts, r.Source.Title(), r.Source.Site())
	}
	if r.Err != nil {
		texts = append(texts, r.Err.Error())
	}
	for _, text := range texts {
		assert.Equal(t, -1, strings.IndexFunc(text, unicode.IsControl), "%s: %q", name, text)
	}
}

// soon waits for done in this goroutine, so that none is added to the count.
func soon(done func() bool) bool {
	for range 400 {
		if done() {
			return true
		}
		time.Sleep(5 * time.Millisecond)
	}
	return false
}
