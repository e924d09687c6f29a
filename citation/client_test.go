package citation_test

import (
	"encoding/json"
	"os"
	"strconv"
	"testing"

	"github.com/ibid-go/ibid/citation"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// sheet is an answer sheet: the parts of every source of a report, read by hand.
type sheet struct {
	Notes []struct{ Sources []goldSource }
}

type goldSource struct {
	Type, Title, Container, Publisher, Place, Date, Issue, Locator string
	Authors                                                        []goldName
	LinkText                                                       string `json:"link_text"`
	LinkTarget                                                     string `json:"link_target"`
	TitleStyle                                                     string `json:"title_style"`
	Ibid                                                           bool
	ResolvesTo                                                     int `json:"ibid_resolves_to"`
	Immediate                                                      int `json:"ibid_immediate"`
	Alt                                                            map[string]json.RawMessage
}

type goldName struct{ Given, Family, Literal string }

// TestClientReport compares every part of every source of the project's
// report, and of the original where it lies beside the checkout, with the
// answer sheet. Another reading that the sheet allows is right as well.
func TestClientReport(t *testing.T) {
	for _, dir := range []string{"../testdata/report", "../../shared/report"} {
		t.Run(dir, func(t *testing.T) {
			data, err := os.ReadFile(dir + "/gold.json")
			if os.IsNotExist(err) {
				t.Skip("not here")
			}
			require.NoError(t, err)
			var gold sheet
			require.NoError(t, json.Unmarshal(data, &gold))
			doc, err := citation.ParseFS(os.DirFS(dir), "report.txt")
			require.NoError(t, err)
			assert.Equal(t, "2022-03", doc.Date.String())
			require.Len(t, doc.Authors, 1)
			assert.Equal(t, "Lucas Webber", doc.Authors[0].String())
			require.Len(t, doc.Notes, len(gold.Notes))
			sources, right := 0, 0
			for i, note := range gold.Notes {
				got := doc.Notes[i]
				sources += len(note.Sources)
				if !assert.Len(t, got.Citations, len(note.Sources), got.Text) {
					continue
				}
				for k, want := range note.Sources {
					if want.compare(t, got.Citations[k]) {
						right++
					}
				}
			}
			t.Logf("%d of %d sources right in every part", right, sources)
		})
	}
}

// compare reports whether every part of c is as the sheet has it.
func (want goldSource) compare(t *testing.T, c *citation.Citation) bool {
	t.Helper()
	text := c.Note.Text
	if !assert.Equal(t, want.Ibid, c.Form == citation.Ibid, text) {
		return false
	}
	if want.Ibid {
		return assert.Len(t, c.Antecedents, 1, text) && assert.NotNil(t, c.Work(), text) &&
			assert.Equal(t, strconv.Itoa(want.Immediate), c.Antecedents[0].Note.Label, text) &&
			assert.Equal(t, strconv.Itoa(want.ResolvesTo), c.Work().Note.Label, text)
	}
	ok := true
	for name, pair := range map[string][2]string{
		"type":        {want.Type, string(c.Kind)},
		"title":       {want.Title, c.Title.Text},
		"title_style": {want.TitleStyle, markName(c.Title)},
		"outlet":      {want.Container + want.Publisher, c.Container.Text + c.Publisher.Text},
		"place":       {want.Place, c.Place.Text},
		"date":        {want.Date, c.Date.String()},
		"issue":       {want.Issue, c.Issue.Text},
		"locator":     {want.Locator, c.Locator.Text},
		"link_text":   {want.LinkText, firstLink(c).Text},
		"link_target": {want.LinkTarget, firstLink(c).URL},
		"authors":     {namesOf(want.Authors), authorsOf(c)},
	} {
		ok = assert.Contains(t, append(want.alternatives(t, name), pair[0]), pair[1], "%s of %s", name, text) && ok
	}
	return ok
}

// alternatives gives the other readings of a part that the sheet allows. An
// organisation may stand as author, container or publisher.
func (want goldSource) alternatives(t *testing.T, name string) []string {
	t.Helper()
	var readings []string
	add := func(key string) {
		raw, ok := want.Alt[key]
		if !ok {
			return
		}
		switch raw[0] {
		case 'n': // null
			readings = append(readings, "")
		case '"':
			var text string
			require.NoError(t, json.Unmarshal(raw, &text))
			readings = append(readings, text)
		default:
			var texts []string
			var names []goldName
			switch {
			case string(raw) == "[]":
				readings = append(readings, "")
			case json.Unmarshal(raw, &texts) == nil:
				readings = append(readings, texts...)
			default:
				require.NoError(t, json.Unmarshal(raw, &names))
				readings = append(readings, namesOf(names))
			}
		}
	}
	switch name {
	case "outlet":
		add("container")
		add("publisher")
		if want.Alt["publisher"] != nil && want.Container != "" && want.Publisher != "" {
			readings = append(readings, want.Container)
		}
	default:
		add(name)
	}
	return readings
}

func namesOf(names []goldName) string {
	var s string
	for _, n := range names {
		s += n.Given + "|" + n.Family + n.Literal + "; "
	}
	return s
}

func authorsOf(c *citation.Citation) string {
	var names []goldName
	for _, a := range c.Authors {
		names = append(names, goldName{a.Given, a.Family, a.Literal})
	}
	return namesOf(names)
}

func firstLink(c *citation.Citation) citation.Link {
	if len(c.Links) > 0 {
		return c.Links[0]
	}
	return citation.Link{}
}

func markName(title citation.Field) string {
	switch {
	case title.IsZero():
		return ""
	case title.Mark == citation.Unmarked:
		return "unquoted"
	}
	return title.Mark.String()
}
