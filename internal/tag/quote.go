package tag

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Quote is a quotation: Start and End with its marks, Inner what they enclose.
type Quote struct {
	Range
	Inner Range // without a final comma or full stop
}

// maxQuote bounds a quotation in bytes. Titles are shorter; beyond it a mark
// that never closes would make the search quadratic.
const maxQuote = 1200

// findQuotes appends the outermost quotations of s in order.
func findQuotes(quotes []Quote, s string) []Quote {
	before := rune(0)
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf && c != '"' && c != '\'' { // no mark, as most of a text
			before = rune(c)
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if closers := closersOf(r); closers != "" && opens(before, s[i+size:]) {
			if start, end := closing(s, i+size, r, closers); end > 0 {
				quotes = append(quotes, trimQuote(s, Quote{Range{i, end}, Range{i + size, start}}))
				before, i = 0, end
				continue
			}
		}
		before = r
		i += size
	}
	return quotes
}

// closersOf gives the marks that may close a quotation opened by r, "" where r
// opens none.
func closersOf(r rune) string {
	switch r {
	case '“':
		return "”"
	case '„':
		return "“”"
	case '«':
		return "»"
	case '»':
		return "«"
	case '"':
		return "\""
	case '‘':
		return "’"
	case '‚':
		return "‘’"
	case '\'':
		return "'"
	}
	return ""
}

// opens reports whether a mark between before and rest can open a quotation: it
// stands at the start or behind a blank, and not before one. French marks have
// blanks inside.
func opens(before rune, rest string) bool {
	after, _ := utf8.DecodeRuneInString(rest)
	if before != 0 && !unicode.IsSpace(before) && !strings.ContainsRune("([{—–-“‘\"'/«>", before) {
		return false
	}
	return rest != "" && (!unicode.IsSpace(after) || strings.HasPrefix(rest, " ") || strings.HasPrefix(rest, "\u00a0"))
}

// closing finds the mark that closes the quotation opened by open before from:
// the one at depth zero, or for marks that are also apostrophes the likeliest.
func closing(s string, from int, open rune, closers string) (start, end int) {
	s = s[:min(len(s), from+maxQuote)]
	if strings.ContainsAny(closers, "'’") {
		return closingApostrophe(s, from, closers)
	}
	depth := 1
	for i := from; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf && c != '"' { // none of these marks, as most of a title
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case strings.ContainsRune(closers, r) && (r != open || closesStraight(s, i, size)):
			if depth--; depth == 0 {
				return i, i + size
			}
		case r == open:
			depth++
		}
		i += size
	}
	return lastCloser(s, from, closers)
}

// closesStraight tells a closing " from an opening one by the blank before it.
func closesStraight(s string, i, size int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i+size:])
	return !unicode.IsSpace(before) && !strings.ContainsRune("([", before) || i+size == len(s) || unicode.IsSpace(after)
}

// lastCloser takes the last closing mark where the depth never comes back to
// zero, as where an inner quotation is not closed.
func lastCloser(s string, from int, closers string) (start, end int) {
	i := strings.LastIndexAny(s[from:], closers)
	if i <= 0 {
		return 0, 0
	}
	_, size := utf8.DecodeRuneInString(s[from+i:])
	return from + i, from + i + size
}

// closingApostrophe finds a closing mark that is also an apostrophe. One
// between letters is no mark; of the others the first that stands at the end of
// a clause closes, else the first.
func closingApostrophe(s string, from int, closers string) (start, end int) {
	before := rune(0)
	for i := from; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if end > 0 && closersOf(r) != "" && unicode.IsSpace(before) && opens(before, s[i+size:]) && !unicode.IsSpace(firstOf(s[i+size:])) {
			break // another quotation opens: the first mark had closed this one
		}
		if strings.ContainsRune(closers, r) {
			after := firstOf(s[i+size:])
			inWord := unicode.IsLetter(after) || unicode.IsDigit(after) || unicode.IsSpace(before)
			atEnd := i+size == len(s) || strings.ContainsRune(",.;:)]<", after) || strings.ContainsRune(",.?!", before) ||
				startsPart(s[i+size:])
			if !inWord && atEnd {
				return i, i + size
			}
			if !inWord && end == 0 {
				start, end = i, i+size
			}
		}
		before = r
		i += size
	}
	return start, end
}

func firstOf(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// startsPart reports whether s begins with a blank and what follows a title
// without punctuation: a bracket, a figure, an address.
func startsPart(s string) bool {
	if !strings.HasPrefix(s, " ") || len(s) < 2 {
		return false
	}
	return strings.ContainsRune("([<0123456789", rune(s[1]))
}

// trimQuote takes the blanks of French marks and the punctuation of the note,
// which American typesetting puts inside, off the content.
func trimQuote(s string, q Quote) Quote {
	inner := s[q.Inner.Start:q.Inner.End]
	q.Inner.Start += len(inner) - len(strings.TrimLeftFunc(inner, unicode.IsSpace))
	inner = strings.TrimFunc(inner, unicode.IsSpace)
	trimmed := strings.TrimRight(inner, ",;")
	if strings.HasSuffix(trimmed, ".") && !strings.HasSuffix(trimmed, "...") && !endsInInitials(trimmed) {
		trimmed = strings.TrimSuffix(trimmed, ".")
	}
	q.Inner.End = q.Inner.Start + len(trimmed)
	return q
}

// endsInInitials reports whether the full stop at the end of s belongs to an
// abbreviation such as U.S.
func endsInInitials(s string) bool {
	word := s[strings.LastIndexByte(s, ' ')+1:]
	return strings.Count(word, ".") > 1
}
