package archive_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/ibid-go/ibid/archive"
)

// Variables of the environment by which the test starts itself as the process that is killed.
const (
	childJournal = "IBID_TEST_JOURNAL"
	childServer  = "IBID_TEST_SERVER"
	childService = "IBID_TEST_SERVICE"
	childFile    = "IBID_TEST_RECORDING"
	childClock   = "IBID_TEST_CLOCK"
)

// TestRecordingSurvivesKill kills a process that records, with SIGKILL, while its fifth page is under way. What it had recorded is whole, and the next run
// visits only the rest.
func TestRecordingSurvivesKill(t *testing.T) {
	if name := os.Getenv(childFile); name != "" {
		recordPages(t, name)
		return
	}
	const pages, fatal = 8, 5
	var mu sync.Mutex // of what follows
	var child *exec.Cmd
	visits := map[string]int{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		fmt.Fprint(w, "The page ", r.URL.Path)
		if visits[r.URL.Path]++; len(visits) == fatal && visits[r.URL.Path] == 1 {
			child.Process.Kill()
		}
	}))
	defer server.Close()
	name := filepath.Join(t.TempDir(), "evidence.warc.gz")
	mu.Lock()
	child = exec.CommandContext(t.Context(), os.Args[0], "-test.run", "^TestRecordingSurvivesKill$")
	child.Env = append(os.Environ(), "GORACE=atexit_sleep_ms=0", childFile+"="+name, childServer+"="+server.URL)
	err := child.Start()
	mu.Unlock()
	require.NoError(t, err)
	require.Error(t, child.Wait(), "it was killed")

	recorder, err := archive.OpenRecorder(name, "")
	require.NoError(t, err)
	collection, err := archive.OpenPath(name)
	require.NoError(t, err)
	assert.Empty(t, collection.Damage())
	assert.Equal(t, fatal-1, collection.Len())
	client := &http.Client{Transport: &archive.Replay{Collection: collection, Missing: recorder}}
	for n := range pages {
		assert.Contains(t, get(t, client, fmt.Sprintf("%s/%d", server.URL, n)), fmt.Sprintf("The page /%d", n))
	}
	require.NoError(t, recorder.Close())
	mu.Lock()
	defer mu.Unlock()
	for n := range pages {
		want := 1
		if n == fatal-1 {
			want = 2
		}
		assert.Equal(t, want, visits[fmt.Sprintf("/%d", n)], "page %d", n)
	}
	collection, err = archive.OpenPath(name)
	require.NoError(t, err)
	assert.Empty(t, collection.Damage())
	assert.Equal(t, pages, collection.Len())
}

// recordPages is the process that is killed.
func recordPages(t *testing.T, name string) {
	recorder, err := archive.OpenRecorder(name, "")
	require.NoError(t, err)
	client := &http.Client{Transport: recorder}
	for n := 0; ; n++ {
		get(t, client, fmt.Sprintf("%s/%d", os.Getenv(childServer), n))
	}
}

// listed are the pages that are saved.
func listed() []string {
	return []string{"https://paper.test/one", "https://paper.test/two", "https://paper.test/three"}
}

// TestSavesSurviveKill kills a process that saves a list, with SIGKILL, at each of its requests in turn, before the service has taken it and after; another
// process then goes on. No page may have been captured twice, and each must end with the address that the service has made for it.
func TestSavesSurviveKill(t *testing.T) {
	if os.Getenv(childJournal) != "" {
		saveList(t)
		return
	}
	for name, start := range map[string]func() fakeService{
		"wayback": func() fakeService { return &killedSPN{made: map[string]int{}} },
		"perma":   func() fakeService { return &killedPerma{} },
	} {
		t.Run(name, func(t *testing.T) {
			killed := 0
			for at := 1; killAt(t, name, start(), at); at++ {
				killed++
			}
			assert.GreaterOrEqual(t, killed, 2*3*len(listed()), "an order and two questions a page, before and after")
		})
	}
}

// fakeService is a service that answers a request and knows what it has made.
type fakeService interface {
	http.Handler
	captures() map[string]int   // how often each page was captured
	address(page string) string // of the copy, without the service's host
}

// killAt runs a list to its end with one kill: at an odd moment 2n-1 before request n is taken, at an even moment 2n behind it. It reports whether that
// moment came.
func killAt(t *testing.T, name string, service fakeService, moment int) bool {
	t.Helper()
	var mu sync.Mutex
	var child *exec.Cmd
	requests, killed := 0, false
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		requests++
		now := !killed && requests == (moment+1)/2
		if now && moment%2 == 1 {
			killed = true
			child.Process.Kill()
			return
		}
		answer := httptest.NewRecorder()
		service.ServeHTTP(answer, r)
		if now {
			killed = true
			child.Process.Kill()
			return
		}
		w.WriteHeader(answer.Code)
		w.Write(answer.Body.Bytes())
	}))
	defer server.Close()
	journal := filepath.Join(t.TempDir(), "saves.jsonl")
	run := func() error {
		mu.Lock()
		child = exec.CommandContext(t.Context(), os.Args[0], "-test.run", "^TestSavesSurviveKill$")
		child.Env = append(os.Environ(), "GORACE=atexit_sleep_ms=0", childJournal+"="+journal, childServer+"="+server.URL, childService+"="+name, childClock+"="+lastTime(t, journal).Add(time.Minute).Format(time.RFC3339))
		err := child.Start()
		mu.Unlock()
		require.NoError(t, err)
		return child.Wait()
	}
	err := run()
	mu.Lock()
	defer mu.Unlock()
	if !killed {
		require.NoError(t, err)
		return false
	}
	require.Error(t, err, "it was killed")
	mu.Unlock()
	err = run()
	mu.Lock()
	require.NoError(t, err, "moment %d", moment)
	for _, page := range listed() {
		assert.Equal(t, 1, service.captures()[page], "%s at moment %d", page, moment)
	}
	assertSaved(t, journal, server.URL, service, moment)
	return true
}

// assertSaved reads from the journal what the second process has come to.
func assertSaved(t *testing.T, journal, server string, service fakeService, moment int) {
	t.Helper()
	text, err := os.ReadFile(journal)
	require.NoError(t, err)
	assert.NotContains(t, string(text), secret)
	got := map[string]string{}
	for line := range strings.Lines(string(text)) {
		var event struct {
			URL, Event string
			Snapshot   *archive.Snapshot
		}
		require.NoError(t, json.Unmarshal([]byte(line), &event))
		if event.Event == "saved" {
			got[event.URL] = event.Snapshot.URL
		}
	}
	for _, page := range listed() {
		assert.Equal(t, service.address(page), strings.TrimPrefix(got[page], server), "moment %d", moment)
	}
}

// lastTime is when the journal was last written, by the clock of the process that wrote it.
func lastTime(t *testing.T, name string) time.Time {
	t.Helper()
	when := on("2026-06-01")
	text, err := os.ReadFile(name)
	if err != nil {
		return when // there is none yet
	}
	for line := range strings.Lines(string(text)) {
		var event struct{ Time time.Time }
		if json.Unmarshal([]byte(line), &event) == nil { // the last may be torn
			when = event.Time
		}
	}
	return when
}

// saveList is the process that is killed. Its clock runs as fast as it can; connections are not kept, since one that is open holds the clock.
func saveList(t *testing.T) {
	base := os.Getenv(childServer)
	network := &http.Transport{DisableKeepAlives: true}
	var s archive.Saver
	if os.Getenv(childService) == "perma" {
		s = &archive.PermaSaver{Key: secret, Base: base, Transport: network}
	} else {
		s = &archive.SavePageNow{Keys: archive.Keys{Access: "key", Secret: secret}, Base: base, Transport: network}
	}
	start, err := time.Parse(time.RFC3339, os.Getenv(childClock))
	require.NoError(t, err)
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(start))
		j, err := archive.OpenJournal(os.Getenv(childJournal))
		require.NoError(t, err)
		defer j.Close()
		for r := range j.SaveAll(t.Context(), s, listed()) {
			require.NoError(t, r.Err)
			require.NotNil(t, r.Saved.Snapshot, r.URL)
		}
	})
}

// killedSPN is Save Page Now: a page that it has captured is captured again unless the order says within which time a copy is taken.
type killedSPN struct {
	made  map[string]int
	jobs  []string // the page of each job
	polls map[string]int
}

func (s *killedSPN) captures() map[string]int { return s.made }

func (s *killedSPN) address(page string) string {
	for n, of := range s.jobs {
		if of == page {
			return fmt.Sprintf("/web/%014d/%s", 20260601000000+n, page)
		}
	}
	return "none"
}

func (s *killedSPN) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if job, ok := strings.CutPrefix(r.URL.Path, "/save/status/spn2-"); ok {
		var n int
		fmt.Sscan(job, &n)
		if s.polls == nil {
			s.polls = map[string]int{}
		}
		if s.polls[job]++; s.polls[job] == 1 {
			fmt.Fprint(w, `{"status": "pending"}`)
			return
		}
		fmt.Fprintf(w, `{"status": "success", "original_url": %q, "timestamp": "%014d", "http_status": 200}`, s.jobs[n], 20260601000000+n)
		return
	}
	page, within := r.FormValue("url"), r.FormValue("if_not_archived_within")
	for n, of := range s.jobs {
		if of == page && within != "" {
			fmt.Fprintf(w, `{"job_id": "spn2-%d", "message": "The same snapshot had been made 2 minutes ago."}`, n)
			return
		}
	}
	s.made[page]++
	s.jobs = append(s.jobs, page)
	fmt.Fprintf(w, `{"job_id": "spn2-%d"}`, len(s.jobs)-1)
}

// killedPerma is Perma.cc: each order makes a copy, which the public list shows at once.
type killedPerma struct {
	pages []string
	polls map[string]int
}

func (s *killedPerma) captures() map[string]int {
	made := map[string]int{}
	for _, page := range s.pages {
		made[page]++
	}
	return made
}

func (s *killedPerma) address(page string) string {
	for n, of := range s.pages {
		if of == page {
			return fmt.Sprintf("https://perma.cc/AAAA-%04d", n)
		}
	}
	return "none"
}

func (s *killedPerma) link(n int) string {
	if s.polls == nil {
		s.polls = map[string]int{}
	}
	guid := fmt.Sprintf("AAAA-%04d", n)
	state := "pending"
	if s.polls[guid]++; s.polls[guid] > 2 {
		state = "success"
	}
	return fmt.Sprintf(`{"guid": %q, "creation_timestamp": "2026-06-01T00:01:00Z", "url": %q, "captures": [{"role": "primary", "status": %q}]}`, guid, s.pages[n], state)
}

func (s *killedPerma) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var n int
	if _, err := fmt.Sscanf(r.URL.Path, "/archives/AAAA-%d/", &n); err == nil {
		fmt.Fprint(w, s.link(n))
		return
	}
	if r.Method == http.MethodPost {
		var order struct{ URL string }
		json.NewDecoder(r.Body).Decode(&order)
		s.pages = append(s.pages, order.URL)
		w.WriteHeader(http.StatusCreated)
		fmt.Fprint(w, s.link(len(s.pages)-1))
		return
	}
	var objects []string
	for i, page := range s.pages {
		if page == r.URL.Query().Get("url") {
			objects = append(objects, s.link(i))
		}
	}
	fmt.Fprintf(w, `{"objects": [%s]}`, strings.Join(objects, ","))
}
