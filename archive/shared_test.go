package archive

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var shared = flag.String("shared", os.Getenv("IBID_ARCHIVE_FIXTURES"), "folder with a larger collection of answers of archives")

func sharedFiles(t *testing.T, pattern string) []string {
	t.Helper()
	if *shared == "" {
		t.Skip("no -shared folder")
	}
	names, err := filepath.Glob(filepath.Join(*shared, pattern))
	require.NoError(t, err)
	require.NotEmpty(t, names)
	return names
}

// TestSharedTimeMaps reads TimeMaps and compares them with what independent readers made of them.
func TestSharedTimeMaps(t *testing.T) {
	for _, name := range sharedFiles(t, "timemaps/*.json") {
		var want struct {
			Original, TimeGate string
			TimeMaps           []string
			Mementos           []struct {
				URI      string
				Datetime time.Time
			}
			Dropped int
		}
		data, err := os.ReadFile(name)
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(data, &want))
		body, err := os.ReadFile(strings.TrimSuffix(name, ".json") + ".link")
		require.NoError(t, err)
		got := readTimeMap(string(body), "", newYear.AddDate(5, 0, 0))
		assert.Equal(t, want.Original, got.original, name)
		assert.Equal(t, want.TimeGate, got.timeGate, name)
		assert.Equal(t, want.TimeMaps, got.pages, name)
		assert.Equal(t, want.Dropped, got.dropped, name)
		var mementos []mementoLink
		for _, m := range want.Mementos {
			mementos = append(mementos, mementoLink{m.URI, m.Datetime})
		}
		assert.Equal(t, mementos, got.mementos, name)
	}
}

// TestSharedShapes puts each shape of an answer before the client that must understand it.
func TestSharedShapes(t *testing.T) {
	want := map[string]string{
		"wayback-replay-200":                         "found 2021-12-15T10:11:12Z 200 text/html exact",
		"wayback-replay-200-double-content-encoding": "found 2021-12-15T10:11:12Z 200 text/html exact",
		"wayback-replay-200-excluded":                "excluded",
		"wayback-replay-302-archived-redirect":       "found 2020-09-25T10:00:00Z 302 text/html different",
		"wayback-replay-302-nearest":                 "found 2021-12-15T10:11:12Z 0 - exact",
		"wayback-replay-404-archived":                "found 2023-06-01T12:00:00Z 404 text/html exact",
		"wayback-replay-404-not-archived":            "not found",
		"wayback-replay-429":                         "not asked 429 1m0s",
		"wayback-replay-503":                         "not asked 503 0s",
		"available-closest":                          "found 2021-12-15T10:11:12Z 200 - exact",
		"available-empty":                            "not found",
		"available-429":                              "not asked 429 1m0s",
		"cdx-json":                                   "found 2021-12-15T10:11:12Z 200",
		"cdx-json-resume":                            "found 2021-12-15T10:11:12Z 200",
		"cdx-text":                                   "found 2021-12-15T10:11:12Z 200",
		"cdx-text-resume":                            "found 2021-12-15T10:11:12Z 200",
		"cdx-json-empty":                             "found 2022-01-01T00:00:00Z 404",
		"cdx-403-excluded":                           "excluded",
		"cdx-429":                                    "not asked 429 1m0s",
		"cdx-504":                                    "not asked 504 0s",
		"perma-public-200":                           "found 2018-05-16T16:11:19Z 0 text/html exact",
		"perma-create-201":                           "not asked 201 0s",
	}
	for _, file := range sharedFiles(t, "shapes/*.http") {
		name := strings.TrimSuffix(filepath.Base(file), ".http")
		raw, err := os.ReadFile(file)
		require.NoError(t, err)
		if strings.HasPrefix(name, "spn2-") {
			continue // see TestSharedSaves
		}
		synctest.Test(t, func(t *testing.T) {
			time.Sleep(time.Until(newYear.AddDate(4, 0, 0)))
			const target = "https://news.example/2021/12/tashkent-crosshairs"
			bad := []byte("HTTP/1.1 404 Not Found\r\nMemento-Datetime: Sat, 01 Jan 2022 00:00:00 GMT\r\n\r\n")
			var finder Finder = &Wayback{Transport: &answers{raw: [][]byte{raw, []byte(empty)}}}
			switch {
			case strings.HasPrefix(name, "cdx-"):
				finder = &Wayback{Transport: &answers{raw: [][]byte{bad, raw, []byte(empty)}}}
			case strings.HasPrefix(name, "available-"):
				finder = &Availability{Transport: &answers{raw: [][]byte{raw}}}
			case strings.HasPrefix(name, "perma-"):
				finder = &Perma{Transport: &answers{raw: [][]byte{raw}}}
			}
			got := told(finder.Find(t.Context(), Query{URL: target, At: newYear}))
			if assert.Contains(t, want, name) {
				assert.True(t, strings.HasPrefix(got, want[name]), "%s: %s", name, got)
			}
		})
	}
}

// TestSharedRecordings plays what real servers answered, each for the request that it answered: a query gets the right copy, whatever
// the style of the service.
func TestSharedRecordings(t *testing.T) {
	play := recordings(t)
	for _, c := range []struct{ timegate, timemap, url, at, want string }{
		{"test/", "", "crosshairs", "2022-01-01", "found 2021-12-15T10:11:12Z 200"},
		{"test/", "", "crosshairs", "", "found 2024-01-01T00:00:00Z 200"},
		{"test/", "", "crosshairs", "2038-01-01", "found 2024-01-01T00:00:00Z 200"},
		{"test/", "", "crosshairs", "2023-06-01T12:00:00", "found 2023-06-01T12:00:00Z 404"},
		{"test/", "", "https://never.example/nope", "2022-01-01", "not found"},
		{"test/", "", "https://gone.example/only-404", "2022-01-01", "found 2019-05-05T05:05:05Z 404"},
		{"test/", "", "https://wall.example/paid", "2021-11-14", "found 2021-11-14T00:00:00Z 403"},
		{"test/", "", "http://think-tank.example/report", "2020-09-25T10:00:00", "found 2020-09-25T10:00:00Z 0"},
		{"", "test/timemap/link/", "crosshairs", "2021-12-09T08:00:00", "found 2021-12-09T08:00:00Z 200"},
		{"", "test/timemap/link/", "https://never.example/nope", "2022-01-01", "not found"},
		{"", "test/timemap/xml/", "crosshairs", "2022-01-01", "not asked 400"},
		{"302/exact/", "", "crosshairs", "2022-01-01", "found 2021-12-15T10:11:12Z 0"},
		{"302/exact/", "", "crosshairs", "", "found 2024-01-01T00:00:00Z 0"},
		{"302/exact/", "", "https://never.example/nope", "2022-01-01", "not found"},
		{"302/exact/", "", "http://think-tank.example/report", "2020-09-25T10:00:00", "found 2020-09-25T10:00:00Z 0"},
		{"agg/timegate/", "", "crosshairs", "2022-01-01", "found 2021-12-15T10:11:12Z 0"},
		{"agg/timegate/", "", "https://never.example/nope", "2022-01-01", "not found"},
		{"", "agg/timemap/link/", "crosshairs", "2021-12-09T08:00:00", "found 2021-12-09T08:00:00Z 0"},
		{"", "agg/timemap/json/", "crosshairs", "2022-01-01", "found 2021-12-15T10:11:12Z 0"},
		{"", "agg/timemap/cdxj/", "crosshairs", "2022-01-01", "found 2021-12-15T10:11:12Z 0"},
	} {
		synctest.Test(t, func(t *testing.T) {
			time.Sleep(time.Until(newYear.AddDate(5, 0, 0)))
			hosts := strings.NewReplacer("302/", "http://archive302.test/", "agg/", "http://127.0.0.1:18090/", "test/", "http://archive.test/test/")
			q := Query{URL: strings.Replace(c.url, "crosshairs", "https://news.example/2021/12/tashkent-crosshairs", 1)}
			if c.at != "" {
				q.At, _ = time.Parse("2006-01-02T15:04:05", (c.at + "T00:00:00")[:19])
			}
			m := &Memento{TimeGate: hosts.Replace(c.timegate), TimeMap: hosts.Replace(c.timemap), Transport: play}
			got := told(m.Find(t.Context(), q))
			assert.True(t, strings.HasPrefix(got, c.want), "%+v: %s", c, got)
		})
	}
}

// TestSharedReplays reads every recorded answer by itself: a copy is read as a copy, a row of an index as a row, and a notice as neither.
func TestSharedReplays(t *testing.T) {
	rows := map[string]int{
		"cdx-default": 5, "cdx-json": 5, "cdx-closest": 2, "cdx-closest-200": 1, "cdx-from-to": 2, "cdx-reverse": 1, "cdx-prefix": 2, "cdx-domain": 1,
		"cdx-fields": 0, "cdx-none": 0, "cdx-bad-coll": 0, "timemap-json": 5, "timemap-cdxj": 5,
	}
	listed := map[string]int{
		"timemap-link": 5, "timemap-link-query-url": 1, "cdx-link": 5, "aggregator-timemap-link": 10, "aggregator-timemap-json": 10,
		"aggregator-timemap-cdxj": 10, "aggregator-api-link": 1, "aggregator-api-json": 1, "aggregator-api-cdxj": 1,
	}
	for _, file := range sharedFiles(t, "recorded/*.http") {
		name := strings.TrimSuffix(filepath.Base(file), ".http")
		raw, err := os.ReadFile(file)
		require.NoError(t, err)
		resp, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(raw)), nil)
		require.NoError(t, err, name)
		if n, ok := rows[name]; ok {
			got, err := parseCDX(bodyOf(t, resp))
			assert.NoError(t, err, name)
			assert.Len(t, got, n, name)
			continue
		}
		if n, ok := listed[name]; ok {
			assert.Len(t, readTimeMap(string(bodyOf(t, resp)), "", newYear.AddDate(5, 0, 0)).mementos, n, name)
			continue
		}
		a := &mementoQuery{memento: &Memento{}, caller: caller{archive: "archive.test"}, target: "https://news.example/a"}
		s, next, err := a.read(resp, "http://archive.test/test/https://news.example/a")
		switch stated := resp.Header.Get("Memento-Datetime"); {
		case stated != "":
			require.NoError(t, err, name)
			assert.Equal(t, stated, s.Time.Format(http.TimeFormat), name)
			assert.Equal(t, resp.StatusCode, s.Status, name)
		case resp.Header.Get("Location") != "":
			assert.Equal(t, resp.Header.Get("Location"), next, name)
		default:
			assert.Error(t, err, name)
			assert.Equal(t, resp.StatusCode == 404, VerdictOf(s, err) == Absent, name)
		}
	}
}

func bodyOf(t *testing.T, resp *http.Response) []byte {
	t.Helper()
	var b bytes.Buffer
	_, err := b.ReadFrom(resp.Body)
	require.NoError(t, err)
	return b.Bytes()
}

// recordings answers a request with what was recorded for it, and any other with 503.
func recordings(t *testing.T) http.RoundTripper {
	sharedFiles(t, "recorded/*.http")
	data, err := os.ReadFile(filepath.Join(*shared, "recorded/index.json"))
	require.NoError(t, err)
	var index []struct {
		Name, Host, Path string
		Headers          map[string]string
	}
	require.NoError(t, json.Unmarshal(data, &index))
	files := map[string]string{}
	for _, r := range index {
		files[r.Host+r.Path+" "+r.Headers["Accept-Datetime"]] = r.Name
	}
	return transportFunc(func(r *http.Request) (*http.Response, error) {
		address, err := url.PathUnescape(r.URL.RequestURI())
		require.NoError(t, err)
		name := files[fmt.Sprintf("%s%s %s", r.URL.Host, address, r.Header.Get("Accept-Datetime"))]
		raw := []byte("HTTP/1.1 503 Service Unavailable\r\n\r\n")
		if name != "" {
			if raw, err = os.ReadFile(filepath.Join(*shared, "recorded", name+".http")); err != nil {
				return nil, err
			}
		}
		return http.ReadResponse(bufio.NewReader(bytes.NewReader(raw)), &http.Request{Method: http.MethodGet})
	})
}

// TestSharedSaves puts each shape of an answer of Save Page Now before the client, as the answer to an order and as that about a job.
func TestSharedSaves(t *testing.T) {
	want := map[string]string{
		"spn2-submit-200": "pending -", "spn2-submit-200-recent": "recent -", "spn2-submit-200-error": "final", "spn2-submit-200-session-limit": "transient",
		"spn2-submit-401": "final", "spn2-submit-429": "transient", "spn2-submit-520": "unclear", "spn2-user-status": "unclear",
		"spn2-status-success":                "confirmed https://web.archive.org/web/20260827142259/https://news.example/2021/12/tashkent-crosshairs",
		"spn2-status-success-after-redirect": "confirmed https://web.archive.org/web/20260827142300/https://think-tank.example/report/",
		"spn2-status-bad-timestamp":          "pending -", "spn2-status-pending": "pending -", "spn2-status-error-permanent": "final",
		"spn2-status-error-transient": "transient", "spn2-status-error-unknown": "final",
	}
	for _, file := range sharedFiles(t, "shapes/spn2-*.http") {
		name := strings.TrimSuffix(filepath.Base(file), ".http")
		raw, err := os.ReadFile(file)
		require.NoError(t, err)
		net := &answers{raw: [][]byte{raw, []byte("HTTP/1.1 200 OK\r\n\r\n{\"status\": \"pending\"}")}}
		if strings.HasPrefix(name, "spn2-status") {
			net.raw = [][]byte{[]byte("HTTP/1.1 200 OK\r\n\r\n{\"job_id\": \"spn2-1\"}"), raw}
		}
		synctest.Test(t, func(t *testing.T) {
			n := &SavePageNow{Keys: Keys{"a", "b"}, Transport: net}
			saved, err := n.Save(t.Context(), Order{URL: "https://news.example/2021/12/tashkent-crosshairs"})
			got := ""
			var e *SaveError
			switch {
			case err == nil && saved.Snapshot != nil:
				got = saved.State.String() + " " + saved.Snapshot.URL
			case err == nil:
				got = saved.State.String() + " -"
			case errors.As(err, &e):
				got = map[bool]string{false: "final", true: "transient"}[e.Transient]
				if e.Unclear {
					got = "unclear"
				}
			}
			assert.Equal(t, want[name], got, "%s: %v", name, err)
		})
	}
}
