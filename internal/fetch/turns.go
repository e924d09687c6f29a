package fetch

import (
	"container/heap"
	"context"
	"sync"
)

// turns are the places among all requests. Of those that wait for one the visit
// that began first goes first: so a host with many pages is not slowed by the
// many hosts with few, and results that are due in order come early.
type turns struct {
	mu      sync.Mutex
	free    int
	waiting queue // empty while a place is free
}

// take waits for a place.
func (t *turns) take(ctx context.Context, number int64) error {
	w := t.ask(number)
	if w == nil {
		return nil
	}
	select {
	case <-w.called:
		return nil
	case <-ctx.Done():
		if !t.leave(w) {
			t.give() // it was called meanwhile
		}
		return context.Cause(ctx)
	}
}

// ask takes a place, or begins to wait where none is free.
func (t *turns) ask(number int64) *waiter {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.free > 0 {
		t.free--
		return nil
	}
	w := &waiter{number: number, called: make(chan struct{})}
	heap.Push(&t.waiting, w)
	return w
}

// give gives a place back, or to the first who waits.
func (t *turns) give() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.waiting) == 0 {
		t.free++
		return
	}
	close(heap.Pop(&t.waiting).(*waiter).called)
}

// leave ends a wait, unless it is over.
func (t *turns) leave(w *waiter) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if w.index < 0 {
		return false
	}
	heap.Remove(&t.waiting, w.index)
	return true
}

// waiter is a visit that waits.
type waiter struct {
	number int64         // in the order in which visits began
	called chan struct{} // closed when it has its place
	index  int           // in the queue; -1: not in it
}

// queue is a heap of waiters.
type queue []*waiter

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return q[i].number < q[j].number }
func (q queue) Swap(i, j int)      { q[i], q[j] = q[j], q[i]; q[i].index, q[j].index = i, j }

// Push and Pop are for container/heap.
func (q *queue) Push(x any) {
	w := x.(*waiter)
	w.index = len(*q)
	*q = append(*q, w)
}

func (q *queue) Pop() any {
	last := len(*q) - 1
	w := (*q)[last]
	w.index = -1
	(*q)[last] = nil
	*q = (*q)[:last]
	return w
}
