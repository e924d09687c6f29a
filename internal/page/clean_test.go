package page

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// cleanPrefix looks at eight bytes at once; here at one.
func TestCleanPrefix(t *testing.T) {
	alphabet := "abcdefgh    ~!\t\x1f\x7fé\u00a0"
	random := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		var b strings.Builder
		for range random.IntN(40) {
			if c := alphabet[random.IntN(len(alphabet))]; c < 0x7f && c > ' ' || random.IntN(4) == 0 {
				b.WriteByte(c)
			}
		}
		s, want := b.String(), 0
		for want < len(s) && s[want] >= ' ' && s[want] < 0x7f && (s[want] != ' ' || want > 0 && s[want-1] != ' ') {
			want++
		}
		assert.Equal(t, want, cleanPrefix(s), "%q", s)
		assert.Equal(t, want, cleanPrefix([]byte(s)), "%q", s)
	}
}
