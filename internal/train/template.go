package train

import (
	"math/rand/v2"
	"regexp"
	"strings"
)

var macroName = regexp.MustCompile(`@[a-z]+`)

// node is a piece of a template.
type node struct {
	kind         byte   // one of the constants below
	text         string // of a literal; the name of a field
	alternatives [][]node
}

const (
	literal  = 'L' // text as it is
	field    = 'F' // $name
	option   = 'O' // [a|b]: the first alternative whose fields are there, or nothing
	choice   = 'C' // {a|b}: any alternative, at random
	quoting  = 'Q' // ": opens or closes quotation marks
	slanting = 'I' // _: opens or closes italics
	capping  = 'S' // ^: opens or closes small capitals
)

// parseTemplate reads the language of data/styles/README.md.
func parseTemplate(text string) []node {
	p := templateParser{text: text}
	return p.sequence("")
}

type templateParser struct {
	text string
	at   int
}

// sequence reads nodes up to one of the stop characters.
func (p *templateParser) sequence(stops string) []node {
	var nodes []node
	for p.at < len(p.text) {
		c := p.text[p.at]
		if strings.IndexByte(stops, c) >= 0 {
			break
		}
		p.at++
		switch c {
		case '[':
			nodes = append(nodes, node{kind: option, alternatives: p.alternatives(']')})
		case '{':
			nodes = append(nodes, node{kind: choice, alternatives: p.alternatives('}')})
		case '"':
			nodes = append(nodes, node{kind: quoting})
		case '_':
			nodes = append(nodes, node{kind: slanting})
		case '^':
			nodes = append(nodes, node{kind: capping})
		case '$':
			nodes = append(nodes, node{kind: field, text: p.word()})
		default:
			p.at--
			nodes = append(nodes, node{kind: literal, text: p.literal()})
		}
	}
	return nodes
}

func (p *templateParser) alternatives(end byte) [][]node {
	var all [][]node
	for {
		all = append(all, p.sequence("|"+string(end)))
		if p.at >= len(p.text) {
			return all
		}
		p.at++
		if p.text[p.at-1] == end {
			return all
		}
	}
}

func (p *templateParser) word() string {
	start := p.at
	for p.at < len(p.text) && p.text[p.at] >= 'a' && p.text[p.at] <= 'z' {
		p.at++
	}
	return p.text[start:p.at]
}

// literal reads plain text; a backslash takes the next byte as it is.
func (p *templateParser) literal() string {
	var b strings.Builder
	for p.at < len(p.text) && strings.IndexByte(`[]{}|"_^$`, p.text[p.at]) < 0 {
		if p.text[p.at] == '\\' && p.at+1 < len(p.text) {
			p.at++
		}
		b.WriteByte(p.text[p.at])
		p.at++
	}
	if b.Len() == 0 && p.at < len(p.text) { // a stray closing bracket
		p.at++
	}
	return b.String()
}

// decide replaces the random choices by what was drawn.
func decide(rng *rand.Rand, nodes []node) []node {
	var out []node
	for _, n := range nodes {
		switch n.kind {
		case choice:
			out = append(out, decide(rng, n.alternatives[rng.IntN(len(n.alternatives))])...)
		case option:
			decided := node{kind: option}
			for _, alternative := range n.alternatives {
				decided.alternatives = append(decided.alternatives, decide(rng, alternative))
			}
			out = append(out, decided)
		default:
			out = append(out, n)
		}
	}
	return out
}

// flatten decides the choices of an option's value and gives it as text.
func flatten(rng *rand.Rand, value string) string {
	if !strings.Contains(value, "{") {
		return value
	}
	depth, start := 0, 0
	for i := range len(value) {
		switch value[i] {
		case '{':
			if depth == 0 {
				start = i
			}
			depth++
		case '}':
			if depth--; depth == 0 {
				parts := strings.Split(value[start+1:i], "|")
				return value[:start] + parts[rng.IntN(len(parts))] + flatten(rng, value[i+1:])
			}
		}
	}
	return value
}
