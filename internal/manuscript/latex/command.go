package latex

import (
	"strconv"
	"strings"

	"github.com/ibid-go/ibid/internal/manuscript"
)

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// command reads the command at i and gives where to go on.
func (f *flow) command(s *source, i, end int) int {
	name, at := commandName(s.text, i, end)
	c := call{f, s, i, at, end}
	if f.inPreamble && !preambleCommands[name] && f.macros[name].body == "" {
		return c.at
	}
	switch {
	case f.noteCommand(name, &c), f.textCommand(name, &c), f.structureCommand(name, &c):
	case strings.Contains(strings.ToLower(name), "cite"):
		f.cite(name, &c)
	case f.accent(name, &c):
	case symbols[name] != "":
		f.print(symbols[name])
	case f.expand(name, &c):
	default:
		for _, kind := range leftOut[name] {
			c.skip(kind)
		}
	}
	return c.at
}

// commandName reads the name of the command at i: letters, or one sign. Blanks
// behind letters belong to it.
func commandName(text string, i, end int) (name string, at int) {
	at = i + 1
	for at < end && (isLetter(text[at]) || text[at] == '@') {
		at++
	}
	switch {
	case at == i+1 && at < end:
		return text[at : at+1], at + 1
	case at < end && text[at] == '*':
		at++
		return text[i+1 : at-1], skipBlanks(text, at, end)
	}
	return text[i+1 : at], skipBlanks(text, at, end)
}

// skipBlanks passes blanks and one line end.
func skipBlanks(text string, i, end int) int {
	lines := 0
	for i < end && (text[i] == ' ' || text[i] == '\t' || text[i] == '\n' && lines == 0) {
		if text[i] == '\n' {
			lines++
		}
		i++
	}
	if lines > 0 && i < end && text[i] == '\n' {
		return strings.LastIndexByte(text[:i], '\n') // a paragraph ends here
	}
	return i
}

// call is a command while its arguments are read.
type call struct {
	flow   *flow
	source *source
	start  int // of the command
	at     int // behind what was read
	end    int
}

// argument gives what the next braces hold, or the next character.
func (c *call) argument() arg {
	text := c.source.text
	at := skipBlanks(text, c.at, c.end)
	if at >= c.end || text[at] == '}' {
		return arg{c.source, span{c.at, c.at}}
	}
	if text[at] != '{' {
		next := at + 1
		if text[at] == '\\' {
			_, next = commandName(text, at, c.end)
		}
		c.at = next
		return arg{c.source, span{at, next}}
	}
	to, closed := c.source.ends[at]
	if !closed || to > c.end {
		c.at = at + 1
		return arg{c.source, span{at + 1, at + 1}}
	}
	c.at = to + 1
	return arg{c.source, span{at + 1, to}}
}

// option gives what square brackets hold; ok is false where none follow.
func (c *call) option() (text string, ok bool) {
	const longest = 300 // bytes
	at := skipBlanks(c.source.text, c.at, c.end)
	if at >= c.end || c.source.text[at] != '[' {
		return "", false
	}
	depth := 0
	for i := at; i < min(c.end, at+longest); i++ {
		switch c.source.text[i] {
		case '{':
			depth++
		case '}':
			depth--
		case ']':
			if depth == 0 {
				c.at = i + 1
				return c.source.text[at+1 : i], true
			}
		}
	}
	return "", false
}

func (c *call) skip(kind rune) {
	if kind == '[' {
		c.option()
	} else {
		c.argument()
	}
}

func (f *flow) runArg(a arg) { f.run(a.source, a.start, a.end) }

// textCommand reads what sets words off or links them.
func (f *flow) textCommand(name string, c *call) bool {
	switch name {
	case "emph":
		f.inFont(c.argument(), manuscript.Font{Italic: !f.font.Italic, SmallCaps: f.font.SmallCaps})
	case "textit", "textsl":
		f.inFont(c.argument(), manuscript.Font{Italic: true, SmallCaps: f.font.SmallCaps})
	case "textsc":
		f.inFont(c.argument(), manuscript.Font{Italic: f.font.Italic, SmallCaps: true})
	case "textup", "textnormal":
		f.inFont(c.argument(), manuscript.Font{})
	case "em", "it", "itshape", "sl", "slshape":
		f.font.Italic = true
	case "sc", "scshape":
		f.font.SmallCaps = true
	case "upshape", "rm", "normalfont", "rmfamily":
		f.font = manuscript.Font{}
	case "textsuperscript":
		if a := c.argument(); !manuscript.IsDivider(a.text()) {
			f.runArg(a)
		}
	case "enquote":
		f.quote(c.argument())
	case "href":
		c.option()
		target := cleanAddress(c.argument().text())
		f.link(target, c.argument())
	case "url", "nolinkurl", "path":
		f.url(c)
	case "verb", "lstinline":
		f.verbatim(c)
	case "ref", "autoref", "cref", "Cref":
		f.reference(c)
	default:
		return false
	}
	return true
}

func (f *flow) inFont(a arg, inner manuscript.Font) {
	outer := f.font
	f.font = inner
	f.runArg(a)
	f.font = outer
}

// quote sets quotation marks, single ones within others (csquotes).
func (f *flow) quote(a arg) {
	marks := [2]string{"“", "”"}
	if f.quotes%2 == 1 {
		marks = [2]string{"‘", "’"}
	}
	f.quotes++
	f.print(marks[0])
	f.runArg(a)
	f.print(marks[1])
	f.quotes--
}

// link sets words that lead to an address.
func (f *flow) link(target string, words arg) {
	if f.inPreamble || target == "" || f.current.IsOpen(manuscript.Link) {
		f.runArg(words)
		return
	}
	f.current.Open(manuscript.Link, target)
	f.runArg(words)
	f.current.Close()
}

// cleanAddress takes the escapes and line ends out of an address.
func cleanAddress(s string) string {
	s = strings.NewReplacer(`\&`, "&", `\%`, "%", `\#`, "#", `\_`, "_", `\~{}`, "~", `\~`, "~", `\textasciitilde{}`, "~", `\textasciitilde `, "~",
		`\{`, "{", `\}`, "}", `\-`, "", "%\n", "").Replace(s)
	s = strings.Join(strings.Fields(s), "")
	if len(s) > maxTarget {
		return ""
	}
	return s
}

// url reads an address in braces or between two equal signs.
func (f *flow) url(c *call) {
	text := c.source.text
	address := ""
	if c.at < c.end && text[c.at] != '{' {
		n := strings.IndexByte(text[c.at+1:min(c.end, c.at+maxTarget)], text[c.at])
		if n < 0 {
			return
		}
		address, c.at = text[c.at+1:c.at+1+n], c.at+n+2
	} else {
		address = c.argument().text()
	}
	if address = cleanAddress(address); address == "" || f.inPreamble {
		return
	}
	if f.current.IsOpen(manuscript.Link) {
		f.print(address)
		return
	}
	f.current.Open(manuscript.Link, address)
	f.current.Write(address)
	f.current.Close()
}

// verbatim reads \verb|text|.
func (f *flow) verbatim(c *call) {
	c.option()
	text := c.source.text
	const longest = 4 << 10 // bytes
	if c.at+1 >= c.end {
		return
	}
	n := strings.IndexByte(text[c.at+1:min(c.end, c.at+longest)], text[c.at])
	if n < 0 || strings.Contains(text[c.at:c.at+1+n], "\n") {
		return
	}
	f.print(text[c.at+1 : c.at+1+n])
	c.at += n + 2
}

// reference prints the number of a note that \label names; others are left as
// they are.
func (f *flow) reference(c *call) {
	key := c.argument().text()
	if label := f.labels[key]; label != "" {
		f.print(label)
		return
	}
	f.print(c.source.text[c.start:c.at])
}

// cite leaves a citation of a bibliography as it is. One that makes a note of
// its own gets that note.
func (f *flow) cite(name string, c *call) {
	for {
		if _, ok := c.option(); !ok {
			break
		}
	}
	c.argument()
	for strings.HasSuffix(name, "s") { // \autocites[12]{a}[13]{b}
		at := c.at
		if _, ok := c.option(); !ok && (at >= c.end || c.source.text[at] != '{') {
			break
		}
		c.argument()
	}
	words := c.source.text[c.start:c.at]
	if strings.HasPrefix(name, "foot") && !f.notes.inside && !f.inPreamble {
		f.notes.add(&f.notes.footnote, "", func() { f.print(words) })
		return
	}
	f.print(words)
}

// structureCommand reads what divides the text.
func (f *flow) structureCommand(name string, c *call) bool {
	switch name {
	case "documentclass":
		c.option()
		switch class := c.argument().text(); class {
		case "book", "report", "memoir", "scrbook", "scrreprt":
			f.chapters = true
		}
	case "title", "author", "date":
		c.option()
		a := c.argument()
		if name == "author" {
			a = authorNames(a.text())
		}
		*map[string]*arg{"title": &f.title, "author": &f.author, "date": &f.date}[name] = a
	case "maketitle":
		f.makeTitle()
	case "part", "chapter", "section", "subsection", "subsubsection", "addchap", "addsec":
		if strings.HasSuffix(name, "chapter") && f.chapters && !f.inPreamble {
			f.notes.footnote.number = 0
		}
		c.option()
		f.block(c.argument(), manuscript.Heading)
	case "paragraph", "subparagraph":
		f.flush()
		f.runArg(c.argument())
		f.print(" ")
	case "caption":
		c.option()
		f.block(c.argument(), manuscript.Caption)
	case "par", "item", "bibitem":
		f.flush()
		c.option()
		if name == "bibitem" {
			c.argument()
		}
	case "label":
		f.label(c.argument().text())
	case "begin":
		f.begin(c.argument().text(), c)
	case "end":
		if environment := c.argument().text(); environment == "document" {
			f.flush()
			f.ended = true
		} else if !inlineEnvironments[environment] {
			f.flush()
		}
	case "input", "include", "subfile":
		f.input(c)
	case "newcommand", "renewcommand", "providecommand", "def":
		f.define(name, c)
	default:
		return false
	}
	return true
}

// authorNames leaves the lines below each name out, which say where the author
// works.
func authorNames(text string) arg {
	var names []string
	for name := range strings.SplitSeq(text, `\and`) {
		name, _, _ = strings.Cut(name, `\\`)
		names = append(names, strings.TrimSpace(name))
	}
	s := newSource(strings.Join(names, "; "))
	return arg{s, span{0, len(s.text)}}
}

// label keeps the number of the note that the label stands in.
func (f *flow) label(key string) {
	if !f.notes.inside || len(key) > maxLabel {
		return
	}
	if f.labels == nil {
		f.labels = map[string]string{}
	}
	f.labels[key] = f.current.Label
}

// begin opens an environment. What is no text is passed over.
func (f *flow) begin(environment string, c *call) {
	text := c.source.text
	if environment == "document" {
		f.inPreamble = false
		return
	}
	if codeEnvironments[environment] {
		closing := `\end{` + environment + "}"
		n := -1
		if !f.unclosed[environment] {
			n = strings.Index(text[c.at:c.end], closing)
		}
		if n < 0 {
			f.leaveOpen(environment)
			return
		}
		if environment != "comment" && strings.Contains(strings.ToLower(environment), "verb") {
			f.flush()
			f.print(text[c.at : c.at+n])
			f.flush()
		}
		c.at += n + len(closing)
		return
	}
	if !inlineEnvironments[environment] {
		f.flush()
	}
	for _, kind := range environmentArguments[environment] {
		c.skip(kind)
	}
	c.option()
}

// leaveOpen remembers that nothing closes an environment, so that its end is
// not sought again.
func (f *flow) leaveOpen(environment string) {
	if f.unclosed == nil {
		f.unclosed = map[string]bool{}
	}
	f.unclosed[environment] = true
}

// setCounter obeys \setcounter and \addtocounter.
func (f *flow) setCounter(c *call, add bool) {
	name := c.argument().text()
	n, err := strconv.Atoi(strings.TrimSpace(c.argument().text()))
	counter := f.notes.counter(name)
	if counter == nil || err != nil {
		return
	}
	if add {
		n += counter.number
	}
	counter.number = n
}
