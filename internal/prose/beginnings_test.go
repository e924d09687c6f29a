package prose_test

import (
	"testing"

	"github.com/ibid-go/ibid/internal/prose"
	"github.com/stretchr/testify/assert"
)

func TestBeginnings(t *testing.T) {
	var b prose.Beginnings
	for _, word := range []string{"ibid", "préc", "op", "écrit", "n"} {
		b.Add(word)
	}
	for text, may := range map[string]bool{
		"Ibid.": true, "IB": true, "ibex": false, "préc": true, "pre": false, "Opera": false, "op. cit.": true,
		"Écrit": true, "n. 5": true, "name": false, "B’r": true, "": true,
	} {
		assert.Equal(t, may, b.May(text), text)
	}
}
