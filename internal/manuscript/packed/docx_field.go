package packed

import "strings"

// docxField is a field (ECMA-376 part 1, 17.16): an instruction such as
// HYPERLINK "https://…", and the result that is printed.
type docxField struct {
	instruction []byte
	data        []byte // what a program keeps with the field, in Base64
	inResult    bool
	styled      *styled // the passage in which the field opened a style, nil for none
	repeats     string  // the bookmark of the note whose mark NOTEREF repeats
	asMark      bool    // NOTEREF \f: the number looks like a reference mark
}

// fieldCode is an instruction in its parts.
type fieldCode struct {
	name     string            // upper case
	argument string            // the first
	switches map[string]string // by lower-case letter, with the argument if they take one
}

// parseField divides an instruction.
func parseField(instruction string) fieldCode {
	code := fieldCode{switches: make(map[string]string)}
	pending := "" // a switch that waits for its argument
	for {
		word, isSwitch, rest := nextFieldWord(instruction)
		switch {
		case word == "" && rest == "":
			return code
		case isSwitch:
			pending = strings.ToLower(word)
			code.switches[pending] = ""
			if !takesArgument(pending) {
				pending = ""
			}
		case pending != "":
			code.switches[pending], pending = word, ""
		case code.name == "":
			code.name = strings.ToUpper(word)
		case code.argument == "":
			code.argument = word
		}
		instruction = rest
	}
}

// takesArgument tells for the switches of HYPERLINK and NOTEREF whether a value
// follows: \l fragment, \o tip, \t frame.
func takesArgument(letter string) bool { return letter == "l" || letter == "o" || letter == "t" }

// nextFieldWord gives the next word of an instruction: bare, in quotation
// marks, where a backslash makes the next character plain, or a switch.
func nextFieldWord(s string) (word string, isSwitch bool, rest string) {
	s = strings.TrimSpace(s)
	switch {
	case s == "":
		return "", false, ""
	case s[0] == '"':
		var b strings.Builder
		i := 1
		for ; i < len(s) && s[i] != '"'; i++ {
			if s[i] == '\\' && i+1 < len(s) && (s[i+1] == '\\' || s[i+1] == '"') {
				i++
			}
			b.WriteByte(s[i])
		}
		return b.String(), false, s[min(i+1, len(s)):]
	}
	end := strings.IndexAny(s, " \t\r\n")
	if end < 0 {
		end = len(s)
	}
	if s[0] == '\\' && end > 1 {
		return s[1:end], true, s[end:]
	}
	return s[:end], false, s[end:]
}

// target gives the address of a HYPERLINK.
func (c fieldCode) target() string { return withFragment(c.argument, c.switches["l"]) }

// maxTarget bounds an address, in bytes: the longest URL that common servers take.
const maxTarget = 8 << 10

// withFragment joins an address and the name of a place in it.
func withFragment(address, fragment string) string {
	address = strings.TrimSpace(address)
	if fragment == "" || len(address)+len(fragment) > maxTarget {
		return address
	}
	return address + "#" + strings.TrimPrefix(fragment, "#")
}
