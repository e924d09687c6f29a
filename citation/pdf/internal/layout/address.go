package layout

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-go/ibid/citation"
)

// addressStart finds where a printed address of the web begins.
var addressStart = regexp.MustCompile(`(?i)\b(?:https?://|www\.[\pL\pN])`)

// isAddressText reports whether a word is, or ends in, an address.
func isAddressText(word string) bool { return addressStart.MatchString(word) }

// continuesAddress reports whether the word that begins a line goes on with the
// address that ended the line before. What decides is what no word of a
// sentence has: signs of addresses inside it, or before the break.
func continuesAddress(address, next string) bool {
	last, _ := utf8.DecodeLastRuneInString(address)
	first, _ := utf8.DecodeRuneInString(next)
	switch {
	case next == "" || addressStart.MatchString(next) && strings.ContainsRune(".,;)]", last):
		return false
	case strings.ContainsRune(",;)]>”\"", last), strings.ContainsRune("([<“\"‘", first):
		return false
	case strings.HasSuffix(strings.ToLower(address), "://"):
		return true
	}
	inner := strings.TrimRight(next, ".,;:)]”\"")
	if name := address[strings.LastIndexByte(address, '/')+1:]; isFileName(name+inner) && !isFileName(name) {
		return true
	}
	isPart := strings.ContainsAny(inner, "/=_%&?#~") || strings.Count(inner, "-") > 1 || isFileName(inner)
	switch {
	case isPart:
		return last != '.' || !unicode.IsUpper(first)
	case strings.ContainsRune("/-_=&?%#~+:", last) || isHyphen(last):
		return !isSentenceWord(inner) || isHyphen(last) || strings.ContainsRune("_=&?%#~+", last)
	}
	return strings.ContainsFunc(inner, unicode.IsDigit) && strings.ContainsFunc(inner, unicode.IsLetter) && last != '.'
}

var fileName = regexp.MustCompile(`(?i)^[\w-]*\.(?:html?|pdf|php|aspx?|jsp|cfm|docx?|xlsx?|shtml|xml|txt|com|org|net|gov|edu|int|eu|uk|de|fr)$`)

func isFileName(s string) bool { return fileName.MatchString(s) }

// isSentenceWord reports whether a word may stand in a sentence, or be a
// bracket or a number there.
func isSentenceWord(s string) bool {
	if s == "" {
		return true
	}
	for i, r := range s {
		if !unicode.IsLetter(r) && r != '’' && r != '\'' || i > 0 && unicode.IsUpper(r) {
			return false
		}
	}
	return true
}

// withPrinted adds the addresses that are printed without a link, and completes
// links that a program has cut at the end of a line.
func withPrinted(text string, links []citation.Link) []citation.Link {
	var all []citation.Link
	at := 0
	printedUpTo := func(end int) {
		for {
			found := addressStart.FindStringIndex(text[at:end])
			if found == nil {
				return
			}
			start := at + found[0]
			n := addressLength(text[start:end])
			all = append(all, citation.Link{URL: text[start : start+n], Span: citation.Span{Start: start, End: start + n}})
			at = start + max(n, 1)
		}
	}
	for _, link := range links {
		start, end := min(link.Span.Start, len(text)), min(link.Span.End, len(text))
		if end <= at || start >= end {
			continue
		}
		if at < start {
			printedUpTo(start)
		}
		link.Span = citation.Span{Start: max(start, at), End: end}
		if n := addressLength(text[start:]); addressStart.MatchString(text[start:end]) && start+n > end && strings.HasPrefix(text[start:], strings.TrimSuffix(link.URL, "/")) {
			link.Span.End, link.URL = start+n, text[start:start+n]
		}
		all = append(all, link)
		at = link.Span.End
	}
	printedUpTo(len(text))
	return all
}

// addressLength gives the length of the address at the start of s: up to a
// blank or a quotation mark, without the punctuation of the sentence.
func addressLength(s string) int {
	end := strings.IndexFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("<>\"“”„«»", r) })
	if end < 0 {
		end = len(s)
	}
	for end > 0 {
		r, size := utf8.DecodeLastRuneInString(s[:end])
		open := map[rune]string{')': "(", ']': "["}[r]
		if !strings.ContainsRune(".,;:!?'’‘", r) && (open == "" || strings.Count(s[:end], open) >= strings.Count(s[:end], string(r))) {
			break
		}
		end -= size
	}
	return end
}
