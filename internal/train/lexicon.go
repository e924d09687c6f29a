package train

import (
	"bufio"
	"bytes"
	"embed"
	"math/rand/v2"
	"path"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

//go:embed data
var data embed.FS

// lexicon holds the alternatives of each name, from data/*.txt.
type lexicon map[string][]string

var words = sync.OnceValue(func() lexicon {
	files, err := data.ReadDir("data")
	if err != nil {
		panic(err) // embedded at build time
	}
	lex := lexicon{}
	for _, f := range files {
		if path.Ext(f.Name()) == ".txt" {
			lex.read("data/" + f.Name())
		}
	}
	return lex
})

func (lex lexicon) read(name string) {
	text, err := data.ReadFile(name)
	if err != nil {
		panic(err)
	}
	lines := bufio.NewScanner(bytes.NewReader(text))
	lines.Buffer(nil, len(text)+1)
	for lines.Scan() {
		key, alternatives, ok := strings.Cut(lines.Text(), ": ")
		if !ok || strings.HasPrefix(key, "#") {
			continue
		}
		for alternative := range strings.SplitSeq(alternatives, " | ") {
			lex[key] = append(lex[key], strings.TrimSpace(alternative))
		}
	}
}

// pick draws one alternative of a name and expands it; "" for an unknown name.
func (lex lexicon) pick(rng *rand.Rand, key string) string {
	alternatives := lex[key]
	if len(alternatives) == 0 {
		return ""
	}
	return lex.expand(rng, alternatives[rng.IntN(len(alternatives))])
}

// pickIn prefers the list of a language ("journal-de") over the general one.
func (lex lexicon) pickIn(rng *rand.Rand, key, language string) string {
	if _, ok := lex[key+"-"+language]; ok {
		return lex.pick(rng, key+"-"+language)
	}
	return lex.pick(rng, key)
}

var symbol = regexp.MustCompile(`\$[A-Z]?[a-z]+(?:-[a-z]{2,6}\b)?_?|\{\d+-\d+\}|\{[nk]\}`)

// expand replaces "$name" by one of its alternatives, "$Name" by one with a capital, "{1-90}" by a number of
// that range, "{n}" by a number up to 999 and "{k}" by one up to 40.
func (lex lexicon) expand(rng *rand.Rand, s string) string {
	return symbol.ReplaceAllStringFunc(s, func(token string) string {
		switch {
		case token[0] != '$':
		case token[1] <= 'Z':
			return upperFirst(lex.pick(rng, strings.ToLower(token[1:])))
		default:
			return lex.pick(rng, token[1:])
		}
		switch token {
		case "{n}":
			return strconv.Itoa(1 + rng.IntN(999))
		case "{k}":
			return strconv.Itoa(1 + rng.IntN(40))
		}
		low, high, _ := strings.Cut(strings.Trim(token, "{}"), "-")
		a, _ := strconv.Atoi(low)
		b, _ := strconv.Atoi(high)
		return strconv.Itoa(a + rng.IntN(b-a+1))
	})
}
