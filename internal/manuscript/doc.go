// Package manuscript turns a file into text, notes, markers and links.
//
//	Read     guesses the format and reads it
//	text.go  plain text, as it comes out of a converter or an editor
//
// It knows where a note begins and ends, not what it says.
package manuscript
