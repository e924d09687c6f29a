package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
)

// JSON writes one message a line, each with the version and its kind: the
// record, from which every other format can be made.
type JSON struct{ W io.Writer }

type header struct {
	Version int    `json:"version"`
	Kind    string `json:"kind"`
}

// Document writes a line of kind "document".
func (j *JSON) Document(m *Document) error {
	return WriteJSON(j.W, struct {
		header
		*Document
	}{header{Version, "document"}, m})
}

// Note writes a line of kind "note".
func (j *JSON) Note(m *Note) error {
	return WriteJSON(j.W, struct {
		header
		*Note
	}{header{Version, "note"}, m})
}

// Finding writes a line of kind "finding".
func (j *JSON) Finding(m *Finding) error {
	return WriteJSON(j.W, struct {
		header
		*Finding
	}{header{Version, "finding"}, m})
}

// Result writes a line of kind "result".
func (j *JSON) Result(m *Result) error {
	return WriteJSON(j.W, struct {
		header
		*Result
	}{header{Version, "result"}, m})
}

// Summary writes a line of kind "summary".
func (j *JSON) Summary(m *Summary) error {
	return WriteJSON(j.W, struct {
		header
		*Summary
	}{header{Version, "summary"}, m})
}

// WriteJSON writes the manuscript as one line of JSON, note by note.
func (m *Manuscript) WriteJSON(w io.Writer) error {
	before, err := encode(struct {
		Version  int       `json:"version"`
		Document *Document `json:"document"`
	}{m.Version, m.Document})
	if err != nil {
		return err
	}
	behind, err := encode(struct {
		Links   []Link     `json:"links"`
		InText  []Citation `json:"citations,omitempty"`
		Orphans Orphans    `json:"orphans"`
	}{m.Links, m.InText, m.Orphans})
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(w, `%s,"notes":[`, bytes.TrimSuffix(before, []byte("}"))); err != nil {
		return err
	}
	comma := ""
	for note := range m.Notes {
		line, err := encode(note)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(w, "%s%s", comma, line); err != nil {
			return err
		}
		comma = ","
	}
	_, err = fmt.Fprintf(w, "],%s\n", bytes.TrimPrefix(behind, []byte("{")))
	return err
}

// WriteJSON writes v as one line of JSON that is safe to look at on a terminal:
// encoding/json escapes the control characters of ASCII, and what it leaves
// (DEL, and U+0080 to U+009F, which some terminals obey) is escaped here.
func WriteJSON(w io.Writer, v any) error {
	line, err := encode(v)
	if err != nil {
		return err
	}
	_, err = w.Write(append(line, '\n'))
	return err
}

// encode gives v as WriteJSON writes it, without the end of the line.
func encode(v any) ([]byte, error) {
	var line bytes.Buffer
	encoder := json.NewEncoder(&line)
	encoder.SetEscapeHTML(false) // it is read by programs, not by browsers
	if err := encoder.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(escapeControls(line.Bytes()), []byte("\n")), nil
}

func escapeControls(line []byte) []byte {
	isControl := func(r rune) bool { return 0x7f <= r && r <= 0x9f }
	if bytes.IndexFunc(line, isControl) < 0 {
		return line
	}
	var safe bytes.Buffer
	for _, r := range string(line) {
		if isControl(r) {
			fmt.Fprintf(&safe, `\u%04x`, r)
		} else {
			safe.WriteRune(r)
		}
	}
	return safe.Bytes()
}
