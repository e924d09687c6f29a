package warc_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/ibid-go/ibid/internal/warc"
)

// A file that comes out the same in every run has dates and identifiers of the caller's.
func Example() {
	date := time.Date(2022, 3, 1, 0, 0, 0, 0, time.UTC)
	page := "<title>The story</title>"
	head := warc.ResponseHead(http.StatusOK, http.Header{"Content-Type": {"text/html; charset=utf-8"}}, int64(len(page)))

	var file bytes.Buffer
	w := warc.NewWriter(&file)
	for _, draft := range []*warc.Draft{
		warc.Info(warc.NameID("info"), date, "story.warc.gz", warc.Header{{Name: "description", Value: "an invented page"}}),
		warc.Response(warc.NameID("story"), "https://news.example/story", date, head, strings.NewReader(page)),
	} {
		if _, err := w.Write(draft); err != nil {
			panic(err)
		}
	}

	for r := warc.NewReader(&file); ; {
		record, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			panic(err)
		}
		if record.Type() != warc.TypeResponse {
			continue
		}
		m, err := record.HTTP()
		if err != nil {
			panic(err)
		}
		body, err := io.ReadAll(m.Body)
		if err != nil {
			panic(err)
		}
		fmt.Println(record.TargetURI(), m.Status, string(body))
	}
	// Output:
	// https://news.example/story 200 <title>The story</title>
}
