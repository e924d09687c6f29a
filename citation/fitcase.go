package citation

// fitReporter is for a case by the name of a party, the volume and the reporter:
// "Twombly, 550 U.S. at 556" (Bluebook, rule 10.9).
func (w *work) fitReporter(s *wording) int {
	next, at := 0, s.placeBehindAt()
	for k := 0; k < at; k++ {
		i := w.find(s.words[k].text, next, len(w.words))
		isReporter := k > 0 && s.words[k-1].ends && s.words[k].figures
		if i < 0 || s.words[k].figures && !isReporter {
			return noFit
		}
		if isReporter {
			return w.fitVolume(s.words[k:at], i)
		}
		next = i + 1
	}
	return noFit
}

// placeBehindAt gives the index of the last "at" that a cited place follows, -1
// without one.
func (w *wording) placeBehindAt() int {
	for k := len(w.words) - 1; k > 0; k-- {
		if w.words[k].text == "at" && w.isPlaceFrom(k) {
			return k
		}
	}
	return -1
}

// fitVolume compares a volume and a reporter with the words of w from index i.
func (w *work) fitVolume(reporter []word, i int) int {
	for n, word := range reporter {
		if i+n >= len(w.words) || w.words[i+n].text != word.text {
			return noFit
		}
	}
	return wholeTitle
}
