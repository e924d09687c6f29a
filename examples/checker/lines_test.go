package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// outputTo gives an output that writes to the first of a pipe of the operating
// system, and the other end.
func outputTo(t *testing.T) (*output, *bufio.Reader, io.Closer) {
	t.Helper()
	r, w, err := os.Pipe()
	require.NoError(t, err)
	t.Cleanup(func() { r.Close(); w.Close() })
	out, err := openOutput(&streams{out: w}, "-")
	require.NoError(t, err)
	return out, bufio.NewReader(r), r
}

func echo(line string) ([]byte, error) { return []byte(line + "\n"), nil }

// An answer comes although the next line is not there yet, and an interrupt
// ends the wait for it.
func TestEachLineAnswersAtOnce(t *testing.T) {
	in, user := io.Pipe()
	out, answers, _ := outputTo(t)
	ctx, interrupt := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() { ended <- eachLine(ctx, &streams{in: in}, "-", out, echo) }()
	for n := range 100 {
		_, err := io.WriteString(user, strconv.Itoa(n)+"\n")
		require.NoError(t, err)
		answer, err := answers.ReadString('\n')
		require.NoError(t, err)
		assert.Equal(t, strconv.Itoa(n)+"\n", answer)
	}
	interrupt()
	assert.Equal(t, statusUndecided, statusOf(<-ended))
}

// Answers stand in the order of the lines, however long each takes.
func TestEachLineKeepsTheOrder(t *testing.T) {
	var in strings.Builder
	for n := range 5000 {
		in.WriteString(strconv.Itoa(n) + "\r\n")
	}
	path := t.TempDir() + "/out"
	out, err := openOutput(&streams{}, path)
	require.NoError(t, err)
	slow := func(line string) ([]byte, error) {
		if strings.HasSuffix(line, "7") {
			for range 1000 {
				runtime.Gosched()
			}
		}
		return echo(line)
	}
	require.NoError(t, eachLine(context.Background(), &streams{in: strings.NewReader(in.String())}, "-", out, slow))
	require.NoError(t, out.Commit())
	got, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, strings.ReplaceAll(in.String(), "\r", ""), string(got))
}

var errBroken = errors.New("broken")

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, errBroken }

// What goes wrong on the way ends the run and is told.
func TestEachLineErrors(t *testing.T) {
	out, _, reader := outputTo(t)
	err := eachLine(context.Background(), &streams{in: brokenReader{}}, "-", out, echo)
	assert.ErrorIs(t, err, errBroken)
	assert.Equal(t, statusInput, statusOf(err))

	err = eachLine(context.Background(), &streams{in: strings.NewReader("a\nb\n")}, "-", out, func(string) ([]byte, error) { return nil, errBroken })
	assert.ErrorIs(t, err, errBroken)

	require.NoError(t, reader.Close())
	err = eachLine(context.Background(), &streams{in: strings.NewReader("a\nb\n")}, "-", out, echo)
	assert.Error(t, err, "nobody reads the output")
}
