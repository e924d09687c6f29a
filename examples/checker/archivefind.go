package main

import (
	"context"
	"flag"
	"fmt"
	"sync"
	"time"

	"github.com/ibid-go/ibid/archive"
)

func archiveFind(ctx context.Context, s *streams, c *command, args []string) error {
	var f sourceFlags
	var near nearness
	files, err := f.parse(s, c, args, func(flags *flag.FlagSet) {
		f.addOutput(flags, "text", "json", "html")
		f.add(flags)
		f.addArchive(flags)
		near.add(flags)
	})
	if err != nil {
		return err
	}
	pages, err := f.pages(s, files)
	if err != nil {
		return err
	}
	list := f.archives()
	if len(list) == 0 {
		return usagef("--archive none leaves nobody to ask")
	}
	near.apply(pages)
	return write(s, f.output, func(out *output) error {
		status := statusClean
		for message := range findAll(ctx, list, pages) {
			if err := showCopy(out, f.format, message); err != nil {
				return err
			}
			status = moreUrgent(status, message.status())
		}
		if status != statusClean {
			return &reported{status}
		}
		return nil
	})
}

// nearness says which copies will do.
type nearness struct {
	days   int                 // 0 sets no bound
	prefer *archive.Preference // nil leaves it to what the date means
}

func (n *nearness) add(fs *flag.FlagSet) {
	fs.IntVar(&n.days, "within", 0, "take only copies at most `DAYS` away from the day that matters; 0 takes any")
	fs.Func("prefer", "prefer copies on one `SIDE` of the day: nearest, before, after (default after for a day of publication, nearest for a day of access)", func(name string) error {
		for _, side := range []archive.Preference{archive.Nearest, archive.Before, archive.After} {
			if name == side.String() {
				n.prefer = &side
				return nil
			}
		}
		return fmt.Errorf("%q is none of nearest, before, after", name)
	})
}

func (n *nearness) apply(pages []wanted) {
	for i := range pages {
		pages[i].query.Window = time.Duration(n.days) * 24 * time.Hour
		if n.prefer != nil {
			pages[i].query.Prefer = *n.prefer
		}
	}
}

// asksAtOnce is how many pages are asked about at once: the archives' budgets are the limit.
const asksAtOnce = 8

// findAll asks about each page and gives the answers in their order.
func findAll(ctx context.Context, list archive.Finders, pages []wanted) func(func(*copyMessage) bool) {
	return func(yield func(*copyMessage) bool) {
		ctx, cancel := context.WithCancel(ctx)
		var group sync.WaitGroup
		defer group.Wait()
		defer cancel()
		slots := make(chan struct{}, asksAtOnce)
		answers := make([]chan *copyMessage, len(pages))
		for i, p := range pages {
			answers[i] = make(chan *copyMessage, 1)
			group.Go(func() {
				slots <- struct{}{}
				defer func() { <-slots }()
				answers[i] <- messageOf(p, list.Ask(ctx, p.query))
			})
		}
		for _, a := range answers {
			if !yield(<-a) {
				return
			}
		}
	}
}
