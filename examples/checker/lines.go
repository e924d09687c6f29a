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

// answer is what one line gave.
type answer struct {
	text []byte
	err  error
}

// task is a line on its way to become an answer.
type task struct {
	line string
	done chan answer
}

// eachLine turns every line of a file into one line of output, on all
// processors, in the order of the lines, with a bounded number in memory.
// Answers are not held back while the next line is not there yet.
func eachLine(ctx context.Context, s *streams, name string, out *output, work func(string) ([]byte, error)) error {
	in, err := open(s, name)
	if err != nil {
		return err
	}
	defer in.Close()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	workers := runtime.GOMAXPROCS(0)
	tasks := make(chan task, workers)
	due := make(chan task, 8*workers) // ahead of the output: enough for no worker to wait
	for range workers {
		go func() {
			for t := range tasks {
				text, err := work(t.line)
				t.done <- answer{text, err}
			}
		}()
	}
	var failed error
	go func() {
		defer close(due)
		defer close(tasks)
		failed = readLines(ctx, name, in, func(line string) {
			t := task{line, make(chan answer, 1)}
			tasks <- t
			due <- t
		})
	}()
	if err := writeAnswers(ctx, out, due); err != nil {
		return err
	}
	return failed // set before due was closed
}

// writeAnswers writes what is due until nothing is.
func writeAnswers(ctx context.Context, out *output, due <-chan task) error {
	for t := range due {
		a := <-t.done
		if a.err != nil {
			return a.err
		}
		if _, err := out.Write(a.text); err != nil {
			return err
		}
		if len(due) == 0 {
			if err := out.Flush(); err != nil {
				return err
			}
		}
	}
	if ctx.Err() != nil {
		return &reported{statusUndecided}
	}
	return nil
}

// readLines passes on each line without its end.
func readLines(ctx context.Context, name string, in io.Reader, each func(string)) error {
	scanner := bufio.NewScanner(in)
	scanner.Buffer(nil, maxLine)
	n := 0
	for ; ctx.Err() == nil && scanner.Scan(); n++ {
		each(strings.TrimSuffix(scanner.Text(), "\r"))
	}
	switch err := scanner.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		return inputf("%s:%d: the line is longer than %d bytes", name, n+1, maxLine)
	case err != nil:
		return inputf("%s: %w", name, err)
	}
	return nil
}
