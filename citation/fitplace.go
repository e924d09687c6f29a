package citation

// placeAt gives the offset of the cited place in the text of a short form that
// fits, its length where it has none.
func (w *work) placeAt(s *wording) int {
	if w.fitReporter(s) > noFit {
		return s.words[s.placeBehindAt()].at
	}
	at := w.align(s)
	for len(at) == len(s.words) && len(at) > 0 && at[len(at)-1] >= w.titleEnd && s.words[len(at)-1].figures {
		at = at[:len(at)-1] // the same page stands behind both titles
	}
	for k := max(1, s.beforePlace(len(at))); k < len(s.words); k++ {
		if s.isPlaceFrom(k) {
			return s.words[k].at
		}
	}
	return s.end
}

// beforePlace takes the words off the end of the first n that begin the cited
// place: "S." stands before another page in both sources.
func (w *wording) beforePlace(n int) int {
	k := n
	for k > 0 && !w.isPlaceFrom(k) && locatorWords()[w.words[k-1].text] {
		k--
	}
	if !w.isPlaceFrom(k) {
		return n
	}
	return k
}

// isPlaceFrom reports whether the words from index k are a cited place or none:
// figures and the words around them, set off from what stands before. A comment
// may follow that begins small, as in "13, where the opposite is said".
func (w *wording) isPlaceFrom(k int) bool {
	if k >= len(w.words) {
		return k == len(w.words)
	}
	if k > 0 && !w.words[k-1].ends && !locatorWords()[w.words[k].text] {
		return false
	}
	figures := false
	for i, word := range w.words[k:] {
		isFigure := word.figures || isRoman(word.text)
		if !isFigure && !locatorWords()[word.text] {
			return figures && word.small && w.words[k+i-1].ends
		}
		figures = figures || isFigure
	}
	return figures
}
