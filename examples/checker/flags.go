package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/ibid-go/ibid/archive"
	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/citation/lint"
	"github.com/ibid-go/ibid/verify"
)

// settings are what the command line and ibid.toml say about a run.
type settings struct {
	output   string
	format   string
	color    string
	quiet    bool // no progress line
	maxBytes int64

	config  string
	profile lint.Profile
	gate    gate

	urls          string
	links         string
	replay        string
	record        string
	finders       archive.Finders
	thorough      bool // look at every copy
	offline       bool
	allowPrivate  bool
	requireCopies bool
	timeout       time.Duration
	delay         time.Duration
	jobs          int
	perHost       int
	retries       int
	robots        bool
	hosts         map[string]verify.Host // exceptions, by origin; only in the configuration
}

// newFlags gives the flag set of a command. It prints nothing by itself.
func newFlags(c *command) *flag.FlagSet {
	fs := flag.NewFlagSet(c.name, flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	return fs
}

// addOutput adds the flags that every command with an output has.
func (s *settings) addOutput(fs *flag.FlagSet, formats ...string) {
	fs.StringVar(&s.output, "output", "-", "write to `FILE`, whole or not at all; - is the standard output")
	s.format = formats[0]
	fs.Func("format", "output `FORMAT`: "+strings.Join(formats, ", ")+" (default "+s.format+")", oneOf(&s.format, formats...))
}

// addInput adds the flags of the commands that read manuscripts.
func (s *settings) addInput(fs *flag.FlagSet) {
	fs.Int64Var(&s.maxBytes, "limit-bytes", citation.DefaultMaxBytes, "read at most `N` bytes of a manuscript")
}

// addReport adds the flags of the commands that report to an editor.
func (s *settings) addReport(fs *flag.FlagSet) {
	s.color, s.gate = "auto", gate{new(citation.Error)}
	fs.Func("color", "use colours `WHEN`: auto, always, never (default auto; NO_COLOR is heeded)", oneOf(&s.color, "auto", "always", "never"))
	fs.StringVar(&s.config, "config", "", "read the configuration from `FILE`, not from ibid.toml beside the manuscript")
	fs.Func("gate", "exit with 1 from this `SEVERITY` on: error, warning, info, none (default error)", func(name string) (err error) {
		s.gate, err = parseGate(name)
		return err
	})
	fs.Func("profile", "house style `NAME`: "+strings.Join(profileNames(), ", "), func(name string) error {
		profile, ok := lint.ProfileNamed(name)
		if !ok {
			return fmt.Errorf("%q is no house style; known are %s", name, strings.Join(profileNames(), ", "))
		}
		s.profile = profile
		return nil
	})
}

// addArchive adds the flag that says who is asked for copies.
func (s *settings) addArchive(fs *flag.FlagSet) {
	s.finders = archive.Finders{&archive.Wayback{UserAgent: userAgent()}}
	fs.Func("archive", "look for copies of pages in `ARCHIVES`, separated by commas: wayback, perma, "+strings.Join(archive.ServiceNames(), ", ")+", none, the URL of a service of the Wayback Machine's kind, "+
		"timegate=URL, timemap=URL, aggregator=URL, or the path of a recording (default wayback)", func(names string) (err error) {
		s.finders, err = findersOf(names)
		return err
	})
	fs.BoolVar(&s.thorough, "thorough", false, "look at every copy of the Wayback Machine, however many requests that takes")
}

// addVisits adds the flags of visiting sources.
func (s *settings) addVisits(fs *flag.FlagSet) {
	fs.StringVar(&s.urls, "urls", "", "visit the links of `FILE`, an address or a note a line, or a sitemap, and read no manuscript")
	fs.StringVar(&s.links, "links", "", "take the targets of lost links from `CSV`: columns note, source (from 1), url")
	fs.StringVar(&s.replay, "replay", "", "read pages from the recording `PATH` (WARC, WACZ or a folder) and use no network; with --record, visit and record what it does not hold")
	fs.StringVar(&s.record, "record", "", "record all visits in `PATH`: a file (.warc.gz) or a folder; with --replay, those that it does not hold")
	s.addArchive(fs)
	fs.BoolVar(&s.requireCopies, "require-copies", false, "look for a copy of every page, and report those that have none")
	fs.BoolVar(&s.offline, "offline", false, "visit nothing")
	fs.BoolVar(&s.allowPrivate, "allow-private", false, "visit loopback and private addresses too")
	fs.DurationVar(&s.timeout, "timeout", 30*time.Second, "give up a visit after `TIME`")
	fs.DurationVar(&s.delay, "delay", 25*time.Millisecond, "wait `TIME` between two requests to one host")
	fs.IntVar(&s.jobs, "jobs", 64, "make at most `N` requests at once")
	fs.IntVar(&s.perHost, "per-host", 4, "make at most `N` requests at once to one host")
	fs.IntVar(&s.retries, "retries", 2, "visit what may pass up to `N` times more, at the end")
	fs.BoolVar(&s.robots, "respect-robots", false, "visit no page from which robots.txt keeps programs away")
	fs.BoolVar(&s.quiet, "no-progress", false, "show no progress line on a terminal")
}

func profileNames() []string {
	var names []string
	for _, p := range lint.Profiles() {
		names = append(names, p.Name)
	}
	return names
}

func oneOf(value *string, choices ...string) func(string) error {
	return func(s string) error {
		if !slices.Contains(choices, s) {
			return fmt.Errorf("%q is none of %s", s, strings.Join(choices, ", "))
		}
		*value = s
		return nil
	}
}

// parseArgs sets the flags, which may stand before and after the files, and
// gives the files. Behind "--" all are files. A call for help is answered, and
// is flag.ErrHelp.
func parseArgs(s *streams, c *command, fs *flag.FlagSet, args []string) ([]string, error) {
	var files []string
	for {
		if err := fs.Parse(args); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				writeUsage(s.out, c, fs)
				return nil, err
			}
			return nil, usagef("%s; \"checker help %s\" lists the flags", flagError(err), c.name)
		}
		rest := fs.Args()
		if len(rest) == 0 {
			return files, nil
		}
		if behind := len(args) - len(rest) - 1; behind >= 0 && args[behind] == "--" {
			return append(files, rest...), nil
		}
		files, args = append(files, rest[0]), rest[1:]
	}
}

// flagError puts an error of package flag into the words of this command.
func flagError(err error) string {
	message := err.Error()
	if name, ok := strings.CutPrefix(message, "flag provided but not defined: -"); ok {
		return "there is no flag --" + name
	}
	return message
}

// prefer settles what the command line and the configuration ask for together: where the command line names one recording, that of the other kind in the
// configuration does not count, so that a visit can be recorded where the configuration replays.
func (s *settings) prefer(given *flag.FlagSet) {
	named := map[string]bool{}
	given.Visit(func(f *flag.Flag) { named[f.Name] = true })
	switch {
	case named["record"] && !named["replay"]:
		s.replay = ""
	case named["replay"] && !named["record"]:
		s.record = ""
	}
}

// check says what settings cannot stand together.
func (s *settings) check() error {
	switch {
	case s.maxBytes <= 0:
		return usagef("--limit-bytes is %d; give a number above 0", s.maxBytes)
	case s.jobs < 0 || s.perHost < 0 || s.timeout < 0 || s.delay < 0:
		return usagef("--jobs, --per-host, --timeout and --delay cannot be negative")
	}
	return nil
}

// writeUsage shows the flags of a command.
func writeUsage(w io.Writer, c *command, fs *flag.FlagSet) {
	fmt.Fprintf(w, "checker %s: %s\n\nusage: %s\n", c.name, c.summary, strings.TrimSpace("checker "+c.name+" "+c.args))
	first := true
	fs.VisitAll(func(f *flag.Flag) {
		if first {
			fmt.Fprint(w, "\nflags:\n")
			first = false
		}
		value, text := flag.UnquoteUsage(f)
		if f.DefValue != "" && f.DefValue != "false" && f.DefValue != "-" {
			text += " (default " + f.DefValue + ")"
		}
		fmt.Fprintf(w, "  %-22s %s\n", strings.TrimSpace("--"+f.Name+" "+value), text)
	})
}
