package fetch

import (
	"context"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWhoBeganFirstGoesFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		turns := &turns{free: 1}
		require.NoError(t, turns.take(t.Context(), 1))
		ctx, cancel := context.WithCancel(t.Context())
		var order []int64
		for _, number := range []int64{5, 3, 9, 4} {
			go func() {
				if number == 4 {
					assert.ErrorIs(t, turns.take(ctx, number), context.Canceled)
					return
				}
				assert.NoError(t, turns.take(t.Context(), number))
				order = append(order, number)
				turns.give()
			}()
		}
		synctest.Wait()
		cancel()
		synctest.Wait()
		assert.Empty(t, order)
		turns.give()
		synctest.Wait()
		assert.Equal(t, []int64{3, 5, 9}, order)
		assert.Equal(t, 1, turns.free)
	})
}

// A place that is given to a visit which just left goes on to the next.
func TestNoPlaceIsLost(t *testing.T) {
	turns := &turns{free: 1}
	require.NoError(t, turns.take(t.Context(), 1))
	w := turns.ask(2)
	turns.give()
	assert.False(t, turns.leave(w))
	turns.give()
	assert.Equal(t, 1, turns.free)
}
