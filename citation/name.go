package citation

// Name is a person (Given, Family) or an organisation (Literal). A person of
// whom only one name is printed has a Family alone.
type Name struct {
	Given   string // "Thomas M."
	Family  string // "Sanderson", "al-Adnani", "van der Berg"
	Suffix  string // "Jr.", "III"
	Literal string // "United Nations Security Council"
	Span    Span

	Confidence float64 // of the whole list that the name stands in; see [Field]
}

// Guessed is [Field.Guessed] of a name.
func (n Name) Guessed() bool { return isGuess(n.Confidence) }

// String is the name in reading order.
func (n Name) String() string {
	if n.Literal != "" {
		return n.Literal
	}
	s := n.Family
	if n.Given != "" {
		s = n.Given + " " + s
	}
	if n.Suffix != "" {
		s += " " + n.Suffix
	}
	return s
}
