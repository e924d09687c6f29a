package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/citation/lint"
	"github.com/ibid-go/ibid/verify"
)

// catalogue gives every rule, sorted by ID: those of the manuscript alone and
// those that compare it with a page.
func catalogue() []citation.Rule {
	rules := verify.Rules()
	for _, r := range lint.Rules() {
		rules = append(rules, r.Rule)
	}
	slices.SortFunc(rules, func(a, b citation.Rule) int { return cmp.Compare(a.ID, b.ID) })
	return rules
}

// listRules is the command "rules".
func listRules(_ context.Context, s *streams, c *command, args []string) error {
	if _, err := parseArgs(s, c, newFlags(c), args); err != nil {
		return err
	}
	table := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	for _, r := range catalogue() {
		fmt.Fprintf(table, "%s\t%s\t%s\n", r.ID, r.Severity, r.Title)
	}
	return table.Flush()
}

func explain(_ context.Context, s *streams, c *command, args []string) error {
	ids, err := parseArgs(s, c, newFlags(c), args)
	if err != nil {
		return err
	}
	if len(ids) != 1 {
		return usagef("name one rule; \"checker rules\" lists them")
	}
	for _, r := range catalogue() {
		if r.ID == ids[0] {
			_, err := fmt.Fprintf(s.out, "%s (%s): %s\n\n%s\n", r.ID, r.Severity, r.Title, strings.TrimSpace(r.Doc))
			return err
		}
	}
	return usagef("no rule is called %q; %s\"checker rules\" lists them", ids[0], nearest(ids[0]))
}

// nearest guesses which rule was meant: one that shares the first word.
func nearest(id string) string {
	first, _, _ := strings.Cut(id, "-")
	var near []string
	for _, r := range catalogue() {
		if first != "" && strings.Contains(r.ID, first) {
			near = append(near, r.ID)
		}
	}
	if len(near) == 0 {
		return ""
	}
	return "perhaps " + strings.Join(near, ", ") + "; "
}
