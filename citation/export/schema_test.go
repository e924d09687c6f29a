package export_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/ibid-go/ibid/citation/export"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Items have only the types and the properties that testdata/csl-data.txt
// gives, each with the type of value that the schema wants.
func TestSchema(t *testing.T) {
	properties, types := readSchema(t)
	citations := append(append(kinds(), hard()...), made(), kept())
	var items []map[string]any
	require.NoError(t, json.Unmarshal([]byte(written(t, export.CSL, citations...)), &items))
	require.Len(t, items, len(citations))
	for _, item := range items {
		assert.NotEmpty(t, item["id"])
		assert.Contains(t, types, item["type"])
		for name, value := range item {
			switch properties[name] {
			case "string":
				assert.IsType(t, "", value, name)
			case "names":
				checkNames(t, value)
			case "date":
				checkDate(t, value)
			case "object":
				assert.IsType(t, map[string]any{}, value, name)
			default:
				assert.Fail(t, "no property of the schema", name)
			}
		}
	}
}

func readSchema(t *testing.T) (properties map[string]string, types []string) {
	t.Helper()
	data, err := os.ReadFile("testdata/csl-data.txt")
	require.NoError(t, err)
	properties = make(map[string]string)
	for line := range strings.Lines(string(data)) {
		of, names, ok := strings.Cut(line, ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		if of == "type" {
			types = append(types, strings.Fields(names)...)
			continue
		}
		for name := range strings.FieldsSeq(names) {
			properties[name] = of
		}
	}
	return properties, types
}

func checkNames(t *testing.T, value any) {
	t.Helper()
	names, ok := value.([]any)
	require.True(t, ok)
	for _, name := range names {
		for part, text := range name.(map[string]any) {
			assert.Contains(t, []string{"family", "given", "suffix", "literal"}, part)
			assert.IsType(t, "", text)
		}
	}
}

func checkDate(t *testing.T, value any) {
	t.Helper()
	for part, v := range value.(map[string]any) {
		switch part {
		case "date-parts":
			dates := v.([]any)
			assert.True(t, len(dates) == 1 || len(dates) == 2, dates)
			for _, date := range dates {
				parts := date.([]any)
				assert.True(t, 1 <= len(parts) && len(parts) <= 3, parts)
			}
		case "season":
			assert.IsType(t, 0.0, v)
		case "circa":
			assert.IsType(t, true, v)
		default:
			assert.Fail(t, "no part of a date", part)
		}
	}
}
