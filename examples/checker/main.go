// Checker checks the notes of a manuscript: it reads them into citations, finds
// what an editor should know, visits every source, and reports where note and
// source disagree.
//
//	checker check report.txt           read, lint, visit, report
//	checker lint report.txt            what can be seen without a network
//	checker parse --format json …      notes and citations for programs
//	checker extract page.html          what a saved page says of itself
//	checker archive find report.txt    archived copies of the sources; also save, pack, serve
//	checker rules; checker explain ID  what can be found, and why it matters
//
// "checker help" lists the commands, "checker help check" the flags of one.
//
// The exit status is the same in every format:
//
//	0  nothing at or above the gate (--gate, default error)
//	1  something at or above it
//	2  the command, its configuration or its output cannot be used as given
//	3  an input could not be read
//	4  the gate could not be decided: the run was interrupted, or more than half
//	   of the sources with an address gave no answer
//
// With several inputs the others are still reported, and the status is that
// which asks for action first: 2, 3, 1, 4, 0.
//
// The files:
//
//	main.go command.go status.go   signals, the list of commands, the exit status
//	check.go session.go            check and lint; what manuscripts share
//	parse.go parsetext.go lines.go extract.go rules.go
//	                               the other commands
//	archive.go finders.go archivefind.go archivesave.go archivekeep.go
//	                               archived copies
//	flags.go config.go hosts.go    what they are told
//	input.go links.go urls.go      what they read
//	output.go progress.go          where they write
//	memory.go                      how much they take
package main

import (
	"context"
	"io"
	"log"
	"os"
	"os/signal"
)

func main() {
	log.SetOutput(io.Discard) // where net/http complains of servers: the report tells of them
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	// A second interrupt ends the program at once.
	context.AfterFunc(ctx, stop)
	os.Exit(run(ctx, &streams{os.Stdin, os.Stdout, os.Stderr}, os.Args[1:]))
}
