package pdf

import (
	"regexp"
	"strings"
	"time"
)

// statedDay is how a date begins in document information (ISO 32000-1, 7.9.4:
// "D:20210503…") and in XMP (ISO 16684-1, 8.2.1.2: "2021-05-03T…").
var statedDay = regexp.MustCompile(`^\s*(?:D:)?(\d{4})(?:-?(\d\d)(?:-?(\d\d))?)?`)

// dayOf gives the day of a date that the file states, as "2021-05-03", in its own
// time zone, or the month or year where it says no more; "" for what is no date.
func dayOf(date string) string {
	m := statedDay.FindStringSubmatch(date)
	if m == nil {
		return ""
	}
	day := strings.TrimRight(strings.Join(m[1:], "-"), "-")
	if _, err := time.Parse("2006-01-02"[:len(day)], day); err != nil {
		return ""
	}
	return day
}
