package main

import (
	"strings"
	"time"
)

// A date is a day, a month or a year in ISO 8601: 2022-01-31, 2010-03, 2010. The zero value is no date.
type date string

// The forms of a date: as facts give it, and as American and other English sites show it.
const (
	isoDay, isoMonth, isoYear = "2006-01-02", "2006-01", "2006"
	monthFirst, dayFirst      = "January 2, 2006", "2 January 2006"
	shownMonth                = "January 2006"
)

// MonthFirst shows the date as in "January 31, 2022", with no more precision than it has.
func (d date) MonthFirst() string { return d.show(monthFirst) }

// DayFirst shows the date as in "31 January 2022", with no more precision than it has.
func (d date) DayFirst() string { return d.show(dayFirst) }

// show writes a day in the given form, a month or a year in the only one there is.
func (d date) show(form string) string {
	if day, err := time.Parse(isoDay, string(d)); err == nil {
		return day.Format(form)
	}
	if month, err := time.Parse(isoMonth, string(d)); err == nil {
		return month.Format(shownMonth)
	}
	return string(d)
}

func (d date) valid() bool {
	for _, form := range []string{isoDay, isoMonth, isoYear} {
		if _, err := time.Parse(form, string(d)); err == nil {
			return true
		}
	}
	return false
}

// within reports that d is a day of the month or year, or the very day, that other is.
func (d date) within(other date) bool {
	return d.valid() && (d == other || strings.HasPrefix(string(d), string(other)+"-"))
}
