package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold brings s to the form in which two ways of writing one thing compare
// equal: lower case, no accents, no punctuation, "&" as "and", one blank
// between words. Letters of every script are kept.
func Fold(s string) string {
	return strings.Join(Words(s), " ")
}

// Words gives the folded words of s in order. An apostrophe does not divide a
// word ("they're" is one), a hyphen or dash does.
func Words(s string) []string {
	var words []string
	var word strings.Builder
	flush := func() {
		if word.Len() > 0 {
			words = append(words, word.String())
			word.Reset()
		}
	}
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			word.WriteString(foldRune(r))
		case r == '&':
			flush()
			words = append(words, "and")
		case unicode.Is(unicode.Mn, r) || isApostrophe(r) || isInvisible(r):
		default:
			flush()
		}
	}
	flush()
	return words
}

// foldRune gives the lower-case letter that r is compared as. NFKD has taken
// accents off already; these are the Latin letters that it leaves whole.
func foldRune(r rune) string {
	switch r {
	case 'ß':
		return "ss"
	case 'ø', 'Ø':
		return "o"
	case 'ł', 'Ł':
		return "l"
	case 'đ', 'Đ':
		return "d"
	case 'ı':
		return "i"
	case 'æ', 'Æ':
		return "ae"
	case 'œ', 'Œ':
		return "oe"
	case 'ʿ', 'ʾ':
		return ""
	}
	return string(unicode.ToLower(r))
}

func isApostrophe(r rune) bool {
	return strings.ContainsRune("'’‘ʼʻ`´′", r)
}

// isInvisible reports the characters that a reader cannot see and a converter
// leaves behind: soft hyphen, zero-width space and joiners, byte order mark.
func isInvisible(r rune) bool {
	return r == '\u00ad' || r == '\ufeff' || r == '\u2060' || '\u200b' <= r && r <= '\u200f'
}

// Squeeze makes every run of white space in s one blank and trims both ends.
func Squeeze(s string) string {
	return strings.Join(strings.Fields(s), " ")
}

// Printable gives s without control and invisible characters, valid UTF-8,
// and at most max runes long ("…" stands for what was cut). What a stranger's
// page or manuscript says goes through it before it is shown.
func Printable(s string, max int) string {
	var b strings.Builder
	n := 0
	for _, r := range s {
		if r == utf8.RuneError || isInvisible(r) || '\u202a' <= r && r <= '\u202e' || '\u2066' <= r && r <= '\u2069' {
			continue
		}
		if unicode.IsControl(r) || unicode.IsSpace(r) {
			r = ' '
		}
		if n++; n > max {
			return strings.TrimRight(b.String(), " ") + "…"
		}
		b.WriteRune(r)
	}
	return Squeeze(b.String())
}

// PlainQuotes writes every kind of quotation mark, apostrophe and dash in its
// typewriter form, so that two printings of one sentence compare equal
// without losing case or punctuation.
func PlainQuotes(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case isApostrophe(r) || r == '‚' || r == '‹' || r == '›':
			return '\''
		case strings.ContainsRune("“”„‟«»″", r):
			return '"'
		case '\u2010' <= r && r <= '\u2015' || r == '−':
			return '-'
		case unicode.IsSpace(r):
			return ' '
		}
		return r
	}, s)
}
