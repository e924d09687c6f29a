package prose

// Beginnings tells by the first three letters of a text that it begins none of
// many words, as is so for most texts. The zero value has no words.
type Beginnings struct {
	thirds [26][26]uint32 // by the first two letters, a set of the third: bit n stands for letter n
}

// noLetter is the bit of a third character that is no letter of ASCII.
const noLetter = 1 << 26

// Add takes a word in lower case.
func (b *Beginnings) Add(word string) {
	if len(word) < 2 || word[0]-'a' >= 26 || word[1]-'a' >= 26 {
		return
	}
	third := uint32(noLetter)
	if len(word) > 2 && word[2]-'a' < 26 {
		third = 1 << (word[2] - 'a')
	}
	b.thirds[word[0]-'a'][word[1]-'a'] |= third
}

// May reports whether s, in capitals or not, may begin one of the words. It is
// always true where one of the first two characters is no letter of ASCII.
func (b *Beginnings) May(s string) bool {
	if len(s) < 3 {
		return true
	}
	first, second, third := s[0]|0x20-'a', s[1]|0x20-'a', s[2]|0x20-'a' // small letters
	switch {
	case first >= 26 || second >= 26:
		return true
	case third >= 26:
		return b.thirds[first][second] != 0
	}
	return b.thirds[first][second]&(1<<third) != 0
}
