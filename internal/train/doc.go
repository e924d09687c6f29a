// Package train makes notes whose truth is known, for teaching the citation
// parser: bibliographic facts (data/items.jsonl and word lists), printed
// through style templates (data/styles) and roughened as real notes are.
//
// [Generate] makes one note, [Styles] names the templates, and [Write] dumps
// many notes as JSON Lines. The same random source gives the same notes.
//
//	rng := rand.New(rand.NewPCG(1, 2))
//	example := train.Generate(rng, "chicago-notes")
//
// A style is a list of "key: value" lines; see data/styles/README.md for the
// small language of its templates.
package train
