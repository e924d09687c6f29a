package page

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestHasWord(t *testing.T) {
	for _, text := range []string{"ab", "ab cd", "cd ab", "xab ab", "xabab ab x"} {
		assert.True(t, hasWord(text, "ab"), text)
	}
	for _, text := range []string{"", "abc", "xab", "xabab", "xab abx"} {
		assert.False(t, hasWord(text, "ab"), text)
	}
}
