package archive

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// capture is a row of an index of captures (CDX).
type capture struct {
	time           time.Time
	original, mime string
	digest         string
	status         int // 0 where the row does not say
	revisit        bool
}

// maxRows bounds the rows that are read of one answer: a query asks for a few.
const maxRows = 10_000

// parseCDX reads what an index answers, in any of its dialects: JSON arrays under a row of names (Wayback), an object a line
// (pywb), CDXJ, or plain text. Rows without a time or an address are passed over, and so is the key behind an empty row, by
// which a long answer could be gone on with.
func parseCDX(body []byte) ([]capture, error) {
	body = bytes.TrimSpace(body)
	switch {
	case len(body) == 0:
		return nil, nil
	case body[0] == '[':
		return parseCDXArrays(body)
	}
	var rows []capture
	for line := range bytes.Lines(body) {
		line = bytes.TrimSpace(line)
		if len(line) == 0 || len(rows) == maxRows {
			break
		}
		row, err := parseCDXLine(string(line))
		if err != nil {
			return nil, err
		}
		rows = row.appendTo(rows)
	}
	return rows, nil
}

func (c capture) appendTo(rows []capture) []capture {
	if c.time.IsZero() || !strings.Contains(c.original, "://") {
		return rows
	}
	return append(rows, c)
}

func parseCDXArrays(body []byte) ([]capture, error) {
	var table [][]string
	if err := json.Unmarshal(body, &table); err != nil {
		return nil, fmt.Errorf("reading its index: %w", err)
	}
	if len(table) == 0 {
		return nil, nil
	}
	var rows []capture
	for _, cells := range table[1:] {
		if len(cells) == 0 || len(rows) == maxRows {
			break
		}
		fields := map[string]string{}
		for i, name := range table[0] {
			if i < len(cells) {
				fields[name] = cells[i]
			}
		}
		rows = captureOf(fields).appendTo(rows)
	}
	return rows, nil
}

// parseCDXLine reads an object, "key time {object}", or words in the order of the Wayback Machine.
func parseCDXLine(line string) (capture, error) {
	words := strings.Fields(line)
	object, stamp := line, ""
	if line[0] != '{' {
		if len(words) < 3 {
			return capture{}, errors.New("reading its index: a row of fewer than three words")
		}
		stamp = words[1]
		_, object, _ = strings.Cut(line, stamp)
		object = strings.TrimSpace(object)
	}
	fields := map[string]string{}
	if strings.HasPrefix(object, "{") {
		if err := json.Unmarshal([]byte(object), &fields); err != nil {
			return capture{}, fmt.Errorf("reading its index: %w", err)
		}
	} else {
		for i, name := range []string{"urlkey", "timestamp", "original", "mimetype", "statuscode", "digest"} {
			if i < len(words) {
				fields[name] = words[i]
			}
		}
	}
	if fields["timestamp"] == "" {
		fields["timestamp"] = stamp
	}
	return captureOf(fields), nil
}

// captureOf reads the fields of a row by their names in either dialect.
func captureOf(f map[string]string) capture {
	first := func(names ...string) string {
		for _, name := range names {
			if f[name] != "" && f[name] != "-" {
				return f[name]
			}
		}
		return ""
	}
	c := capture{original: first("original", "url"), mime: first("mimetype", "mime"), digest: first("digest")}
	c.time, _ = parseStamp(first("timestamp"))
	c.status, _ = strconv.Atoi(first("statuscode", "status"))
	if c.mime == "warc/revisit" {
		c.revisit, c.mime = true, ""
	}
	return c
}

// resolveRevisits gives the rows that only say "the same as before" what the first row with the same digest says.
func resolveRevisits(rows []capture) {
	originals := map[string]capture{}
	for _, row := range rows {
		if _, known := originals[row.digest]; !known && !row.revisit && row.digest != "" {
			originals[row.digest] = row
		}
	}
	for i, row := range rows {
		if original, known := originals[row.digest]; known && row.revisit {
			rows[i].status, rows[i].mime = original.status, original.mime
		}
	}
}
