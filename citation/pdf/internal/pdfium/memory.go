package pdfium

import (
	"sync"

	"github.com/tetratelabs/wazero/experimental"
)

// memory is what an instance of PDFium can write to.
//
// It is also the way to stop an instance: WebAssembly that checks whether it
// should go on is ten times slower, so a call that does not end is ended by
// filling its memory with addresses that lead nowhere. The next one that it
// follows traps.
type memory struct {
	mu      sync.Mutex
	bytes   []byte
	stopped bool
}

// Reallocate gives the memory a new size. It implements
// experimental.LinearMemory.
func (m *memory) Reallocate(size uint64) []byte {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.stopped {
		return nil
	}
	if size > uint64(cap(m.bytes)) {
		grown := make([]byte, len(m.bytes), size+size/4)
		copy(grown, m.bytes)
		m.bytes = grown
	}
	m.bytes = m.bytes[:size]
	return m.bytes
}

// Free implements experimental.LinearMemory. The collector frees the memory: a
// call that hangs may still use it.
func (m *memory) Free() {}

// stop makes what runs in the memory fail.
func (m *memory) stop() {
	const nowhere = 0xFF // four of them make the last address of 4 GiB
	m.mu.Lock()
	defer m.mu.Unlock()
	m.stopped = true
	for i := range m.bytes {
		m.bytes[i] = nowhere
	}
}

// memories hands out the memory of each instance that is made.
type memories struct {
	mu   sync.Mutex // held while an instance is made
	last *memory
}

// Allocate implements experimental.MemoryAllocator.
func (a *memories) Allocate(capacity, _ uint64) experimental.LinearMemory {
	a.last = &memory{bytes: make([]byte, 0, capacity)}
	return a.last
}
