package export

import (
	"encoding/json"
	"strconv"
)

// Label is the label of a note. In JSON it is a number where it is one, as
// citation processors expect it, else a string ("*").
type Label string

// MarshalJSON writes a number or a string.
func (l Label) MarshalJSON() ([]byte, error) {
	if n, err := strconv.Atoi(string(l)); err == nil && strconv.Itoa(n) == string(l) {
		return []byte(l), nil
	}
	return json.Marshal(string(l))
}
