package prose

// Similarity says how alike two texts are, from 0 (no word in common) to 1
// (the same words): the harmonic mean of the shares of words that each has in
// the other, case, accents and punctuation aside. It does not look at order.
func Similarity(a, b string) float64 {
	first, second := Words(a), Words(b)
	if len(first) == 0 || len(second) == 0 {
		return 0
	}
	count := make(map[string]int, len(first))
	for _, w := range first {
		count[w]++
	}
	common := 0
	for _, w := range second {
		if count[w] > 0 {
			count[w]--
			common++
		}
	}
	return 2 * float64(common) / float64(len(first)+len(second))
}

// Close reports whether two words differ by at most one letter, and are long
// enough that this is a spelling rather than another word.
func Close(a, b string) bool {
	const longEnough = 6 // letters
	x, y := []rune(Fold(a)), []rune(Fold(b))
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(y)-len(x) > 1 || len(x) < longEnough {
		return string(x) == string(y)
	}
	i := 0
	for i < len(x) && x[i] == y[i] {
		i++
	}
	if i == len(x) {
		return true
	}
	if len(x) == len(y) {
		return string(x[i+1:]) == string(y[i+1:])
	}
	return string(x[i:]) == string(y[i+1:])
}
