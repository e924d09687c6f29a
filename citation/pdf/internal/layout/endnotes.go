package layout

import (
	"cmp"
	"math"
	"slices"
)

// run is a list of lines that count from one, as endnotes do.
type run struct {
	starts []label
	marks  map[string]*label // by label
}

// maxRuns bounds the lists that are looked at: a book has some dozen chapters.
const maxRuns = 1_000

// missing is how many numbers may be missing between two of a list, or between
// two of its marks.
const missing = 2

// findEndnotes looks for notes behind the text: lists that count from one, for
// marks that stand before them. The longest list is served first: it is the
// notes, where a list in the text counts up to three; of two as long the later
// begins nearer to what they share.
func (f *finder) findEndnotes() {
	runs := f.runs()
	slices.SortFunc(runs, func(a, b run) int {
		return cmp.Or(len(b.starts)-len(a.starts), b.starts[0].index-a.starts[0].index)
	})
	var kept []run
	for _, r := range runs {
		if f.claim(&r) && !slices.ContainsFunc(kept, r.overlaps) {
			kept = append(kept, r)
			for _, mark := range r.marks {
				mark.used = true
			}
			for _, start := range r.starts {
				f.isNote[start.line] = true
			}
		}
	}
	slices.SortFunc(kept, func(a, b run) int { return a.starts[0].index - b.starts[0].index })
	for _, r := range kept {
		f.openEndnotes(r)
	}
}

func (r *run) last() int { return r.starts[len(r.starts)-1].index }

func (r *run) overlaps(other run) bool {
	return r.starts[0].index <= other.last() && other.starts[0].index <= r.last()
}

// runs gives the lists that begin with each line numbered one.
func (f *finder) runs() []run {
	var openings []label
	for i, l := range f.lines {
		if start, ok := l.opening(); ok && !f.isNote[l] && start.number > 0 {
			start.index = i
			openings = append(openings, start)
		}
	}
	var runs []run
	for i, first := range openings {
		if first.number == 1 && len(runs) < maxRuns {
			runs = append(runs, run{starts: count(openings[i:])})
		}
	}
	return runs
}

// count follows a list from its first number on. The next number stands on the
// same page or the next, in the same form.
func count(openings []label) []label {
	found := openings[:1:1]
	for _, l := range openings[1:] {
		last := found[len(found)-1]
		if l.line.page > last.line.page+1 {
			break
		}
		if l.number > last.number && l.number <= last.number+1+missing && l.raised == last.raised &&
			l.isBracketed() == last.isBracketed() && math.Abs(l.line.size-last.line.size) < 0.6 &&
			(l.number == last.number+1 || l.isBracketed()) {
			found = append(found, l)
		}
	}
	return found
}

// isBracketed reports whether the number is printed as "[12]".
func (l *label) isBracketed() bool { return l.line.glyphs[l.start].Rune == '[' }

// claim finds the marks of a list, back from its beginning. It reports whether
// most numbers have one.
func (f *finder) claim(r *run) bool {
	r.marks = make(map[string]*label)
	want := r.starts[len(r.starts)-1].number
	for i := len(f.marks) - 1; i >= 0 && want > 0; i-- {
		mark := f.marks[i]
		if mark.index >= r.starts[0].index || mark.used || f.isNote[mark.line] || f.hasNote(mark) {
			continue
		}
		if mark.number > 0 && mark.number <= want && mark.number >= want-missing {
			r.marks[mark.text] = mark
			want = mark.number - 1
		}
	}
	return 5*len(r.marks) >= 3*len(r.starts)
}

// hasNote reports whether a note at the foot of its page has the mark's label.
func (f *finder) hasNote(mark *label) bool {
	page := mark.line.page
	return f.footnotes[footnote{mark.text, page}] || f.footnotes[footnote{mark.text, page + 1}]
}

// footnote identifies the notes, or marks, of a label and a page.
type footnote struct {
	label string
	page  int
}

// openEndnotes makes notes of a list. The last ends where a larger line, or a
// gap, follows.
func (f *finder) openEndnotes(r run) {
	for i, start := range r.starts {
		f.open(start)
		n := f.notes[len(f.notes)-1]
		n.atEnd, n.mark = true, r.marks[n.label]
		end, isLast := len(f.lines), i+1 == len(r.starts)
		if !isLast {
			end = r.starts[i+1].index
		}
		for at := start.index + 1; at < end; at++ {
			l, before := f.lines[at], f.lines[at-1]
			if l.size > start.line.size+0.6 || isLast && (l.page == before.page && before.y-l.y > 2.2*l.size || at > start.index+longestLast) {
				break
			}
			f.extend(l)
		}
	}
}

// longestLast bounds the lines of the last endnote, whose end nothing shows.
const longestLast = 30
