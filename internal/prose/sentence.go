package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxSentence is how far back and how far ahead, in bytes, the ends of a
// sentence are sought, so that many marks in one endless paragraph cost no more
// than their number.
const maxSentence = 4 << 10

// SentenceAt gives the sentence of text in which the byte offset at lies, or
// which ends there. Initials and common abbreviations (U.S., Mr., No.) do not
// end a sentence.
func SentenceAt(text string, at int) string {
	at = min(max(at, 0), len(text))
	start := max(0, at-maxSentence)
	text = text[:min(len(text), at+maxSentence)]
	for {
		end := sentenceEnd(text, start)
		if end >= at || end == len(text) {
			return strings.TrimSpace(text[start:end])
		}
		start = end
	}
}

// sentenceEnd gives the end of the first sentence that closes behind from,
// closing quotation marks included; the end of the text where none does.
func sentenceEnd(text string, from int) int {
	for i := from; i < len(text); i++ {
		if c := text[i]; c != '.' && c != '!' && c != '?' {
			continue
		}
		stop := i + 1
		for i = stop; i < len(text); {
			r, size := utf8.DecodeRuneInString(text[i:])
			if !strings.ContainsRune(".!?\"'”’»)]", r) {
				break
			}
			i += size
		}
		if beginsSentence(text[i:]) && !isAbbreviation(text[from:stop]) {
			return i
		}
		i--
	}
	return len(text)
}

// beginsSentence reports whether s, the text behind a full stop, goes on with
// blanks and something that opens a sentence.
func beginsSentence(s string) bool {
	rest := strings.TrimLeftFunc(s, unicode.IsSpace)
	if rest == "" {
		return true
	}
	if len(rest) == len(s) {
		return false
	}
	return !unicode.IsLower(firstRune(rest))
}

// isAbbreviation reports whether s ends in an initial ("U.", "Thomas M.") or
// in a word that is followed by a name or a number.
func isAbbreviation(s string) bool {
	word := s[strings.LastIndexFunc(s, unicode.IsSpace)+1:]
	word = strings.TrimLeft(word, "(\"'“‘[")
	letters := strings.TrimSuffix(word, ".")
	if utf8.RuneCountInString(letters) == 1 || strings.Contains(letters, ".") {
		return unicode.IsUpper(firstRune(letters))
	}
	switch letters {
	case "Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Gen", "Col", "Lt", "Capt", "Sgt", "Maj", "Gov", "Sen", "Rep", "Rev", "Hon",
		"No", "no", "n", "vol", "Vol", "vs", "v", "cf", "Cf", "ed", "eds", "approx", "ca", "e.g", "i.e", "art", "Art", "Fig":
		return true
	}
	return false
}
