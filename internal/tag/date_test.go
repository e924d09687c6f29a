package tag

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// A date is given for its own words only, and not within a quotation.
func TestDateAt(t *testing.T) {
	l := NewLayout("Jane Roe, “May 1999,” Quay Review, March 4, 2019, 3.", nil, nil, nil)
	at := func(words string) Range {
		for i := range l.Plain {
			if i+len(words) <= len(l.Plain) && l.Plain[i:i+len(words)] == words {
				return Range{i, i + len(words)}
			}
		}
		return Range{}
	}
	d, ok := l.DateAt(at("March 4, 2019"))
	assert.True(t, ok)
	assert.Equal(t, "2019-03-04", d.String())
	for _, words := range []string{"March 4", "2019", "May 1999", "Quay Review"} {
		_, ok := l.DateAt(at(words))
		assert.False(t, ok, words)
	}
}
