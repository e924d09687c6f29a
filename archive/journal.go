package archive

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"sync"
	"time"

	"github.com/ibid-go/ibid/internal/warc"
)

// Journal is a file that remembers what became of each order, so that a list of saves can be interrupted at any moment, even by kill -9, and goes on
// without saving anything twice. It is JSON, one line an event, and holds no keys. Only one process can have it open.
type Journal struct {
	mu     sync.Mutex
	file   *os.File
	unlock func() error
	known  map[string]journalLine // the last line of each address
}

// journalLine is an event.
type journalLine struct {
	Time     time.Time `json:"time"`
	URL      string    `json:"url"`
	Event    string    `json:"event"` // ordering, begun, saved, failed
	Job      string    `json:"job,omitempty"`
	State    string    `json:"state,omitempty"`
	Snapshot *Snapshot `json:"snapshot,omitempty"`
	Code     string    `json:"code,omitempty"`
	Message  string    `json:"message,omitempty"`
}

// maxJournalLine bounds a line, in bytes: an address is the only part that can be long.
const maxJournalLine = 1 << 20

// OpenJournal opens the file, or makes it. A last line that was not written to its end is dropped. The caller closes the Journal.
func OpenJournal(name string) (*Journal, error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("archive: %w", err)
	}
	unlock, err := warc.Lock(f)
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("archive: %s: another process has this list of saves open: %w", name, err)
	}
	j := &Journal{file: f, unlock: unlock, known: map[string]journalLine{}}
	if err := j.load(); err != nil {
		j.Close()
		return nil, fmt.Errorf("archive: %s: %w", name, err)
	}
	return j, nil
}

// load reads the lines and cuts off a torn one at the end.
func (j *Journal) load() error {
	r, whole := bufio.NewReaderSize(j.file, maxJournalLine), int64(0)
	for n := 1; ; n++ {
		text, err := r.ReadSlice('\n')
		if errors.Is(err, io.EOF) {
			break
		}
		var line journalLine
		if err == nil {
			err = json.Unmarshal(text, &line)
		}
		if err != nil || line.URL == "" {
			return fmt.Errorf("line %d is no line of a list of saves: start a new list", n)
		}
		whole += int64(len(text))
		j.known[line.URL] = line
	}
	if err := j.file.Truncate(whole); err != nil {
		return err
	}
	_, err := j.file.Seek(whole, io.SeekStart)
	return err
}

// Close lets the next process in.
func (j *Journal) Close() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	return errors.Join(j.unlock(), j.file.Close())
}

// note writes an event to the disk before anything else is done.
func (j *Journal) note(line journalLine) error {
	line.Time = time.Now().UTC()
	text, err := json.Marshal(line)
	if err != nil {
		return err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if _, err := j.file.Write(append(text, '\n')); err != nil {
		return err
	}
	j.known[line.URL] = line
	return j.file.Sync()
}

func (j *Journal) last(address string) journalLine {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.known[address]
}

// SaveResult is what became of one address of a list.
type SaveResult struct {
	URL   string
	Saved *Saved // nil where there is an Err
	Err   error
}

// refusedFor is how long a refusal is taken to be final: some limits count by the day.
const refusedFor = 24 * time.Hour

// savesAtOnce is how many captures may be under way: accounts have three to eight sessions.
const savesAtOnce = 3

// SaveAll has each address saved that the journal does not know as saved or as refused within the last day, three at a time, and gives what became of each in the
// order given. An address that stands twice is saved once. Leaving the loop, like an end of the context, leaves what is under way pending; the journal knows
// it, and the next run goes on.
func (j *Journal) SaveAll(ctx context.Context, s Saver, urls []string) iter.Seq[SaveResult] {
	return func(yield func(SaveResult) bool) {
		ctx, cancel := context.WithCancel(ctx)
		var group sync.WaitGroup
		defer group.Wait()
		defer cancel()
		results := make(map[string]chan SaveResult, len(urls))
		slots := make(chan struct{}, savesAtOnce)
		for _, address := range urls {
			if results[address] != nil {
				continue
			}
			done := make(chan SaveResult, len(urls)) // room for each place where the address stands
			results[address] = done
			group.Go(func() {
				slots <- struct{}{}
				defer func() { <-slots }()
				result := SaveResult{URL: address}
				result.Saved, result.Err = j.save(ctx, s, address)
				for range urls {
					done <- result
				}
			})
		}
		for _, address := range urls {
			if !yield(<-results[address]) {
				return
			}
		}
	}
}

// save goes on where the journal says that an earlier process was.
func (j *Journal) save(ctx context.Context, s Saver, address string) (*Saved, error) {
	o := Order{URL: address}
	switch last := j.last(address); last.Event {
	case "saved":
		return &Saved{URL: address, State: Recent, Job: last.Job, Snapshot: last.Snapshot}, nil
	case "failed":
		if time.Since(last.Time) < refusedFor {
			return nil, &SaveError{Service: "the list of saves", URL: address, Code: last.Code, Message: last.Message}
		}
	case "begun":
		o.Job, o.Since = last.Job, last.Time
	case "ordering":
		o.Since = last.Time
	}
	if err := ctx.Err(); err != nil {
		return nil, &SaveError{Service: "the list of saves", URL: address, Transient: true, Err: err}
	}
	if o.Job == "" && o.Since.IsZero() {
		if err := j.note(journalLine{URL: address, Event: "ordering"}); err != nil {
			return nil, err
		}
	}
	o.Begun = func(job string) error { return j.note(journalLine{URL: address, Event: "begun", Job: job}) }
	saved, err := s.Save(ctx, o)
	return saved, errors.Join(err, j.ended(address, saved, err))
}

// ended notes what will not change any more. An order that the service has surely not taken is forgotten, so that the next one is not held for a repetition.
func (j *Journal) ended(address string, saved *Saved, err error) error {
	var e *SaveError
	switch {
	case err == nil && saved.Snapshot != nil:
		return j.note(journalLine{URL: address, Event: "saved", Job: saved.Job, State: saved.State.String(), Snapshot: saved.Snapshot})
	case !errors.As(err, &e) || e.Unclear:
	case !e.Transient && e.Code != "":
		return j.note(journalLine{URL: address, Event: "failed", Code: e.Code, Message: e.Message})
	case e.Transient || j.last(address).Event == "ordering": // a job that could not be asked about goes on
		return j.note(journalLine{URL: address, Event: "refused for now", Code: e.Code})
	}
	return nil
}
