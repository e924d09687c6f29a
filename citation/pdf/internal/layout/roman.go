package layout

import "sync"

// romanDigits are those of Roman numbers up to maxRoman.
const romanDigits = "ivxlc"

// maxRoman bounds Roman numbers of notes: nobody reads longer ones.
const maxRoman = 199

// roman reads a Roman number in small letters, 0 where it is none.
func roman(s string) int { return romans()[s] }

var romans = sync.OnceValue(func() map[string]int {
	values := [...]struct {
		text  string
		value int
	}{{"c", 100}, {"xc", 90}, {"l", 50}, {"xl", 40}, {"x", 10}, {"ix", 9}, {"v", 5}, {"iv", 4}, {"i", 1}}
	numbers := make(map[string]int, maxRoman)
	for n := 1; n <= maxRoman; n++ {
		text, rest := "", n
		for _, v := range values {
			for ; rest >= v.value; rest -= v.value {
				text += v.text
			}
		}
		numbers[text] = n
	}
	return numbers
})
