package main

import (
	"errors"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/ibid-go/ibid/internal/golden"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"checker": main})
}

// TestScripts runs the command as a user does: each file of testdata/script is
// one behaviour. "exits N checker …" also tells which failure it was. $SERVER is
// a site on loopback; $REPORT is the project's report, $PDF a folder of PDF files.
func TestScripts(t *testing.T) {
	waiting := make(chan struct{}, 1)
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/interrupt" {
			waiting <- struct{}{}
			r.URL.Path = "/hang"
		}
		serve(w, r)
	}))
	t.Cleanup(site.Close) // after the scripts, which run side by side
	reportDir, err := filepath.Abs("../../testdata/report")
	if err != nil {
		t.Fatal(err)
	}
	pdfDir, err := filepath.Abs("../../citation/pdf/testdata")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script", UpdateScripts: golden.Updating(), RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("SERVER", site.URL)
			env.Setenv("HOST", strings.TrimPrefix(site.URL, "http://"))
			env.Setenv("REPORT", reportDir)
			env.Setenv("PDF", pdfDir)
			if cache, err := os.UserCacheDir(); err == nil {
				env.Setenv("XDG_CACHE_HOME", cache) // where the PDF engine lies compiled
			}
			if dir := coverDir(); dir != "" {
				env.Setenv("GOCOVERDIR", dir)
			}
			return nil
		},
		Condition: func(name string) (bool, error) {
			if name == "root" { // who may read everything
				return os.Geteuid() == 0, nil
			}
			return false, fmt.Errorf("no condition is called %q", name)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "replace": replace, "bytes": writeBytes, "sparse": sparse, "lines": countLines,
			"await": func(*testscript.TestScript, bool, []string) { <-waiting }, // until somebody visits /interrupt
		},
	})
}

// coverDir is where the test binary gathers coverage, that of the commands it
// runs included; "" where it gathers none.
func coverDir() string {
	f := flag.Lookup("test.gocoverdir")
	if testing.CoverMode() == "" || f == nil {
		return ""
	}
	return f.Value.String()
}

// serve is a site with a page for every outcome, and an archive below /web/.
func serve(w http.ResponseWriter, r *http.Request) {
	switch path := r.URL.Path; {
	case path == "/robots.txt":
		fmt.Fprint(w, "User-agent: *\nDisallow: /library\n")
	case path == "/library" && r.Header.Get("Authorization") != "Bearer s3cret":
		http.Error(w, "members only", http.StatusUnauthorized)
	case strings.HasPrefix(path, "/web/20200102030405id_/"):
		w.Header().Set("Memento-Datetime", "Thu, 02 Jan 2020 03:04:05 GMT")
		fmt.Fprint(w, "The story as it was")
	case strings.Contains(r.RequestURI, "/never"):
		http.NotFound(w, r)
	case path == "/save":
		fmt.Fprintf(w, `{"url": %q, "job_id": "spn2-%s"}`, r.FormValue("url"), strings.TrimPrefix(r.FormValue("url"), "https://paper.test/"))
	case path == "/save/status/spn2-refused":
		fmt.Fprint(w, `{"status": "error", "status_ext": "error:blocked-url", "message": "This URL is in the block list."}`)
	case strings.HasPrefix(path, "/save/status/spn2-"):
		fmt.Fprintf(w, `{"status": "success", "timestamp": "20260102030405", "original_url": "https://paper.test/%s", "http_status": 200}`, strings.TrimPrefix(path, "/save/status/spn2-"))
	case strings.HasPrefix(path, "/web/"):
		_, target, _ := strings.Cut(r.RequestURI, "id_/")
		http.Redirect(w, r, "/web/20200102030405id_/"+target, http.StatusFound)
	case path == "/story" || path == "/library":
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, `<html><head><title>Drills Begin on the Border</title>
<meta property="og:title" content="Drills Begin on the Border">
<meta property="article:published_time" content="2021-08-02T10:00:00Z"></head>
<body><article><h1>Drills Begin on the Border</h1>`+strings.Repeat("<p>The drills began in the morning and went on until the evening of the same day.</p>", 20)+`</article></body></html>`)
	case path == "/moved":
		http.Redirect(w, r, "/story", http.StatusMovedPermanently)
	case path == "/refused":
		http.Error(w, "no", http.StatusForbidden)
	case path == "/hang":
		select {
		case <-r.Context().Done():
		case <-time.After(30 * time.Second):
		}
	default:
		http.NotFound(w, r)
	}
}

// exits N command… runs a command and wants that exit status.
func exits(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

// replace PATTERN… puts the value of $SERVER into files.
func replace(ts *testscript.TestScript, _ bool, args []string) {
	var names []string
	for _, pattern := range args {
		matches, err := filepath.Glob(ts.MkAbs(pattern))
		ts.Check(err)
		names = append(names, matches...)
	}
	for _, name := range names {
		text := strings.ReplaceAll(ts.ReadFile(name), "SERVER", ts.Getenv("SERVER"))
		ts.Check(os.WriteFile(ts.MkAbs(name), []byte(text), 0o644))
	}
}

// bytes FILE TEXT writes a Go string literal, for what a script cannot hold.
func writeBytes(ts *testscript.TestScript, _ bool, args []string) {
	text, err := strconv.Unquote(`"` + args[1] + `"`)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o644))
}

// sparse FILE SIZE makes a file of zeros that takes no room on the disk.
func sparse(ts *testscript.TestScript, _ bool, args []string) {
	size, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), nil, 0o644))
	ts.Check(os.Truncate(ts.MkAbs(args[0]), size))
}

// lines FILE N wants that many lines.
func countLines(ts *testscript.TestScript, _ bool, args []string) {
	if got := strings.Count(ts.ReadFile(args[0]), "\n"); strconv.Itoa(got) != args[1] {
		ts.Fatalf("%s has %d lines, want %s", args[0], got, args[1])
	}
}
