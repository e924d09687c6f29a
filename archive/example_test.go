package archive_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"time"

	"github.com/ibid-go/ibid/archive"
)

// What is recorded once is replayed without a network.
func Example() {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, "The story as it was")
	}))
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "evidence.warc.gz")

	recorder, err := archive.OpenRecorder(file, "example/1.0")
	if err != nil {
		panic(err)
	}
	show(&http.Client{Transport: recorder}, site.URL+"/story")
	if err := recorder.Close(); err != nil {
		panic(err)
	}
	site.Close()

	collection, err := archive.OpenPath(file)
	if err != nil {
		panic(err)
	}
	defer collection.Close()
	client := &http.Client{Transport: &archive.Replay{Collection: collection}}
	show(client, site.URL+"/story")
	_, err = client.Get(site.URL + "/another")
	fmt.Println("not recorded:", errors.Is(err, archive.ErrNotFound))
	// Output:
	// The story as it was
	// The story as it was
	// not recorded: true
}

func show(client *http.Client, url string) {
	resp, err := client.Get(url)
	if err != nil {
		panic(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		panic(err)
	}
	fmt.Println(string(body))
}

// The answers of an archive are kept apart. Here a small server stands for the archive.
func ExampleWayback() {
	service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/web/20220101000000id_/https://news.example/story":
			w.Header().Set("Location", "/web/20211215101112id_/https://news.example/story")
			w.WriteHeader(http.StatusFound)
		default:
			http.NotFound(w, r)
		}
	}))
	defer service.Close()

	wayback := &archive.Wayback{Base: service.URL, UserAgent: "example/1.0 (+https://example.org/)"}
	for _, url := range []string{"https://news.example/story", "https://news.example/never"} {
		snapshot, err := wayback.Find(context.Background(), archive.Query{
			URL: url, At: time.Date(2022, 1, 1, 0, 0, 0, 0, time.UTC),
		})
		var failed *archive.Error
		switch {
		case err == nil:
			fmt.Println(snapshot.Original, snapshot.Time.Format(time.DateOnly), snapshot.Match)
		case errors.Is(err, archive.ErrNotFound):
			fmt.Println(url, "is not archived")
		case errors.Is(err, archive.ErrExcluded):
			fmt.Println(url, "is not shown by the archive")
		case errors.As(err, &failed):
			fmt.Println(url, "is not known: try again in", failed.RetryAfter)
		}
	}
	// Output:
	// https://news.example/story 2021-12-15 exact
	// https://news.example/never is not archived
}

// A collection finds the copy nearest to a time, and opens it.
func ExampleCollection() {
	collection, err := archive.OpenPath("testdata/example.warc.gz")
	if err != nil {
		panic(err)
	}
	defer collection.Close()
	for _, problem := range collection.Damage() {
		fmt.Println("damaged:", problem)
	}
	ctx := context.Background()
	snapshot, err := collection.Find(ctx, archive.Query{
		URL: "http://news.example/story", At: time.Date(2021, 6, 1, 0, 0, 0, 0, time.UTC),
	})
	if err != nil {
		panic(err)
	}
	fmt.Println(snapshot.Time.Format(time.DateOnly), snapshot.Status, snapshot.Match)
	resp, err := collection.Open(ctx, snapshot)
	if err != nil {
		panic(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		panic(err)
	}
	fmt.Println(string(body))
	// Output:
	// 2021-01-01 200 scheme
	// The story, corrected
}

// A recording that is served answers every client of the Memento protocol, here our own.
func ExampleHandler() {
	collection, err := archive.OpenPath("testdata/example.warc.gz")
	if err != nil {
		panic(err)
	}
	defer collection.Close()
	server := httptest.NewServer(archive.Handler(collection))
	defer server.Close()

	client := archive.Memento{TimeGate: server.URL + "/timegate/", TimeMap: server.URL + "/timemap/link/"}
	snapshot, err := client.Find(context.Background(), archive.Query{
		URL: "https://news.example/story", At: time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC),
	})
	if err != nil {
		panic(err)
	}
	fmt.Println(snapshot.Time.Format(time.DateOnly), snapshot.Status, "and not the error page of 2023-01-01")
	// Output:
	// 2021-01-01 200 and not the error page of 2023-01-01
}

// Several archives are asked side by side, and each one's answer is kept.
func ExampleFinders_Ask() {
	collection, err := archive.OpenPath("testdata/example.warc.gz")
	if err != nil {
		panic(err)
	}
	defer collection.Close()
	closed := httptest.NewServer(nil)
	closed.Close()

	archives := archive.Finders{collection, &archive.Wayback{Base: closed.URL}}
	query := archive.Query{URL: "https://news.example/story"}
	answers := archives.Ask(context.Background(), query)
	for _, answer := range answers {
		fmt.Println(answer.Verdict())
	}
	best, err := archive.Best(query, answers)
	fmt.Println(best.Time.Format(time.DateOnly), err)
	// Output:
	// found
	// could not ask
	// 2021-01-01 <nil>
}

// A list of saves goes on where it was interrupted. Here a small server stands for Save Page Now.
func ExampleJournal() {
	service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			fmt.Println("ordered", r.FormValue("url"))
			fmt.Fprint(w, `{"job_id": "spn2-1"}`)
			return
		}
		fmt.Fprint(w, `{"status": "success", "original_url": "https://news.example/story", "timestamp": "20260102030405"}`)
	}))
	defer service.Close()
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)

	saver := &archive.SavePageNow{Base: service.URL, Keys: archive.Keys{Access: "from", Secret: "archive.KeysFrom(os.Getenv)"}}
	for range 2 {
		journal, err := archive.OpenJournal(filepath.Join(dir, "saves.jsonl"))
		if err != nil {
			panic(err)
		}
		for result := range journal.SaveAll(context.Background(), saver, []string{"https://news.example/story"}) {
			fmt.Println(result.Saved.State, result.Saved.Snapshot.Time.Format(time.DateOnly))
		}
		if err := journal.Close(); err != nil {
			panic(err)
		}
	}
	// Output:
	// ordered https://news.example/story
	// confirmed 2026-01-02
	// recent 2026-01-02
}
