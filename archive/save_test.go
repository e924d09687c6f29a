package archive_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/ibid-go/ibid/archive"
)

const secret = "s3cr3t-never-shown"

// spn is Save Page Now as far as it can be told from outside: orders, jobs, and what becomes of them.
type spn struct {
	mu      sync.Mutex
	orders  []string // the address and the period within which a copy is taken
	jobs    map[string]string
	polls   int
	end     func(polls int, address string) string // the answer about a job
	order   func(address string) (int, string)     // an answer to an order in place of a job
	polled  func()
	refused int // requests without keys
}

func (s *spn) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r.Header.Get("Authorization") != "LOW key:"+secret {
		s.refused++
		w.WriteHeader(401)
		fmt.Fprint(w, `{"message": "You need to be logged in to use Save Page Now."}`)
		return
	}
	if job, ok := strings.CutPrefix(r.URL.Path, "/save/status/"); ok {
		s.polls++
		if s.polled != nil {
			s.polled()
		}
		fmt.Fprint(w, s.end(s.polls, s.jobs[job]))
		return
	}
	address := r.FormValue("url")
	s.orders = append(s.orders, strings.TrimSpace(address+" "+r.FormValue("if_not_archived_within")))
	if s.order != nil {
		if status, text := s.order(address); status != 0 {
			w.WriteHeader(status)
			fmt.Fprint(w, text)
			return
		}
	}
	if s.jobs == nil {
		s.jobs = map[string]string{}
	}
	job := fmt.Sprintf("spn2-%d", len(s.orders))
	s.jobs[job] = address
	fmt.Fprintf(w, `{"url": %q, "job_id": %q}`, address, job)
}

func success(_ int, address string) string {
	return fmt.Sprintf(`{"status": "success", "original_url": %q, "timestamp": "20260827142259", "http_status": 200}`, address)
}

func saver(rt http.RoundTripper) *archive.SavePageNow {
	return &archive.SavePageNow{Keys: archive.Keys{Access: "key", Secret: secret}, Base: "https://spn.test", Transport: rt}
}

func TestSavePageNow(t *testing.T) {
	orderSays := func(status int, text string) func(string) (int, string) {
		return func(string) (int, string) { return status, text }
	}
	polls := func(text string) func(int, string) string { return func(int, string) string { return text } }
	const recent = `{"job_id": "spn2-1", "message": "The same snapshot had been made 2 minutes ago."}`
	const at = "https://spn.test/web/20260827142259/" + story
	for name, c := range map[string]struct {
		order func(string) (int, string)
		end   func(int, string) string
		want  string
	}{
		"confirmed": {nil, success, "confirmed " + at},
		"after a while": {nil, func(n int, address string) string {
			if n < 5 {
				return `{"status": "pending", "resources": []}`
			}
			return success(n, address)
		}, "confirmed " + at},
		"after a redirect":      {nil, func(int, string) string { return success(0, "https://think-tank.test/report/") }, "confirmed https://spn.test/web/20260827142259/https://think-tank.test/report/"},
		"recent":                {orderSays(200, recent), func(int, string) string { return success(0, story) }, "recent " + at},
		"never ends":            {nil, polls(`{"status": "pending"}`), "pending -"},
		"time cut short":        {nil, polls(`{"status": "success", "original_url": "` + story + `", "timestamp": "2026"}`), "pending -"},
		"no page in the answer": {nil, polls(`{"status": "success", "timestamp": "20260827142259"}`), "pending -"},
		"question fails":        {nil, polls(`<html>`), "pending -"},
		"refused in a success":  {orderSays(200, `{"status": "error", "status_ext": "error:too-many-daily-captures", "message": "5 times today."}`), nil, "final error:too-many-daily-captures"},
		"session limit":         {orderSays(200, `{"status": "error", "status_ext": "error:user-session-limit"}`), nil, "transient error:user-session-limit"},
		"not found":             {nil, polls(`{"status": "error", "status_ext": "error:not-found"}`), "final error:not-found"},
		"no browsers":           {nil, polls(`{"status": "error", "status_ext": "error:no-browsers-available"}`), "transient error:no-browsers-available"},
		"unknown reason":        {nil, polls(`{"status": "error", "status_ext": "error:brand-new"}`), "final error:brand-new"},
		"520":                   {orderSays(520, ""), nil, "unclear "},
		"no job":                {orderSays(200, `{}`), nil, "unclear "},
		"no JSON":               {orderSays(200, `ok`), nil, "unclear "},
		"429":                   {orderSays(429, ""), nil, "transient "},
		"401":                   {orderSays(401, `{"message": "log in"}`), nil, "final "},
		"400":                   {orderSays(400, `{"message": "bad"}`), nil, "final "},
	} {
		later(t, func(t *testing.T) {
			n := saver(&service{handler: &spn{order: c.order, end: c.end}})
			host := strings.ReplaceAll(name, " ", "-") + ".spn.test" // each has a budget of its own
			n.Base = "https://" + host
			saved, err := n.Save(t.Context(), archive.Order{URL: story})
			assert.Equal(t, strings.Replace(c.want, "spn.test", host, 1), outcome(saved, err), "%s: %v", name, err)
			assert.NotContains(t, fmt.Sprintf("%+v %#v %v", saved, saved, err), secret, name)
		})
	}
}

// TestReasons runs testdata/save_reasons.txt: each reason as the answer to the order, with a status of success, and as the end of the job.
func TestReasons(t *testing.T) {
	text, err := os.ReadFile("testdata/save_reasons.txt")
	require.NoError(t, err)
	n := 0
	for line := range strings.Lines(string(text)) {
		f := strings.Fields(line)
		if f[0] == "#" {
			continue
		}
		said := fmt.Sprintf(`{"status": "error", "status_ext": "error:%s", "message": "…"}`, f[1])
		for _, fake := range []*spn{
			{order: func(string) (int, string) { return http.StatusOK, said }},
			{end: func(int, string) string { return said }},
		} {
			n++
			later(t, func(t *testing.T) {
				s := saver(&service{handler: fake})
				s.Base = fmt.Sprintf("https://%d.spn.test", n) // each has a budget of its own
				saved, err := s.Save(t.Context(), archive.Order{URL: story})
				assert.Nil(t, saved, line)
				assert.Equal(t, f[0]+" error:"+f[1], outcome(saved, err), "%v", err)
			})
		}
	}
	assert.Greater(t, n, 70)
}

func outcome(s *archive.Saved, err error) string {
	var e *archive.SaveError
	switch {
	case err == nil && s.Snapshot != nil:
		return s.State.String() + " " + s.Snapshot.URL
	case err == nil:
		return s.State.String() + " -"
	case errors.As(err, &e) && e.Unclear:
		return "unclear " + e.Code
	case errors.As(err, &e) && e.Transient:
		return "transient " + e.Code
	case errors.As(err, &e):
		return "final " + e.Code
	}
	return err.Error()
}

func TestWhatIsNotOrdered(t *testing.T) {
	fake := &spn{end: success}
	net := &service{handler: fake}
	for _, address := range []string{"https://web.archive.org/web/2020/" + story, "https://perma.cc/AB12-CD34", "mailto:a@b.test", ""} {
		for _, s := range []archive.Saver{saver(net), &archive.PermaSaver{Key: "k", Transport: net}} {
			_, err := s.Save(t.Context(), archive.Order{URL: address})
			var e *archive.SaveError
			assert.ErrorAs(t, err, &e, address)
		}
	}
	for _, s := range []archive.Saver{&archive.SavePageNow{Transport: net}, &archive.PermaSaver{Transport: net}} {
		_, err := s.Save(t.Context(), archive.Order{URL: story})
		assert.ErrorIs(t, err, archive.ErrNoKeys)
	}
	_, err := (&archive.SavePageNow{Keys: archive.Keys{Access: "key", Secret: secret}, Base: "http://spn.test", Transport: net}).Save(t.Context(), archive.Order{URL: story})
	assert.ErrorContains(t, err, "https alone")
	assert.Empty(t, net.asked)
}

func TestKeysAreNeverShown(t *testing.T) {
	env := map[string]string{"IA_ACCESS_KEY_ID": "key", "IA_SECRET_ACCESS_KEY": secret}
	keys, err := archive.KeysFrom(func(name string) string { return env[name] })
	require.NoError(t, err)
	assert.Equal(t, secret, keys.Secret)
	_, err = archive.KeysFrom(func(string) string { return "" })
	assert.ErrorIs(t, err, archive.ErrNoKeys)

	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "keys", keys, "key", archive.APIKey(secret))
	text, err := json.Marshal(map[string]any{"keys": keys, "key": archive.APIKey(secret), "saver": saver(nil).Keys})
	require.NoError(t, err)
	for _, shown := range []string{log.String(), string(text), fmt.Sprintf("%v %+v %#v %s", keys, keys, keys, keys), fmt.Sprintf("%v %#v %q", archive.APIKey(secret), archive.APIKey(secret), archive.APIKey(secret)), fmt.Sprintf("%+v", saver(nil).Keys)} {
		assert.NotContains(t, shown, secret)
	}
	later(t, func(t *testing.T) {
		leaky := roundTrip(func(r *http.Request) (*http.Response, error) { return nil, fmt.Errorf("cannot send %v", r.Header) })
		_, err := saver(leaky).Save(t.Context(), archive.Order{URL: story})
		assert.ErrorContains(t, err, "cannot send")
		assert.NotContains(t, err.Error(), secret)
		_, err = (&archive.PermaSaver{Key: secret, Transport: leaky}).Save(t.Context(), archive.Order{URL: story})
		assert.NotContains(t, err.Error(), secret)
	})
}

func TestOrdersKeepThePace(t *testing.T) {
	later(t, func(t *testing.T) {
		j, err := archive.OpenJournal(filepath.Join(t.TempDir(), "saves.jsonl"))
		require.NoError(t, err)
		defer j.Close()
		var urls []string
		for i := range 8 {
			urls = append(urls, fmt.Sprintf("https://paper.test/%d", i))
		}
		fake := &spn{end: success}
		start := time.Now()
		for r := range j.SaveAll(t.Context(), saver(&service{handler: fake}), urls) {
			require.NoError(t, r.Err)
		}
		assert.GreaterOrEqual(t, time.Since(start), time.Minute, "seven a minute")
		assert.Len(t, fake.orders, 8)
	})
}

func TestJournalRemembers(t *testing.T) {
	name := filepath.Join(t.TempDir(), "saves.jsonl")
	later(t, func(t *testing.T) {
		fake := &spn{end: func(n int, address string) string {
			if strings.HasSuffix(address, "/gone") {
				return `{"status": "error", "status_ext": "error:not-found"}`
			}
			return success(n, address)
		}}
		urls := []string{story, "https://paper.test/gone", story}
		for range 2 {
			j, err := archive.OpenJournal(name)
			require.NoError(t, err)
			_, err = archive.OpenJournal(name)
			require.ErrorContains(t, err, "another process")
			var got []string
			for r := range j.SaveAll(t.Context(), saver(&service{handler: fake}), urls) {
				got = append(got, strings.Fields(outcome(r.Saved, r.Err))[1])
			}
			assert.Equal(t, []string{"https://spn.test/web/20260827142259/" + story, "error:not-found", "https://spn.test/web/20260827142259/" + story}, got)
			require.NoError(t, j.Close())
		}
		assert.Len(t, fake.orders, 2, "each once, in both runs together")
	})
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	assert.NotContains(t, string(text), secret)
}

// An interrupted run is gone on with: what was begun is asked for, and what may have been ordered is ordered so that the service makes no second copy.
func TestJournalGoesOn(t *testing.T) {
	later(t, func(t *testing.T) {
		name := filepath.Join(t.TempDir(), "saves.jsonl")
		stamp := time.Now().UTC().Add(-2 * time.Minute).Format(time.RFC3339)
		long := time.Now().UTC().Add(-2 * time.Hour).Format(time.RFC3339)
		require.NoError(t, os.WriteFile(name, fmt.Appendf(nil, `{"time":%q,"url":"https://paper.test/begun","event":"begun","job":"spn2-7"}
{"time":%q,"url":"https://paper.test/ordering","event":"ordering"}
{"time":%q,"url":"https://paper.test/old","event":"begun","job":"spn2-6"}
{"time":%q,"url":"https://paper.test/torn","ev`, stamp, stamp, long, stamp), 0o600))
		j, err := archive.OpenJournal(name)
		require.NoError(t, err)
		defer j.Close()
		fake := &spn{end: success, jobs: map[string]string{"spn2-7": "https://paper.test/begun"}}
		for r := range j.SaveAll(t.Context(), saver(&service{handler: fake}), []string{"https://paper.test/begun", "https://paper.test/ordering", "https://paper.test/old", "https://paper.test/torn"}) {
			require.NoError(t, r.Err)
			assert.Contains(t, r.Saved.Snapshot.URL, r.URL)
		}
		assert.Len(t, fake.orders, 3)
		for _, order := range fake.orders {
			address, within, _ := strings.Cut(order, " ")
			assert.Equal(t, address == "https://paper.test/torn", within == "", order)
		}
	})
}

// That a job cannot be asked about is no reason to order again: not after 429, and not with keys that are accepted no more.
func TestJournalKeepsTheJob(t *testing.T) {
	for status, first := range map[int]string{http.StatusTooManyRequests: "confirmed", http.StatusUnauthorized: "final"} {
		later(t, func(t *testing.T) {
			fake, refused := &spn{end: success}, false
			net := &service{handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if strings.HasPrefix(r.URL.Path, "/save/status/") && !refused {
					refused = true
					w.WriteHeader(status)
					return
				}
				fake.ServeHTTP(w, r)
			})}
			j, err := archive.OpenJournal(filepath.Join(t.TempDir(), "saves.jsonl"))
			require.NoError(t, err)
			defer j.Close()
			s := saver(net)
			s.Base = fmt.Sprintf("https://%d.spn.test", status) // each has a budget of its own
			for _, want := range []string{first, "confirmed"} {
				for r := range j.SaveAll(t.Context(), s, []string{story}) {
					got, _, _ := strings.Cut(outcome(r.Saved, r.Err), " ")
					if want == "confirmed" && got == "recent" {
						got = "confirmed" // by the first run
					}
					assert.Equal(t, want, got, "%d: %v", status, r.Err)
				}
			}
			assert.Len(t, fake.orders, 1, status)
		})
	}
}

// An order that was surely not taken is forgotten.
func TestJournalForgetsWhatWasNotTaken(t *testing.T) {
	later(t, func(t *testing.T) {
		j, err := archive.OpenJournal(filepath.Join(t.TempDir(), "saves.jsonl"))
		require.NoError(t, err)
		defer j.Close()
		fake := &spn{end: success, order: func(string) (int, string) { return http.StatusForbidden, `{}` }}
		s := saver(&service{handler: fake})
		s.Base = "https://forgets.spn.test"
		for r := range j.SaveAll(t.Context(), s, []string{story}) {
			require.Error(t, r.Err)
		}
		fake.order = nil
		for r := range j.SaveAll(t.Context(), s, []string{story}) {
			require.NoError(t, r.Err)
		}
		assert.Equal(t, []string{story, story}, fake.orders, "the second without a period within which a copy is taken")
	})
}

func TestJournalThatIsAnotherFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "notes.txt")
	require.NoError(t, os.WriteFile(name, []byte("my notes\nare precious"), 0o600))
	_, err := archive.OpenJournal(name)
	assert.ErrorContains(t, err, "line 1")
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	assert.Equal(t, "my notes\nare precious", string(text), "left as it was")
	_, err = archive.OpenJournal(filepath.Join(name, "x"))
	assert.Error(t, err)
}

func TestPermaSaver(t *testing.T) {
	created := on("2026-06-02")
	state := "pending"
	var posts int
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		link := fmt.Sprintf(`{"guid": "AB12-CD34", "creation_timestamp": %q, "url": %q, "captures": [{"role": "primary", "status": %q}]}`, created.Format(time.RFC3339), story, state)
		switch {
		case strings.HasPrefix(r.URL.Path, "/v1/public/"):
			fmt.Fprintf(w, `{"objects": [%s]}`, link)
		case r.Header.Get("Authorization") != "ApiKey k":
			w.WriteHeader(401)
			fmt.Fprint(w, `{"detail": "Invalid token."}`)
		case r.Method == http.MethodPost:
			posts++
			w.WriteHeader(201)
			fmt.Fprint(w, link)
		default:
			fmt.Fprint(w, link)
			if state == "pending" {
				state = "success"
			}
		}
	})
	later(t, func(t *testing.T) {
		p := &archive.PermaSaver{Key: "k", Transport: &service{handler: handler}}
		saved, err := p.Save(t.Context(), archive.Order{URL: story})
		require.NoError(t, err)
		assert.Equal(t, "confirmed https://perma.cc/AB12-CD34", outcome(saved, err))
		time.Sleep(48 * time.Hour)
		saved, err = p.Save(t.Context(), archive.Order{URL: story, Since: created})
		assert.Equal(t, "recent https://perma.cc/AB12-CD34", outcome(saved, err))
		assert.Equal(t, 1, posts, "one that may have been made is looked for first")
		state = "failed"
		_, err = p.Save(t.Context(), archive.Order{URL: story, Job: "AB12-CD34"})
		assert.Equal(t, "final failed", outcome(nil, err))
		p.Key = "other"
		_, err = p.Save(t.Context(), archive.Order{URL: story})
		assert.ErrorContains(t, err, "Invalid token")
	})
}
