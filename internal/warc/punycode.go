package warc

import (
	"strings"
	"unicode/utf8"
)

// The parameters of RFC 3492, section 5.
const (
	punyBase, punyTMin, punyTMax = 36, 1, 26
	punySkew, punyDamp           = 38, 700
	punyBias, punyFirst          = 72, 0x80
	// maxLabel bounds a label, in characters: encoding is quadratic, and no label of DNS has more than 63 bytes.
	maxLabel = 63
)

// punycode writes one label of a host in ASCII (RFC 3492, section 6.3, behind "xn--"). A label that is ASCII, not UTF-8 or too
// long for DNS stays as it is.
func punycode(label string) string {
	if isASCII(label) || !utf8.ValidString(label) || utf8.RuneCountInString(label) > maxLabel {
		return label
	}
	var out strings.Builder
	out.WriteString("xn--")
	runes := []rune(label)
	basic := 0
	for _, r := range runes {
		if r < punyFirst {
			out.WriteByte(byte(r))
			basic++
		}
	}
	if basic > 0 {
		out.WriteByte('-')
	}
	n, delta, bias := rune(punyFirst), 0, punyBias
	for done := basic; done < len(runes); n++ {
		next := nextRune(runes, n)
		delta += int(next-n) * (done + 1)
		n = next
		for _, r := range runes {
			if r < n {
				delta++
			}
			if r == n {
				writeDelta(&out, delta, bias)
				bias = adapt(delta, done+1, done == basic)
				delta = 0
				done++
			}
		}
		delta++
	}
	return out.String()
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) < 0
}

// nextRune is the smallest rune that is not below n.
func nextRune(runes []rune, n rune) rune {
	next := rune(utf8.MaxRune)
	for _, r := range runes {
		if r >= n && r < next {
			next = r
		}
	}
	return next
}

func writeDelta(out *strings.Builder, delta, bias int) {
	for k := punyBase; ; k += punyBase {
		t := min(max(k-bias, punyTMin), punyTMax)
		if delta < t {
			out.WriteByte(punyDigit(delta))
			return
		}
		out.WriteByte(punyDigit(t + (delta-t)%(punyBase-t)))
		delta = (delta - t) / (punyBase - t)
	}
}

func punyDigit(d int) byte {
	if d < 26 {
		return byte('a' + d)
	}
	return byte('0' + d - 26)
}

func adapt(delta, points int, first bool) int {
	if first {
		delta /= punyDamp
	} else {
		delta /= 2
	}
	delta += delta / points
	k := 0
	for ; delta > (punyBase-punyTMin)*punyTMax/2; k += punyBase {
		delta /= punyBase - punyTMin
	}
	return k + (punyBase-punyTMin+1)*delta/(delta+punySkew)
}
