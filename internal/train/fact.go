package train

import (
	"bufio"
	"bytes"
	"encoding/json"
	"sync"
)

// fact is a line of data/items.jsonl or data/science.jsonl: what is known of a real source.
type fact struct {
	Kind, Title, Container, Publisher, Place, Language string
	Author                                             []person
}

var facts = sync.OnceValue(func() map[string][]fact {
	all := map[string][]fact{}
	for _, name := range []string{"data/items.jsonl", "data/science.jsonl"} {
		text, err := data.ReadFile(name)
		if err != nil {
			panic(err) // embedded at build time
		}
		lines := bufio.NewScanner(bytes.NewReader(text))
		for lines.Scan() {
			var f fact
			if err := json.Unmarshal(lines.Bytes(), &f); err != nil {
				panic(err)
			}
			all[f.Kind] = append(all[f.Kind], f)
		}
	}
	return all
})
