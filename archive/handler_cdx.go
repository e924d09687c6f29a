package archive

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/ibid-go/ibid/internal/warc"
)

// row is a line of the index by the names that pywb gives the fields.
type row map[string]string

// rowFields is the order of the fields where there are no names.
func rowFields() []string {
	return []string{"urlkey", "timestamp", "url", "mime", "status", "digest", "length", "offset", "filename"}
}

// otherNames are the names that the Wayback Machine gives to the same fields.
func otherNames() map[string]string {
	return map[string]string{"original": "url", "mimetype": "mime", "statuscode": "status"}
}

// index answers a query of the index: url, matchType, from, to, filter, sort, closest, limit, fl or fields, and output.
func (s *server) index(w http.ResponseWriter, r *http.Request, _ string) {
	v := r.URL.Query()
	if v.Get("url") == "" {
		cdxError(w, `The "url" param is required`)
		return
	}
	rows, err := s.rows(v)
	if err != nil {
		cdxError(w, err.Error())
		return
	}
	fields := rowFields()
	if chosen := cmp.Or(v.Get("fl"), v.Get("fields")); chosen != "" {
		fields = strings.Split(chosen, ",")
	}
	waybacks := strings.HasPrefix(r.URL.Path, "/cdx/search/")
	switch output := v.Get("output"); {
	case output == "json" && waybacks:
		writeArrays(w, rows, fields)
	case output == "json":
		writeObjects(w, rows, fields)
	case output == "text" || output == "" && waybacks:
		writeWords(w, rows, fields)
	case output == "cdxj" || output == "":
		writeCDXJ(w, rows)
	default:
		cdxError(w, "output="+output+" not supported")
	}
}

func cdxError(w http.ResponseWriter, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusBadRequest)
	json.NewEncoder(w).Encode(map[string]string{"message": message})
}

// rows selects and orders the lines.
func (s *server) rows(v url.Values) ([]row, error) {
	filters, err := parseFilters(v["filter"])
	if err != nil {
		return nil, err
	}
	var rows []row
	for _, e := range s.matching(v.Get("url"), v.Get("matchType")) {
		line := rowOf(e)
		if within(line["timestamp"], v.Get("from"), v.Get("to")) && filters.pass(line) {
			rows = append(rows, line)
		}
	}
	order(rows, v)
	limit, _ := strconv.Atoi(v.Get("limit"))
	switch {
	case limit > 0 && limit < len(rows):
		rows = rows[:limit]
	case limit < 0 && -limit < len(rows):
		rows = rows[len(rows)+limit:]
	}
	return rows, nil
}

// within compares a time with bounds; a bound of fewer digits takes in the whole period.
func within(stamp, from, to string) bool {
	return stamp >= from && (to == "" || stamp <= to || strings.HasPrefix(stamp, to))
}

// matching are the entries of an address, or of all below it, on its host, or on its domain.
func (s *server) matching(address, kind string) []warc.Entry {
	c := s.collection
	var list []warc.Entry
	if kind == "" || kind == "exact" {
		for _, n := range c.byURL[keysOf(addressIn(address)).loose] {
			list = append(list, c.entries[n])
		}
		return list
	}
	key := warc.SURT(addressIn(address))
	host, _, _ := strings.Cut(key, ")")
	for _, e := range c.entries {
		k := warc.SURT(e.URL)
		if kind == "prefix" && strings.HasPrefix(k, key) || strings.HasPrefix(k, host+")") && kind != "prefix" || kind == "domain" && strings.HasPrefix(k, host+",") {
			list = append(list, e)
		}
	}
	return list
}

func rowOf(e warc.Entry) row {
	line := row{
		"urlkey": warc.SURT(e.URL), "timestamp": e.Time.UTC().Format(stampLayout), "url": e.URL, "mime": cmp.Or(e.MIME, "unk"), "digest": e.Digest,
		"length": strconv.FormatInt(e.Length, 10), "offset": strconv.FormatInt(e.Offset, 10), "filename": e.Filename,
	}
	switch {
	case e.Type == warc.TypeRevisit:
		line["mime"] = "warc/revisit"
	case e.Status > 0:
		line["status"] = strconv.Itoa(e.Status)
	}
	return line
}

func order(rows []row, v url.Values) {
	slices.SortStableFunc(rows, func(a, b row) int {
		return cmp.Or(cmp.Compare(a["urlkey"], b["urlkey"]), cmp.Compare(a["timestamp"], b["timestamp"]))
	})
	switch at, err := parseStamp(v.Get("closest")); {
	case v.Get("sort") == "reverse":
		slices.Reverse(rows)
	case v.Get("closest") != "" && v.Get("sort") != "default" && err == nil:
		slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(distance(a, at), distance(b, at)) })
	}
}

func distance(line row, at time.Time) time.Duration {
	when, _ := parseStamp(line["timestamp"])
	return when.Sub(at).Abs()
}

// filter is one condition: [!][=|~]field:expression.
type filter struct {
	field string
	not   bool
	match func(string) bool
}

type filters []filter

func (list filters) pass(line row) bool {
	return !slices.ContainsFunc(list, func(f filter) bool { return f.match(line[f.field]) == f.not })
}

// parseFilters reads conditions. Without a sign the expression is a regular one for the whole field, as the Wayback Machine has it; "~" looks for it anywhere.
func parseFilters(texts []string) (filters, error) {
	var list filters
	for _, text := range texts {
		name, expression, ok := strings.Cut(text, ":")
		if !ok {
			return nil, fmt.Errorf("filter %.60q has no colon", text)
		}
		f := filter{}
		name, f.not = strings.CutPrefix(name, "!")
		exact := strings.HasPrefix(name, "=")
		anywhere := strings.HasPrefix(name, "~")
		f.field = strings.TrimLeft(name, "=~")
		f.field = cmp.Or(otherNames()[f.field], f.field)
		if exact {
			f.match = func(s string) bool { return s == expression }
		} else {
			if !anywhere {
				expression = `^(?:` + expression + `)$`
			}
			re, err := regexp.Compile(expression)
			if err != nil {
				return nil, fmt.Errorf("filter %.60q: %w", text, err)
			}
			f.match = re.MatchString
		}
		list = append(list, f)
	}
	return list, nil
}

// value is a field by either of its names.
func (line row) value(field string) string { return line[cmp.Or(otherNames()[field], field)] }

func writeArrays(w http.ResponseWriter, rows []row, fields []string) {
	table := make([][]string, 0, len(rows)+1)
	if len(rows) > 0 {
		table = append(table, fields)
	}
	for _, line := range rows {
		cells := make([]string, len(fields))
		for i, f := range fields {
			cells[i] = cmp.Or(line.value(f), "-")
		}
		table = append(table, cells)
	}
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(table)
}

func writeObjects(w http.ResponseWriter, rows []row, fields []string) {
	w.Header().Set("Content-Type", "text/x-ndjson")
	for _, line := range rows {
		object := map[string]string{}
		for _, f := range fields {
			if v := line.value(f); v != "" {
				object[f] = v
			}
		}
		writeObject(w, object)
	}
}

// writeObject writes a line; & stays & in addresses, as other tools write it.
func writeObject(w io.Writer, object map[string]string) {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	out.Encode(object)
}

func writeWords(w http.ResponseWriter, rows []row, fields []string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	for _, line := range rows {
		words := make([]string, len(fields))
		for i, f := range fields {
			words[i] = cmp.Or(strings.ReplaceAll(line.value(f), " ", "%20"), "-")
		}
		fmt.Fprintln(w, strings.Join(words, " "))
	}
}

func writeCDXJ(w http.ResponseWriter, rows []row) {
	w.Header().Set("Content-Type", "text/x-cdxj")
	for _, line := range rows {
		object := map[string]string{}
		for name, v := range line {
			if name != "urlkey" && name != "timestamp" && v != "" {
				object[name] = v
			}
		}
		fmt.Fprintf(w, "%s %s ", line["urlkey"], line["timestamp"])
		writeObject(w, object)
	}
}
