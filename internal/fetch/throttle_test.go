package fetch

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// meter counts who is in flight.
type meter struct {
	mu            sync.Mutex
	now, max      int
	host, maxHost map[string]int
	starts        map[string][]time.Time
	takes         time.Duration
}

func newMeter(takes time.Duration) *meter {
	return &meter{host: map[string]int{}, maxHost: map[string]int{}, starts: map[string][]time.Time{}, takes: takes}
}

func (m *meter) RoundTrip(req *http.Request) (*http.Response, error) {
	h := req.URL.Host
	m.add(h, 1)
	m.mu.Lock()
	m.starts[h] = append(m.starts[h], time.Now())
	m.mu.Unlock()
	resp, err := slow{pause: m.takes, chunk: "x", n: 1}.RoundTrip(req)
	if err == nil {
		resp.Body = &closer{resp.Body, func() { m.add(h, -1) }}
	}
	return resp, err
}

func (m *meter) add(h string, n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now += n
	m.host[h] += n
	m.max, m.maxHost[h] = max(m.max, m.now), max(m.maxHost[h], m.host[h])
}

func visitAll(t *testing.T, c *Client, hosts, each int) {
	var wg sync.WaitGroup
	for h := range hosts {
		for i := range each {
			wg.Go(func() {
				_, err := c.Get(t.Context(), fmt.Sprintf("http://h%d.test/%d", h, i))
				assert.NoError(t, err)
			})
		}
	}
	wg.Wait()
}

func TestHostsAreNotCrowded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := newMeter(time.Second)
		visitAll(t, &Client{Transport: m, PerHost: 3, Concurrency: 7, Delay: -1}, 5, 12)
		assert.Equal(t, 7, m.max, "all places are used, none more")
		for h, n := range m.maxHost {
			assert.LessOrEqual(t, n, 3, h)
		}
		assert.Zero(t, m.now)
	})
}

func TestDelayBetweenStarts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, start := newMeter(0), time.Now()
		visitAll(t, &Client{Transport: m, Delay: 2 * time.Second}, 2, 5)
		assert.Equal(t, 8*time.Second, time.Since(start), "hosts do not wait for each other")
		for _, starts := range m.starts {
			for i := 1; i < len(starts); i++ {
				assert.Equal(t, 2*time.Second, starts[i].Sub(starts[i-1]))
			}
		}
	})
}

func TestWaitingEndsWithTheContext(t *testing.T) {
	for name, c := range map[string]*Client{
		"for a slot of the host": {PerHost: 1, Delay: -1},
		"for a slot among all":   {Concurrency: 1, Delay: -1},
		"for the delay":          {Delay: time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := &Client{PerHost: c.PerHost, Concurrency: c.Concurrency, Delay: c.Delay, Transport: newMeter(9 * time.Second)}
				first := make(chan error)
				go func() { _, err := c.Get(t.Context(), "http://a.test/1"); first <- err }()
				synctest.Wait()
				ctx, cancel := context.WithTimeout(t.Context(), time.Second)
				defer cancel()
				start := time.Now()
				_, err := c.Get(ctx, "http://a.test/2")
				assert.Equal(t, KindCanceled, kind(t, err))
				assert.Equal(t, time.Second, time.Since(start))
				require.NoError(t, <-first)

				_, err = c.Get(t.Context(), "http://b.test/3")
				assert.NoError(t, err, "nobody kept the slot")
			})
		})
	}
}

func TestFailedRequestsGiveTheirSlotBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &Client{PerHost: 1, Delay: -1, Transport: transportFunc(func(*http.Request) (*http.Response, error) { return nil, fmt.Errorf("no") })}
		for range 3 {
			_, err := c.Get(t.Context(), "http://a.test/")
			assert.Equal(t, KindProtocol, kind(t, err))
		}
	})
}
