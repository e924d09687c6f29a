package verify

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/ibid-go/ibid/archive"
	"github.com/ibid-go/ibid/internal/fetch"
	pages "github.com/ibid-go/ibid/internal/page"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestVerdicts(t *testing.T) {
	file, err := os.ReadFile("testdata/verdicts.txt")
	require.NoError(t, err)
	for line := range strings.Lines(string(file)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		t.Run(line, func(t *testing.T) {
			f := strings.Split(line, "\t")
			require.Len(t, f, 4)
			o := visited(t, f[0], f[1], f[2])
			assert.Equal(t, f[3], fmt.Sprintf("%v %s", o.reason.Status(), cmp.Or(o.reason, "-")))
			assert.NotEmpty(t, o.sign)
		})
	}
}

// visited plays a visit to asked with a client, so that what is judged is what
// a client really gives. page is what the page says of itself; "?" in front of
// it says that one sign alone does, and "=" or "≠" behind it whether a made-up
// address gets the same answer. A quoted text is the title in the note.
func visited(t *testing.T, asked, came, page string) *outcome {
	o := &outcome{asked: asked}
	if before, title, ok := strings.Cut(page, "“"); ok {
		page, o.title = before, strings.TrimSuffix(title, "”")
	}
	if came != "none" {
		web := &script{t: t, steps: strings.Split(came, "; ")}
		req, err := http.NewRequest(http.MethodGet, asked, nil)
		if err != nil {
			o.came(nil, &fetch.Error{Kind: fetch.KindURL, Err: err})
		} else {
			o.came((&fetch.Client{Transport: web, Delay: -1}).Visit(req, func(r *fetch.Response) { o.read(new(Checker), new(pages.Reader), r) }))
		}
	}
	switch {
	case strings.HasSuffix(page, "="):
		o.sibling = siblingAlike
	case strings.HasSuffix(page, "≠"):
		o.sibling = siblingOther
	}
	page = strings.TrimRight(page, "=≠")
	o.page, o.doubt = strings.TrimPrefix(page, "-"), ""
	if doubt, ok := strings.CutPrefix(page, "?"); ok {
		o.page, o.doubt, o.signs = "", doubt, []string{"title"}
	}
	o.judge()
	return o
}

// script is a transport that takes one step at each request.
type script struct {
	t     *testing.T
	steps []string
}

func (s *script) RoundTrip(req *http.Request) (*http.Response, error) {
	step := strings.Fields(s.steps[0])
	s.steps = s.steps[1:]
	switch step[0] {
	case "error":
		return nil, failure(step[1])
	case "301", "302", "303", "307", "308":
		step[1] = "Location:" + step[1]
	}
	code, err := strconv.Atoi(step[0])
	require.NoError(s.t, err)
	resp := &http.Response{StatusCode: code, Header: http.Header{}, Body: io.NopCloser(strings.NewReader("<title>A page</title>"))}
	for _, word := range step[1:] {
		if name, value, ok := strings.Cut(word, ":"); ok {
			resp.Header.Set(name, value)
		} else if word == "empty" {
			resp.Body = http.NoBody
		}
	}
	return resp, nil
}

func failure(kind string) error {
	switch kind {
	case "not-recorded":
		return fmt.Errorf("replay: %w", archive.ErrNotFound)
	case "excluded":
		return fmt.Errorf("replay: %w", archive.ErrExcluded)
	}
	return &fetch.Error{Kind: fetch.Kind(kind), Err: errors.New("as the script has it")}
}

func TestFailureWithoutKindIsJudgedToo(t *testing.T) {
	o := &outcome{err: errors.New("anything")}
	o.judge()
	assert.Equal(t, Failed, o.reason.Status())
	assert.Equal(t, ReasonBadHTTP, o.reason)
}

// Every constant of type Reason stands in the table once, with a status and
// one sentence of advice, and only what is gone is called dead.
func TestEveryReasonHasItsRow(t *testing.T) {
	rows := map[Reason]int{}
	for _, r := range Reasons() {
		rows[r]++
		assert.Equal(t, 1, rows[r], "%q stands twice", r)
		assert.True(t, strings.HasSuffix(r.Advice(), "."), "%q: %s", r, r.Advice())
		assert.Equal(t, 1, strings.Count(r.Advice(), ". ")+1, "%q: one sentence", r)
	}
	for _, name := range reasonConstants(t) {
		assert.Contains(t, rows, Reason(name))
	}
	assert.Len(t, rows, len(reasonConstants(t))+1, "the table holds the constants and the empty reason")
	assert.Equal(t, Unchecked, Reason("unheard of").Status())
	assert.Empty(t, Reason("unheard of").Advice())
}

// reasonConstants reads the constants of type Reason from the source.
func reasonConstants(t *testing.T) []string {
	file, err := parser.ParseFile(token.NewFileSet(), "status.go", nil, 0)
	require.NoError(t, err)
	var values []string
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if typ, ok := spec.Type.(*ast.Ident); ok && typ.Name == "Reason" {
			value, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			require.NoError(t, err)
			values = append(values, value)
		}
		return true
	})
	require.NotEmpty(t, values)
	return values
}

func TestStatusAsText(t *testing.T) {
	for _, s := range []Status{Unchecked, OK, Moved, Gone, Refused, Failed} {
		text, err := json.Marshal(s)
		require.NoError(t, err)
		assert.Equal(t, strconv.Quote(s.String()), string(text))
		var back Status
		require.NoError(t, json.Unmarshal(text, &back))
		assert.Equal(t, s, back)
	}
	assert.Equal(t, Unchecked, Status(0), "nothing was asked of a zero value")
	assert.Equal(t, "Status(17)", Status(17).String())
	_, err := Status(-1).MarshalText()
	assert.Error(t, err)
	var s Status
	assert.ErrorContains(t, s.UnmarshalText([]byte("dead")), "unchecked, ok, moved, gone, refused, failed")
}

// Whatever comes, there is one verdict of the table, and only signs of absence
// make it Gone.
func FuzzJudge(f *testing.F) {
	f.Add("http://a.test/x", 200, "http://a.test/y", "", "", true)
	f.Add("http://a.test/x", 404, "", "login", "", true)
	f.Add("\x00", 302, "http://[::1", "not_found", "no-such-host", false)
	f.Add("http://a.test/x", 202, "", "", "timeout", false)
	f.Fuzz(func(t *testing.T, asked string, code int, location, page, kind string, body bool) {
		first := true
		web := stubTransport(func(req *http.Request) (*http.Response, error) {
			if kind != "" && !first {
				return nil, &fetch.Error{Kind: fetch.Kind(kind), Err: errors.New("fuzz")}
			}
			resp := &http.Response{StatusCode: code, Header: http.Header{}, Body: http.NoBody, Request: req}
			if first && location != "" {
				resp.StatusCode = http.StatusFound
				resp.Header.Set("Location", location)
			}
			if body {
				resp.Body = io.NopCloser(strings.NewReader("a page"))
			}
			first = false
			return resp, nil
		})
		o := &outcome{asked: asked}
		if req, err := http.NewRequest(http.MethodGet, asked, nil); err != nil {
			o.came(nil, &fetch.Error{Kind: fetch.KindURL, Err: err})
		} else {
			o.came((&fetch.Client{Transport: web, Delay: -1}).Visit(req, func(r *fetch.Response) { o.read(new(Checker), new(pages.Reader), r) }))
		}
		o.page = page
		o.judge()
		status, reason := o.reason.Status(), o.reason
		if reason.Status() != status || reason.Advice() == "" {
			t.Fatalf("%v %q is not in the table", status, reason)
		}
		dead := code == 404 || code == 410 || kind == "no-such-host" || page == "not_found" || page == "parked" || page == "moved_home"
		if status == Gone && !dead {
			t.Fatalf("gone (%s) without a sign of it", reason)
		}
	})
}

type stubTransport func(*http.Request) (*http.Response, error)

func (f stubTransport) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

// The README shows the table as it is.
func TestReadmeHasEveryVerdict(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	require.NoError(t, err)
	for _, r := range Reasons() {
		assert.Contains(t, string(readme), fmt.Sprintf("| %s | %v | %s |", cmp.Or(r, "–"), r.Status(), r.Advice()))
	}
}
