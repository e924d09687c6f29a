package main

import (
	"context"
	"flag"
	"fmt"
	"iter"
	"slices"
	"time"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/citation/lint"
	"github.com/ibid-go/ibid/internal/report"
	"github.com/ibid-go/ibid/verify"
)

func check(ctx context.Context, s *streams, c *command, args []string) error {
	return review(ctx, s, c, args, true)
}

// runLint is the command "lint".
func runLint(ctx context.Context, s *streams, c *command, args []string) error {
	return review(ctx, s, c, args, false)
}

// review reports on every file, and visits the sources too if asked to.
func review(ctx context.Context, s *streams, c *command, args []string, visit bool) error {
	r := &reviewer{streams: s, command: c, args: args, visit: visit, sessions: make(map[string]*session)}
	set, files, err := r.settings("")
	if err != nil {
		return err
	}
	if set.urls != "" {
		if len(files) > 0 {
			return usagef("--urls names the list of links; %s is one file too many", files[0])
		}
		files = []string{set.urls}
	}
	if len(files) == 0 {
		return usagef("no file to %s; - is the standard input", c.name)
	}
	return write(s, set.output, func(out *output) error {
		r.out, r.handler = out, set.handler(out, len(files) > 1)
		status := r.files(ctx, set.config, files)
		for _, session := range r.sessions {
			if err := session.close(); err != nil {
				complain(s, err)
				status = moreUrgent(status, statusUsage)
			}
		}
		if status != statusClean {
			return &reported{status}
		}
		return nil
	})
}

// reviewer is one run of check or lint.
type reviewer struct {
	*streams
	command  *command
	args     []string
	visit    bool
	out      *output
	handler  report.Handler
	sessions map[string]*session // by configuration
}

// settings gives what holds under a configuration, "" for none, and the files.
func (r *reviewer) settings(config string) (*settings, []string, error) {
	set := new(settings)
	configured, given := r.flags(set), r.flags(set)
	if config != "" {
		if err := set.readConfig(configured, config); err != nil {
			return nil, nil, err
		}
	}
	files, err := parseArgs(r.streams, r.command, given, r.args)
	if err != nil {
		return nil, nil, err
	}
	set.prefer(given)
	return set, files, set.check()
}

// flags are those of the command, which set what they say in set.
func (r *reviewer) flags(set *settings) *flag.FlagSet {
	flags := newFlags(r.command)
	set.addOutput(flags, "text", "json")
	set.addInput(flags)
	set.addReport(flags)
	if r.visit {
		set.addVisits(flags)
	}
	return flags
}

// files reviews one file after another; one that cannot be read does not keep
// the others from being reported.
func (r *reviewer) files(ctx context.Context, config string, files []string) int {
	status := statusClean
	for i, file := range files {
		if ctx.Err() != nil {
			complain(r.streams, fmt.Errorf("interrupted: %d of %d files were not looked at", len(files)-i, len(files)))
			return moreUrgent(status, statusUndecided)
		}
		next, err := r.file(ctx, config, file)
		if err != nil {
			complain(r.streams, err)
			next = statusOf(err)
		}
		status = moreUrgent(status, next)
	}
	return status
}

// file is the whole run over one manuscript.
func (r *reviewer) file(ctx context.Context, config, file string) (int, error) {
	session, err := r.session(config, file)
	if err != nil {
		return 0, err
	}
	if session.settings.urls != "" {
		return r.list(ctx, session, file)
	}
	doc, findings, err := r.read(session, file)
	if err != nil {
		return 0, err
	}
	if session.settings.links != "" {
		if err := attachLinks(doc, session.settings.links); err != nil {
			return 0, err
		}
	}
	var results iter.Seq[*verify.Result]
	if r.visit {
		results = session.checker.CheckDocument(ctx, doc)
	}
	record := report.Report{Document: doc, Findings: slices.Values(findings), Results: session.watched(results)}
	session.describe(&record)
	summary, err := record.Write(r.handler)
	if err != nil {
		return 0, err
	}
	return session.settings.gate.status(summary), nil
}

// read gives a manuscript, and what is to be said of it as it is, before links
// are attached.
func (r *reviewer) read(session *session, file string) (*citation.Document, []citation.Finding, error) {
	set := session.settings
	doc, err := readManuscript(r.streams, file, set.maxBytes)
	if err != nil {
		return nil, nil, err
	}
	linter := lint.Linter{Profile: set.profile, Today: time.Now()}
	return doc, slices.Collect(linter.Lint(doc)), nil
}
