package page

import (
	"bufio"
	"encoding/json"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestMain reads pages as the extractor of the evaluation set when PAGE_LINES is set: PATH<TAB>URL a line in, one JSON object a line out.
func TestMain(m *testing.M) {
	if os.Getenv("PAGE_LINES") != "" {
		if err := readLines(os.Stdin, os.Stdout); err != nil {
			os.Stderr.WriteString(err.Error() + "\n")
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func readLines(r io.Reader, w io.Writer) error {
	out := json.NewEncoder(w)
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		path, address, _ := strings.Cut(lines.Text(), "\t")
		body, err := os.ReadFile(filepath.Clean(path))
		if err != nil {
			return err
		}
		base, _ := url.Parse(address)
		p, err := Read(body, "", base)
		if err != nil {
			p = new(Page)
		}
		if err := out.Encode(lineOf(path, p)); err != nil {
			return err
		}
	}
	return lines.Err()
}

func lineOf(path string, p *Page) map[string]any {
	line := map[string]any{
		"path": path, "title": p.Title().Text, "authors": p.By().Names, "site": p.Site().Text,
		"canonical": p.Canonical().Text, "language": p.Language().Text, "status_class": p.Status,
	}
	if date := p.Date().Date; date.Day != 0 {
		line["date"] = date.String()
	}
	if os.Getenv("PAGE_LINES") == "all" {
		line["page"] = p
	}
	return line
}
