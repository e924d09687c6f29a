package manuscript

import (
	"encoding/base64"
	"encoding/json"
	"strings"
)

// givenItem is one source of a record: CSL-JSON as citation processors take it
// (csl-citation.json of CSL 1.0.2).
type givenItem struct {
	Data    map[string]any `json:"itemData"`
	Locator string         `json:"locator,omitempty"`
}

// givenRecord writes the record of these sources, "" where there are none.
func givenRecord(items []givenItem) string {
	if len(items) == 0 {
		return ""
	}
	record, err := json.Marshal(map[string]any{"citationItems": items})
	if err != nil {
		return ""
	}
	return string(record)
}

// givenInField gives the record that a field of a reference manager keeps, ""
// where it keeps none.
func givenInField(instruction string, data []byte) string {
	if strings.Contains(instruction, "EN.CITE") {
		return endNoteRecord(instruction, data)
	}
	return cslCitation(instruction)
}

// cslCitation gives the record that Zotero and Mendeley keep behind a word of
// their own.
func cslCitation(s string) string {
	_, rest, found := strings.Cut(s, "CSL_CITATION")
	if !found {
		return ""
	}
	return citationItems(rest)
}

// mendeleyCitation gives the record in the tag of a content control, as
// Mendeley Cite keeps it.
func mendeleyCitation(tag string) string {
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

// givenName makes a CSL name of "Family, Given"; what has no comma is not
// divided.
func givenName(s string) map[string]any {
	family, given, found := strings.Cut(s, ",")
	if !found || strings.TrimSpace(given) == "" {
		return map[string]any{"literal": strings.Trim(s, ", ")}
	}
	return map[string]any{"family": strings.TrimSpace(family), "given": strings.TrimSpace(given)}
}

// givenNames makes CSL names, nil where there are none.
func givenNames(list []string) []any {
	var names []any
	for _, s := range list {
		if s = squeeze(s); s != "" {
			names = append(names, givenName(s))
		}
	}
	return names
}

// setGiven sets the fields that are not empty.
func setGiven(data map[string]any, fields map[string]string) {
	for key, value := range fields {
		if value = squeeze(value); value != "" {
			data[key] = value
		}
	}
}
