package tag

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

// Every weight but 0 is read as it was written, the small ones in half a byte.
func TestHalves(t *testing.T) {
	var written halves
	for w := math.MinInt8; w <= math.MaxInt8; w++ {
		if w != 0 {
			written.write(int8(w))
		}
	}
	assert.Len(t, written.data, (15+3*(255-15)+1)/2)
	h := halves{data: written.data}
	for w := math.MinInt8; w <= math.MaxInt8; w++ {
		if w != 0 {
			got, ok := h.read()
			assert.True(t, ok)
			assert.Equal(t, int8(w), got)
		}
	}
	cut := halves{data: written.data[:1]}
	_, ok := cut.read()
	assert.False(t, ok, "a weight that is cut off")
}
