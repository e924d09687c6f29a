package main

import (
	"bufio"
	"cmp"
	"os"
	"path/filepath"

	"github.com/ibid-go/ibid/internal/report"
	"golang.org/x/term"
)

// output is where a command writes. A file appears under its name only when
// the command is done: until then it has a name of its own beside it.
type output struct {
	*bufio.Writer
	file *os.File
	path string // "" for the standard output
}

func openOutput(s *streams, path string) (*output, error) {
	if path == "-" {
		return &output{Writer: bufio.NewWriter(s.out), file: s.out}, nil
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return nil, usagef("cannot write %s: %w", path, err)
	}
	return &output{Writer: bufio.NewWriter(f), file: f, path: path}, nil
}

// publicFile are the permissions of a written file, before the umask.
const publicFile = 0o644

// Commit makes what was written appear.
func (o *output) Commit() error {
	err := o.Flush()
	if o.path == "" {
		return err
	}
	err = cmp.Or(err, o.file.Chmod(publicFile), o.file.Close())
	if err == nil {
		err = os.Rename(o.file.Name(), o.path)
	}
	if err != nil {
		o.Discard()
		return usagef("cannot write %s: %w", o.path, err)
	}
	return nil
}

// Discard leaves nothing behind.
func (o *output) Discard() {
	if o.path != "" {
		o.file.Close()
		os.Remove(o.file.Name())
	}
}

// write runs a command's work with its output open: the output appears only if
// the work could be done, which includes that it found something.
func write(s *streams, path string, work func(*output) error) error {
	out, err := openOutput(s, path)
	if err != nil {
		return err
	}
	err = work(out)
	if _, told := err.(*reported); err != nil && !told {
		out.Discard()
		return err
	}
	return cmp.Or(out.Commit(), err)
}

// handler gives the format that the settings name.
func (s *settings) handler(out *output, named bool) report.Handler {
	if s.format == "json" && s.urls != "" {
		return &report.Links{W: flushed{out}}
	}
	if s.format == "json" {
		return &report.JSON{W: flushed{out}}
	}
	return &report.Text{W: out, Width: widthOf(out.file), Color: s.useColor(out.file), Named: named}
}

// flushed hands on each line at once, so that who reads along sees it.
type flushed struct{ out *output }

func (f flushed) Write(line []byte) (int, error) {
	n, err := f.out.Write(line)
	return n, cmp.Or(err, f.out.Flush())
}

// widest is where lines end on a wide terminal: longer ones are hard to read.
const widest = 100

func widthOf(f *os.File) int {
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return report.DefaultWidth
	}
	return min(width, widest)
}

// useColor follows --color, and by itself the custom of no-color.org.
func (s *settings) useColor(f *os.File) bool {
	if s.color != "auto" {
		return s.color == "always"
	}
	return isTerminal(f) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

func isTerminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }
