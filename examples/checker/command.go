package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"
)

// streams are where a command reads and writes.
type streams struct {
	in       io.Reader
	out, err *os.File // files, so that it can be asked whether they are terminals
}

// command is one verb of the command line.
type command struct {
	name, args, summary string
	run                 func(context.Context, *streams, *command, []string) error
}

func commands() []command {
	return []command{
		{"check", "[flags] FILE…", "read, lint, visit every source, and report", check},
		{"lint", "[flags] FILE…", "report what can be seen without a network", runLint},
		{"parse", "[flags] FILE…", "show notes and citations", parse},
		{"extract", "[flags] FILE…", "show what saved pages say of themselves", extract},
		{"archive", "find|save|pack|serve …", "find, make, pack and serve archived copies", archiveCommand},
		{"rules", "", "list what can be found", listRules},
		{"explain", "RULE", "show one rule with its reason and examples", explain},
		{"version", "", "show the version", version},
		{"help", "[COMMAND]", "show this list, or the flags of a command", help},
	}
}

// run does one command and gives the exit status.
func run(ctx context.Context, s *streams, args []string) int {
	err := dispatch(ctx, s, args)
	var done *reported
	if err != nil && !errors.As(err, &done) {
		complain(s, err)
	}
	return statusOf(err)
}

// dispatch finds the command; without one, files are checked.
func dispatch(ctx context.Context, s *streams, args []string) error {
	if len(args) == 0 {
		writeHelp(s.err)
		return usagef("no command and no file")
	}
	switch args[0] {
	case "-h", "-help", "--help":
		return help(ctx, s, nil, args[1:])
	case "-version", "--version":
		return version(ctx, s, nil, nil)
	}
	if c, ok := commandNamed(args[0]); ok {
		return c.do(ctx, s, args[1:])
	}
	c, _ := commandNamed("check")
	return c.do(ctx, s, args)
}

func commandNamed(name string) (*command, bool) {
	for _, c := range commands() {
		if c.name == name {
			return &c, true
		}
	}
	return nil, false
}

// do runs the command; a call for help is no error.
func (c *command) do(ctx context.Context, s *streams, args []string) error {
	err := c.run(ctx, s, c, args)
	if errors.Is(err, flag.ErrHelp) {
		return nil
	}
	return err
}

func help(ctx context.Context, s *streams, _ *command, args []string) error {
	if len(args) == 0 || args[0] == "help" || strings.HasPrefix(args[0], "-") {
		writeHelp(s.out)
		return nil
	}
	c, ok := commandNamed(args[0])
	if !ok {
		return usagef("no command is called %q; \"checker help\" lists them", args[0])
	}
	return c.do(ctx, s, []string{"-help"})
}

func writeHelp(w io.Writer) {
	fmt.Fprint(w, "checker checks the notes of a manuscript and the sources that they cite.\n\nusage: checker COMMAND, or checker FILE… to check files\n\n")
	for _, c := range commands() {
		fmt.Fprintf(w, "  %-24s %s\n", strings.TrimSpace(c.name+" "+c.args), c.summary)
	}
	fmt.Fprint(w, "\n\"checker help COMMAND\" shows the flags. FILE may be - for the standard input.\n")
}

func version(_ context.Context, s *streams, _ *command, _ []string) error {
	_, err := fmt.Fprintln(s.out, "checker", versionOf())
	return err
}

// versionOf gives the version of the module that the program was built from.
func versionOf() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "(unknown)"
	}
	return cmp.Or(info.Main.Version, "(devel)")
}
