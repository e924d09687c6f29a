package tag

import (
	_ "embed"
	"fmt"
	"math"
	"strings"
	"sync"
)

//go:embed data/confidence.txt
var confidenceFile string

// MarginOf gives the margin of the part that the atoms from i to j make: how
// much worse the best reading of the whole is in which one of them is no piece of
// it, or a neighbour is one.
func MarginOf(readings []Reading, i, j int) int32 {
	margin, label := int32(math.MaxInt32), readings[i].Label
	for k := max(i-1, 0); k < min(j+1, len(readings)); k++ {
		if r := &readings[k]; k >= i && k < j || r.Other == label {
			margin = min(margin, r.Margin)
		}
	}
	return margin
}

// Confidence is the share of parts with this margin that are right among notes
// as internal/train generates them: above 0, at most 1.
func Confidence(margin int32) float64 {
	shares := confidences()
	at := float64(max(margin, 0)) / MarginStep
	k := int(at)
	if k+1 >= len(shares) {
		return shares[len(shares)-1]
	}
	return shares[k] + (at-float64(k))*(shares[k+1]-shares[k])
}

// MarginStep is how far the margins lie apart whose shares data/confidence.txt
// lists, from 0 on. Between them the share is interpolated.
const MarginStep = 10

var confidences = sync.OnceValue(func() []float64 {
	shares := []float64{}
	for line := range strings.Lines(confidenceFile) {
		var share float64
		if _, err := fmt.Sscan(line, &share); err == nil {
			shares = append(shares, share)
		}
	}
	return shares
})
