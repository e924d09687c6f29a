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

	"github.com/ibid-go/ibid/archive"
	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/citation/pdf"
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
	set := s.settings
	s.checker = &verify.Checker{
		UserAgent: userAgent(), Timeout: set.timeout, Delay: cmp.Or(set.delay, -1), PerHost: set.perHost, Concurrency: set.jobs,
		Retries: cmp.Or(set.retries, -1), RespectRobots: set.robots, Hosts: set.hosts,
		AllowPrivate: set.allowPrivate, Offline: set.offline, Archive: set.finder, RequireCopies: set.requireCopies,
		Readers: []citation.Reader{pdf.Reader{Pages: sourcePages}},
	}
	if s.progress != nil {
		s.checker.Progress = s.progress.show
	}
	switch {
	case set.replay != "":
		return s.openReplay(streams)
	case set.record != "":
		return s.openRecorder()
	}
	return nil
}

// openReplay lets the recording stand in for the network, for archives too.
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
	s.checker.Transport = &archive.Replay{Collection: collection}
	s.checker.Delay, s.checker.Recorded = -1, true
	s.checker.Archive = nil
	return nil
}

// openRecorder puts the recorder around the network that the checker guards.
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
	s.checker.Record = func(network http.RoundTripper) http.RoundTripper {
		recorder.Transport = network
		return recorder
	}
	return nil
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

// evidence names the recording in the report.
func (s *session) evidence() string {
	if s.collection == nil {
		return ""
	}
	return shownName(filepath.Clean(s.settings.replay))
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
