package tag

// halves are half bytes, the lower half of a byte first. Most weights are small
// and take one; others take the code for them and two more.
type halves struct {
	data []byte
	at   int // in half bytes
}

// The small weights, and the code of one that is not. There is no weight 0.
const (
	leastSmall = -8
	mostSmall  = 7
	largeCode  = 15
)

func (h *halves) write(weight int8) {
	switch {
	case weight < leastSmall || weight > mostSmall:
		h.put(largeCode)
		h.put(byte(weight) & 15)
		h.put(byte(weight) >> 4)
	case weight < 0:
		h.put(byte(weight - leastSmall))
	default:
		h.put(byte(weight - leastSmall - 1))
	}
}

func (h *halves) put(half byte) {
	if h.at%2 == 0 {
		h.data = append(h.data, half)
	} else {
		h.data[len(h.data)-1] |= half << 4
	}
	h.at++
}

// read gives the next weight; false where the data ends.
func (h *halves) read() (weight int8, ok bool) {
	code, ok := h.next()
	switch {
	case code == largeCode:
		low, _ := h.next()
		high, ok := h.next()
		return int8(high<<4 | low), ok
	case int8(code)+leastSmall < 0:
		return int8(code) + leastSmall, ok
	}
	return int8(code) + leastSmall + 1, ok
}

func (h *halves) next() (half byte, ok bool) {
	if h.at/2 >= len(h.data) {
		return 0, false
	}
	half = h.data[h.at/2] >> (4 * (h.at % 2)) & 15
	h.at++
	return half, true
}
