package archive

import (
	"fmt"
	"net/http"
	"strings"
	"time"
)

// parseDatetime reads the value of Memento-Datetime or of a datetime attribute. RFC 7089 (section 2.1) wants the form of
// RFC 1123 in GMT; services also write days of one digit, "UTC", wrong weekdays, RFC 3339 and fourteen digits.
func parseDatetime(s string) (time.Time, error) {
	s = strings.TrimSpace(s)
	if t, err := http.ParseTime(s); err == nil {
		return t.UTC(), nil
	}
	if _, afterDay, ok := strings.Cut(s, ","); ok {
		s = strings.TrimSpace(afterDay) // the weekday adds nothing, and is wrong at times
	}
	for _, layout := range []string{"2 Jan 2006 15:04:05 MST", "2-Jan-06 15:04:05 MST", time.RFC3339, stampLayout} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC(), nil
		}
	}
	return time.Time{}, fmt.Errorf("%.60q is not a date and time", s)
}

// stampLayout is the time in the address of a copy: fourteen digits, UTC.
const stampLayout = "20060102150405"

// parseStamp reads the time in the address of a copy. Archives also take fewer digits; what is left out is the start of the period.
func parseStamp(digits string) (time.Time, error) {
	if len(digits) < 4 || len(digits) > len(stampLayout) || len(digits)%2 != 0 {
		return time.Time{}, fmt.Errorf("%.20q is not a time of 4 to 14 digits", digits)
	}
	return time.Parse(stampLayout[:len(digits)], digits)
}
