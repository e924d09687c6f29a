package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"runtime"
	"strings"
)

// maxLine bounds a line of input, in bytes: no note, path or address is as long.
const maxLine = 1 << 20

// task is a line on its way to become an answer.
type task struct {
	line string
	done chan answer
}

type answer struct {
	text []byte
	err  error
}

// pipeline turns lines into answers on all processors and keeps their order.
type pipeline struct {
	tasks chan task // for the workers
	due   chan task // for the output, in the order of the lines
	err   error     // of reading; set before due is closed
}

// eachLine turns every line of a file into one line of output, in the order of
// the lines and with a bounded number of them in memory. Answers are not held
// back while the next line is not there yet.
func eachLine(ctx context.Context, s *streams, name string, out *output, work func(string) ([]byte, error)) error {
	in, err := open(s, name)
	if err != nil {
		return err
	}
	defer in.Close()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	workers := runtime.GOMAXPROCS(0)
	p := &pipeline{
		tasks: make(chan task, workers),
		due:   make(chan task, 8*workers), // so far ahead of the output that no worker waits for it
	}
	for range workers {
		go p.work(work)
	}
	go p.read(ctx, name, in)
	return p.write(ctx, out)
}

func (p *pipeline) work(work func(string) ([]byte, error)) {
	for t := range p.tasks {
		text, err := work(t.line)
		t.done <- answer{text, err}
	}
}

// read hands on each line, without its end, until ctx is over.
func (p *pipeline) read(ctx context.Context, name string, in io.Reader) {
	defer close(p.due)
	defer close(p.tasks)
	scanner := bufio.NewScanner(in)
	scanner.Buffer(nil, maxLine)
	n := 1
	for ; scanner.Scan(); n++ {
		t := task{strings.TrimSuffix(scanner.Text(), "\r"), make(chan answer, 1)}
		select {
		case p.due <- t:
			p.tasks <- t
		case <-ctx.Done():
			return
		}
	}
	switch err := scanner.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		p.err = inputf("%s:%d: the line is longer than %d bytes", name, n, maxLine)
	case err != nil:
		p.err = inputf("%s: %w", name, err)
	}
}

// write writes what is due until nothing is, or ctx is over.
func (p *pipeline) write(ctx context.Context, out *output) error {
	for {
		select {
		case <-ctx.Done():
			return &reported{statusUndecided}
		case t, open := <-p.due:
			if !open {
				return p.err
			}
			if err := p.writeAnswer(out, <-t.done); err != nil {
				return err
			}
		}
	}
}

func (p *pipeline) writeAnswer(out *output, a answer) error {
	if a.err != nil {
		return a.err
	}
	if _, err := out.Write(a.text); err != nil || len(p.due) > 0 {
		return err
	}
	return out.Flush()
}
