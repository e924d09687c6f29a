package layout

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestRoman(t *testing.T) {
	for text, want := range map[string]int{
		"i": 1, "iv": 4, "viii": 8, "ix": 9, "xiv": 14, "xl": 40, "lxxxviii": 88, "xc": 90, "cxi": 111,
		"": 0, "iiii": 0, "ivi": 0, "vv": 0, "th": 0, "ic": 0, "12": 0,
	} {
		assert.Equal(t, want, roman(text), text)
	}
}
