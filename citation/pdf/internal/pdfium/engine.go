// Package pdfium reads the pages of PDF files with PDFium, which runs as
// WebAssembly inside the process: it sees neither files nor network, and its
// memory is bounded.
package pdfium

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// Limits of the engine.
const (
	// memoryPages bounds the memory of one document in pages of 64 KiB: 128 MiB
	// holds a file of 64 MiB, which PDFium needs as a whole, and its pages.
	memoryPages = 2048

	// maxInstances bounds how many documents are read at once in a process; the
	// next waits for one of them.
	maxInstances = 4

	// instanceTime bounds the time that a new instance may take: some
	// milliseconds are usual.
	instanceTime = time.Minute
)

// engine is PDFium, compiled.
type engine struct {
	pool     pdfium.Pool
	memories memories
	slots    chan struct{} // holds one for each document that is being read
}

// compiled compiles PDFium once a process: that takes three seconds, or a tenth
// of one where an earlier process has left the result in the cache.
var compiled = sync.OnceValues(compile)

func compile() (*engine, error) {
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(memoryPages)
	if cache := compilationCache(); cache != nil {
		if e, err := newEngine(config.WithCompilationCache(cache)); err == nil {
			return e, nil
		}
	}
	return newEngine(config)
}

func newEngine(config wazero.RuntimeConfig) (*engine, error) {
	e := &engine{slots: make(chan struct{}, maxInstances)}
	pool, err := webassembly.Init(webassembly.Config{
		Context:       experimental.WithMemoryAllocator(context.Background(), &e.memories),
		MaxTotal:      -1,                   // slots count those in use; one that hangs is left behind
		FSConfig:      wazero.NewFSConfig(), // else the root of the host is mounted
		Stdout:        io.Discard,
		Stderr:        io.Discard,
		RuntimeConfig: config,
	})
	e.pool = pool
	return e, err
}

// instance makes an instance with a memory of its own, for one document. The
// caller closes it.
func (e *engine) instance() (pdfium.Pdfium, *memory, error) {
	e.memories.mu.Lock()
	defer e.memories.mu.Unlock()
	instance, err := e.pool.GetInstance(instanceTime)
	return instance, e.memories.last, err
}

// compilationCache keeps the compiled engine in the user's cache folder, nil
// where that is not to be had.
func compilationCache() wazero.CompilationCache {
	dir, err := os.UserCacheDir()
	if err != nil {
		return nil
	}
	dir = filepath.Join(dir, "ibid", "pdfium")
	if !writable(dir) {
		return nil
	}
	cache, err := wazero.NewCompilationCacheWithDir(dir)
	if err != nil {
		return nil
	}
	return cache
}

// writable reports whether files can be made in dir: an engine that cannot keep
// its cache would not start.
func writable(dir string) bool {
	const private = 0o700 // machine code is run from there: nobody else may write it
	if os.MkdirAll(dir, private) != nil {
		return false
	}
	probe, err := os.CreateTemp(dir, "probe-*")
	if err != nil {
		return false
	}
	return errors.Join(probe.Close(), os.Remove(probe.Name())) == nil
}
