// Package record reads what programs keep beside a citation that they printed:
// Zotero, Mendeley, EndNote, Word's own list, and pages with COinS.
//
//	InField   what a field of a reference manager keeps
//	Mendeley  what the tag of a content control keeps
//	CSL       what stands behind the word of Zotero in a name or a property
//	Word      a source in the list that Word keeps with a document
//	COinS     what a page tells programs of a source
//
// Each gives a record: a CSL-JSON citation with citationItems, as text.
package record

import (
	"encoding/base64"
	"encoding/json"
	"strings"
)

// Item is one source of a record: CSL-JSON as citation processors take it
// (csl-citation.json of CSL 1.0.2).
type Item struct {
	Data    map[string]any `json:"itemData"`
	Locator string         `json:"locator,omitempty"` // the place cited
}

// Of writes the record of these sources, "" where there are none.
func Of(items []Item) string {
	if len(items) == 0 {
		return ""
	}
	record, err := json.Marshal(map[string]any{"citationItems": items})
	if err != nil {
		return ""
	}
	return string(record)
}

// InField gives the record that a field of a reference manager keeps, "" where
// it keeps none. EndNote keeps some in data beside the instruction, in Base64.
func InField(instruction string, data []byte) string {
	if strings.Contains(instruction, "EN.CITE") {
		return endNoteRecord(instruction, data)
	}
	return CSL(instruction)
}

// CSL gives the record that Zotero and Mendeley keep behind a word of their own,
// "" where s has no such word.
func CSL(s string) string {
	_, rest, found := strings.Cut(s, "CSL_CITATION")
	if !found {
		return ""
	}
	return citationItems(rest)
}

// Mendeley gives the record in the tag of a content control, as Mendeley Cite
// keeps it; "" where the tag is another's.
func Mendeley(tag string) string {
	encoded, found := strings.CutPrefix(tag, "MENDELEY_CITATION_v3_")
	if !found {
		return ""
	}
	decoded, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		return ""
	}
	return citationItems(string(decoded))
}

// citationItems gives the JSON at the start of s if it is a citation.
func citationItems(s string) string {
	var citation struct {
		Items []json.RawMessage `json:"citationItems"`
	}
	var value json.RawMessage
	if json.NewDecoder(strings.NewReader(s)).Decode(&value) != nil || json.Unmarshal(value, &citation) != nil || len(citation.Items) == 0 {
		return ""
	}
	return string(value)
}

// nameOf makes a CSL name of "Family, Given"; what has no comma is not
// divided.
func nameOf(s string) map[string]any {
	family, given, found := strings.Cut(s, ",")
	if !found || strings.TrimSpace(given) == "" {
		return map[string]any{"literal": strings.Trim(s, ", ")}
	}
	return map[string]any{"family": strings.TrimSpace(family), "given": strings.TrimSpace(given)}
}

// namesOf makes CSL names, nil where there are none.
func namesOf(list []string) []any {
	var names []any
	for _, s := range list {
		if s = squeeze(s); s != "" {
			names = append(names, nameOf(s))
		}
	}
	return names
}

// setFields sets the fields that are not empty.
func setFields(data map[string]any, fields map[string]string) {
	for key, value := range fields {
		if value = squeeze(value); value != "" {
			data[key] = value
		}
	}
}

// squeeze makes one blank of each run of white space, and none at the ends.
func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }
