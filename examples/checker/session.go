package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"net/http"
	"os"
	"path/filepath"
	"slices"

	"github.com/ibid-go/ibid/archive"
	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/citation/pdf"
	"github.com/ibid-go/ibid/internal/report"
	"github.com/ibid-go/ibid/verify"
)

// sourcePages is how many pages of a source that is a PDF file are read: title,
// authors and date stand on the first three.
const sourcePages = 3

// session is what the manuscripts under one configuration share: the settings,
// and a checker that remembers its manners and the recordings it uses.
type session struct {
	settings   *settings
	checker    *verify.Checker
	collection *archive.Collection // that is replayed; nil: none
	recorder   *archive.Recorder   // nil: nothing is recorded
	progress   *progress
}

// session gives the session for a manuscript, a new one for a configuration
// that was not met before.
func (r *reviewer) session(named, file string) (*session, error) {
	config := configOf(named, file)
	if known := r.sessions[config]; known != nil {
		return known, nil
	}
	set, _, err := r.settings(config)
	if err != nil {
		return nil, err
	}
	s := &session{settings: set}
	if r.visit {
		s.progress = newProgress(r.streams, set, r.out)
		if err := s.open(r.streams); err != nil {
			return nil, err // and keep no session that would use the network after all
		}
	}
	r.sessions[config] = s
	return s, nil
}

// open makes the checker and opens the recordings that it uses.
func (s *session) open(streams *streams) error {
	spareMemory()
	set := s.settings
	s.checker = &verify.Checker{
		UserAgent: userAgent(), Timeout: set.timeout, Delay: cmp.Or(set.delay, -1), PerHost: set.perHost, Concurrency: set.jobs,
		Retries: cmp.Or(set.retries, -1), RespectRobots: set.robots, Hosts: set.hosts,
		AllowPrivate: set.allowPrivate, Offline: set.offline, RequireCopies: set.requireCopies,
		Readers: []citation.Reader{pdf.Reader{Pages: sourcePages}},
	}
	s.ask(set.archives())
	if s.progress != nil {
		s.checker.Progress = s.progress.show
	}
	if err := s.openRecordings(streams); err != nil {
		return errors.Join(err, s.close())
	}
	s.connect()
	return nil
}

// ask has the checker look for copies in archives.
func (s *session) ask(archives archive.Finders) {
	s.checker.Archive = nil
	if len(archives) > 0 {
		s.checker.Archive = archives
	}
}

// localOf are the archives that need no network.
func localOf(archives archive.Finders) archive.Finders {
	return slices.DeleteFunc(slices.Clone(archives), func(f archive.Finder) bool {
		_, local := f.(*archive.Collection)
		return !local
	})
}

// openRecordings opens what is read before what is written, so that a wrong name leaves no new file; but to complete a recording, both name the
// same one, whose torn end is mended first.
func (s *session) openRecordings(streams *streams) error {
	set := s.settings
	completed := filepath.Clean(set.replay) == filepath.Clean(set.record)
	if set.replay != "" && !completed {
		if err := s.openReplay(streams); err != nil {
			return err
		}
	}
	if set.record != "" {
		if err := s.openRecorder(); err != nil {
			return err
		}
	}
	if set.replay != "" && completed {
		return s.openReplay(streams)
	}
	return nil
}

func (s *session) openReplay(streams *streams) error {
	collection, err := archive.OpenPath(s.settings.replay)
	if errors.Is(err, fs.ErrNotExist) {
		return usagef("%s: no such recording; --replay \"\" visits the sources instead", s.settings.replay)
	}
	if err != nil {
		return usagef("%w", err)
	}
	for _, damage := range collection.Damage() {
		complain(streams, fmt.Errorf("%w; what is whole is used", damage))
	}
	s.collection = collection
	return nil
}

func (s *session) openRecorder() error {
	file, err := recordingIn(s.settings.record)
	if err != nil {
		return usagef("%w", err)
	}
	recorder, err := archive.OpenRecorder(file, userAgent())
	if err != nil {
		return usagef("%w", err)
	}
	recorder.MaxFile = maxRecording
	s.recorder = recorder
	return nil
}

// connect puts the recordings between the checker and the network that it guards. One that is replayed alone stands in for the network, and leaves only
// archives on this machine to be asked.
func (s *session) connect() {
	replay := &archive.Replay{Collection: s.collection}
	switch {
	case s.collection != nil && s.recorder == nil:
		s.checker.Transport, s.checker.Recorded = replay, true
		s.checker.Delay = -1
		s.ask(localOf(s.settings.archives()))
	case s.recorder != nil:
		s.checker.Record = func(network http.RoundTripper) http.RoundTripper {
			s.recorder.Transport = network
			if s.collection == nil {
				return s.recorder
			}
			replay.Missing = s.recorder
			return replay
		}
	}
}

// maxRecording is the size from which on a recording goes into a new file, in bytes: what archives recommend.
const maxRecording = 1 << 30

// recordingIn gives the file to record in. A name without an ending is a folder, made if need be, with one file that grows with each run.
func recordingIn(path string) (string, error) {
	if info, err := os.Stat(path); (err != nil || !info.IsDir()) && filepath.Ext(path) != "" {
		return path, nil
	}
	return filepath.Join(path, "evidence.warc.gz"), os.MkdirAll(path, publicFolder)
}

// publicFolder are the permissions of a folder that is made, before the umask.
const publicFolder = 0o755

// close ends the use of the recordings.
func (s *session) close() error {
	var errs []error
	if s.collection != nil {
		errs = append(errs, s.collection.Close())
	}
	if s.recorder != nil {
		errs = append(errs, s.recorder.Close())
	}
	return errors.Join(errs...)
}

// describe names the recordings in the report.
func (s *session) describe(r *report.Report) {
	if s.collection != nil {
		r.Evidence = shownName(filepath.Clean(s.settings.replay))
	}
	if s.recorder != nil {
		r.Recorded = shownName(filepath.Clean(s.settings.record))
	}
}

// watched takes the progress line away when the last result is there.
func (s *session) watched(results iter.Seq[*verify.Result]) iter.Seq[*verify.Result] {
	if results == nil {
		return nil
	}
	return func(yield func(*verify.Result) bool) {
		defer s.progress.clear()
		results(yield)
	}
}

// userAgent says who asks, with an address for complaints, in the form without
// which many sites refuse.
func userAgent() string {
	return "Mozilla/5.0 (compatible; ibid/" + versionOf() + "; +https://github.com/ibid-go/ibid)"
}
