package latex

import (
	"path"
	"strconv"
	"strings"
	"unicode/utf8"
)

// input reads the file that a command takes in. One that cannot be reached is
// left as it is, so that an editor sees what is missing.
func (f *flow) input(c *call) {
	name := strings.TrimSpace(c.argument().text())
	text, ok := f.file(name)
	if !ok {
		f.print(c.source.text[c.start:c.at])
		return
	}
	f.runText(text)
}

// file gives the file of a name, which may lack its ending.
func (f *flow) file(name string) (string, bool) {
	if f.include == nil || name == "" {
		return "", false
	}
	if f.inputs++; f.inputs > maxInputs {
		f.fail("it takes in more than %d files", maxInputs)
		return "", false
	}
	name = path.Clean(name)
	for _, candidate := range [...]string{name + ".tex", name} {
		if data, err := f.include(candidate); err == nil && utf8.Valid(data) {
			return string(data), true
		}
	}
	return "", false
}

// runText reads text that a file or a macro puts in place of a command.
func (f *flow) runText(text string) {
	if f.expanded += len(text); f.expanded > maxExpansion {
		f.fail("macros and files add more than %d MiB", maxExpansion>>20)
		return
	}
	f.run(newSource(text), 0, len(text))
}

// macro is a command that the manuscript defines.
type macro struct {
	arguments int
	optional  string // what the first is where it is not given
	hasOption bool
	body      string
}

// define keeps a command with its body, or how notes are numbered.
func (f *flow) define(command string, c *call) {
	name := strings.TrimLeft(strings.TrimSpace(c.argument().text()), `\`)
	var m macro
	if command == "def" {
		for c.at+1 < c.end && c.source.text[c.at] == '#' {
			m.arguments++
			c.at += 2
		}
	} else if n, ok := c.option(); ok {
		m.arguments, _ = strconv.Atoi(n)
		m.optional, m.hasOption = c.option()
	}
	m.body = c.argument().text()
	if counter := f.notes.counter(strings.TrimPrefix(name, "the")); counter != nil {
		counter.format = numberFormat(m.body)
		return
	}
	const mostArguments = 9
	if name == "" || m.arguments < 0 || m.arguments > mostArguments {
		return
	}
	if f.macros == nil {
		f.macros = map[string]macro{}
	}
	f.macros[name] = m
}

// numberFormat gives how a counter is printed.
func numberFormat(body string) string {
	for command, format := range map[string]string{
		`\fnsymbol`: "symbols", `\alph`: "lowerLetter", `\Alph`: "upperLetter", `\roman`: "lowerRoman", `\Roman`: "upperRoman",
	} {
		if strings.Contains(body, command) {
			return format
		}
	}
	return ""
}

// expand puts the body of a macro in its place.
func (f *flow) expand(name string, c *call) bool {
	m, ok := f.macros[name]
	if !ok {
		return false
	}
	arguments := make([]string, 0, 2*m.arguments)
	for i := range m.arguments {
		value := ""
		if given, ok := c.option(); i == 0 && m.hasOption {
			if value = m.optional; ok {
				value = given
			}
		} else {
			value = c.argument().text()
		}
		arguments = append(arguments, "#"+strconv.Itoa(i+1), value)
	}
	f.runText(strings.NewReplacer(arguments...).Replace(m.body))
	return true
}
