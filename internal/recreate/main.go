// Recreate makes testdata/report/evidence.warc.gz: a web archive with a page for each address that the report's notes are known
// to have cited. The pages are not captures. Each is built from the facts in testdata/report/facts.json, in the markup that such
// sites use, with filler in place of the article; what is not known is not stated.
//
// Run it at the top of the repository:
//
//	go run ./internal/recreate
//
// The same facts and templates give the same file.
//
// The files:
//
//	facts.go      what is known of a page
//	date.go       a date with its precision
//	render.go     from facts to HTML, by the templates in templates/
//	exchange.go   from a page to what a server would answer
//	evidence.go   from answers to the archive
package main

import (
	"bytes"
	"fmt"
	"log"
	"os"
)

const (
	factsFile    = "testdata/report/facts.json"
	evidenceFile = "testdata/report/evidence.warc.gz"
)

func main() {
	log.SetFlags(0)
	if err := run(); err != nil {
		log.Fatalf("recreate: %v", err)
	}
}

func run() error {
	file, err := os.Open(factsFile)
	if err != nil {
		return fmt.Errorf("%w: run this at the top of the repository", err)
	}
	defer file.Close()
	pages, err := readFacts(file)
	if err != nil {
		return fmt.Errorf("%s: %w", factsFile, err)
	}
	var evidence bytes.Buffer
	if err := writeEvidence(&evidence, pages); err != nil {
		return err
	}
	return os.WriteFile(evidenceFile, evidence.Bytes(), 0o644)
}
