// Package tag says what each piece of a citation is: author, title, container,
// date, page …
//
//	NewLayout  finds what a note shows at a glance: quotations, brackets, dates, addresses
//	Atoms      cuts a stretch of it wherever one part could end and another begin
//	Model      weighs all readings of the atoms together and gives the best
//
// The weights are learned from notes made by internal/train; feature.go lists
// what the model looks at. It knows nothing of notes, antecedents or fields.
package tag
