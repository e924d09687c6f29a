// Rescue lists the links of a report that are dead, each with the archived copy
// nearest to the day that the note says it was read or published.
//
//	go run ./examples/rescue report.txt
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"

	"github.com/ibid-go/ibid/archive"
	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/verify"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: rescue FILE")
	}
	file, err := os.Open(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	defer file.Close()
	checker := verify.Checker{Archive: &archive.Wayback{}}
	if err := rescue(context.Background(), &checker, file, os.Stdout); err != nil {
		log.Fatal(err)
	}
}

// rescue visits every source that a manuscript cites, and writes a line for
// each whose page is gone.
func rescue(ctx context.Context, checker *verify.Checker, manuscript io.Reader, w io.Writer) error {
	doc, err := citation.Parse(manuscript)
	if err != nil {
		return err
	}
	for result := range checker.CheckAll(ctx, doc.Citations()) {
		if result.Status != verify.Gone {
			continue
		}
		copied := "no archived copy"
		if result.Snapshot != nil {
			copied = result.Snapshot.URL
		}
		if _, err := fmt.Fprintf(w, "note %s: %q: %q\n", result.Citation.Note.Label, result.URL, copied); err != nil {
			return err
		}
	}
	return nil
}
