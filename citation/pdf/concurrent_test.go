package pdf_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
)

// Files are read side by side, more than there is room for at once.
func TestConcurrent(t *testing.T) {
	file := print(sheet("Some words."))
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() { assert.Equal(t, "body: Some words.\n", listing(parse(t, file))) })
	}
	all.Wait()
}
