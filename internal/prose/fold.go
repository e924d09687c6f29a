package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold brings s to the form in which two ways of writing one thing compare
// equal: lower case, no accents, no punctuation, "&" as "and", one blank
// between words. An apostrophe does not divide a word ("they're" is one), a
// hyphen or dash does. Letters of every script are kept.
func Fold(s string) string {
	if isFolded(s) {
		return s
	}
	if isASCII(s) {
		var buf [128]byte // longer than most names and titles
		return string(appendASCII(buf[:0], s))
	}
	var buf [128]byte
	return string(appendFold(buf[:0], s))
}

// AppendFold appends Fold(s) to the empty dst, which need not grow where s is no
// longer.
func AppendFold(dst []byte, s string) []byte {
	if isASCII(s) {
		return appendASCII(dst, s)
	}
	return appendFold(dst, s)
}

// appendFold is AppendFold for text that is not all ASCII.
func appendFold(dst []byte, s string) []byte {
	f := folder{out: dst}
	for i, r := range s {
		if r < utf8.RuneSelf {
			f = f.add(r)
			continue
		}
		if isHangul(r) { // the one script that is taken apart by arithmetic, not by a table
			return appendFold(f.out[:0], norm.NFKD.String(s))
		}
		parts := norm.NFKD.PropertiesString(s[i:]).Decomposition()
		if parts == nil {
			f = f.add(r)
		}
		for _, r := range string(parts) {
			f = f.add(r)
		}
	}
	return f.out
}

func isHangul(r rune) bool { return '\uac00' <= r && r <= '\ud7a3' }

// appendASCII is Fold for ASCII.
func appendASCII(dst []byte, s string) []byte {
	parted := false
	for i := range len(s) {
		c := s[i]
		switch {
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		case c == '\'' || c == '`':
			continue
		default:
			parted = true
			if c == '&' {
				dst = append(parting(dst), "and"...)
			}
			continue
		}
		if parted {
			dst, parted = parting(dst), false
		}
		dst = append(dst, c)
	}
	return dst
}

// parting appends the blank between two words.
func parting(dst []byte) []byte {
	if len(dst) == 0 {
		return dst
	}
	return append(dst, ' ')
}

// Words gives the folded words of s in order.
func Words(s string) []string { return strings.Fields(Fold(s)) }

// AppendFields appends the words of s, as strings.Fields gives them, to dst.
func AppendFields(dst []string, s string) []string {
	for word, rest := CutField(s); word != ""; word, rest = CutField(rest) {
		dst = append(dst, word)
	}
	return dst
}

// CutField gives the first word of s, as strings.Fields would, and what stands
// behind it; "" where s has none.
func CutField(s string) (word, rest string) {
	start := 0
	for start < len(s) && !isMidWord(s[start]) {
		size := blankSize(s[start:])
		if size == 0 {
			break
		}
		start += size
	}
	end := start
	for end < len(s) && (isMidWord(s[end]) || blankSize(s[end:]) == 0) {
		end++
	}
	return s[start:end], s[end:]
}

// LastField gives the last word of s, "" where s has none.
func LastField(s string) (last string) {
	for word, rest := CutField(s); word != ""; word, rest = CutField(rest) {
		last = word
	}
	return last
}

// isMidWord reports the bytes that begin no blank in any encoding: all of ASCII
// that prints.
func isMidWord(c byte) bool { return ' ' < c && c < utf8.RuneSelf }

// blankSize gives the length of the blank that s, which is not empty, begins
// with, 0 where it begins with none.
func blankSize(s string) int {
	switch c := s[0]; {
	case c == ' ' || '\t' <= c && c <= '\r':
		return 1
	case c != 0xc2 && (c < 0xe1 || c > 0xe3): // no other blank begins with such a byte in UTF-8
		return 0
	}
	if r, size := utf8.DecodeRuneInString(s); unicode.IsSpace(r) {
		return size
	}
	return 0
}

// isFolded reports whether s is one word that Fold would not change, as most
// words of a text are.
func isFolded(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// folder writes folded words, with a blank before each but the first. Its methods
// give it anew, so that what it writes to need not lie on the heap.
type folder struct {
	out    []byte
	inWord bool
}

func (f folder) add(r rune) folder {
	switch {
	case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
		f = f.beginWord()
		f.out = append(f.out, byte(r))
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		f = f.beginWord()
		f.out = appendLetter(f.out, r)
	case r == '&':
		f.inWord = false
		f = f.beginWord()
		f.out = append(f.out, "and"...)
		f.inWord = false
	case unicode.Is(unicode.Mn, r) || isApostrophe(r) || isInvisible(r):
	default:
		f.inWord = false
	}
	return f
}

func (f folder) beginWord() folder {
	if !f.inWord {
		f.out = parting(f.out)
	}
	f.inWord = true
	return f
}

// appendLetter appends the lower-case letter that r is compared as. NFKD has
// taken accents off already; these are the Latin letters that it leaves whole.
func appendLetter(out []byte, r rune) []byte {
	switch r {
	case 'ß':
		return append(out, "ss"...)
	case 'ø', 'Ø':
		return append(out, 'o')
	case 'ł', 'Ł':
		return append(out, 'l')
	case 'đ', 'Đ':
		return append(out, 'd')
	case 'ı':
		return append(out, 'i')
	case 'æ', 'Æ':
		return append(out, "ae"...)
	case 'œ', 'Œ':
		return append(out, "oe"...)
	case 'ʿ', 'ʾ':
		return out
	}
	return utf8.AppendRune(out, unicode.ToLower(r))
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
