// Show prints made notes with their spans, or dumps them as JSON Lines.
//
//	go run ./internal/train/show -n 20 -style oscola
//	go run ./internal/train/show -n 100000 -json > notes.jsonl
package main

import (
	"flag"
	"fmt"
	"log"
	"math/rand/v2"
	"os"
	"slices"
	"strings"

	"github.com/ibid-go/ibid/internal/train"
)

func main() {
	n := flag.Int("n", 20, "how many notes")
	style := flag.String("style", "", "the style; none for all")
	seed := flag.Uint64("seed", 1, "the random seed")
	dump := flag.Bool("json", false, "write JSON Lines")
	flag.Parse()
	var styles []string
	if *style != "" {
		styles = strings.Split(*style, ",")
	}
	if *dump {
		if err := train.Write(os.Stdout, *seed, *n, styles...); err != nil {
			log.Fatal(err)
		}
		return
	}
	rng := rand.New(rand.NewPCG(*seed, *seed))
	for i := range *n {
		name := ""
		if len(styles) > 0 {
			name = styles[i%len(styles)]
		}
		e := train.Generate(rng, name)
		fmt.Printf("%-24s %s\n", e.Style, marked(e))
	}
}

// marked shows each span as {label:text} and each cite between ⟦ and ⟧.
func marked(e train.Example) string {
	type mark struct {
		at, order int
		text      string
	}
	var marks []mark
	add := func(s train.Span) {
		marks = append(marks, mark{s.Start, 2, "{" + s.Label + ":"}, mark{s.End, 0, "}"})
	}
	for _, c := range e.Cites {
		marks = append(marks, mark{c.Start, 1, "⟦" + c.Kind + " "}, mark{c.End, 0, "⟧"})
		for _, s := range c.Spans {
			add(s)
		}
	}
	for _, s := range e.Asides {
		add(s)
	}
	slices.SortStableFunc(marks, func(a, b mark) int { return (a.at-b.at)*4 + a.order - b.order })
	var b strings.Builder
	last := 0
	for _, m := range marks {
		b.WriteString(e.Text[last:m.at] + m.text)
		last = m.at
	}
	return b.String() + e.Text[last:]
}
