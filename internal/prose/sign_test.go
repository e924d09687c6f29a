package prose_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/ibid-go/ibid/internal/prose"
)

// The table finds what strings.Contains finds, also where signs overlap or begin alike.
func TestSignTable(t *testing.T) {
	signs := []string{" v. ", " v ", "U.S.", "U.S.C", "§", "ECLI:", "v. U"}
	var table prose.SignTable
	sets := make([]prose.SignSet, len(signs))
	for i, sign := range signs {
		sets[i] = table.Add(sign)
	}
	for _, text := range []string{"", " ", "§", "Roe v. Wade", "Roe v. U.S.C.", "17 U.S.C. § 107", "ECLI:EU", "ECLI", "U.S", "a v b"} {
		found := table.In(text)
		for i, sign := range signs {
			assert.Equal(t, strings.Contains(text, sign), found&sets[i] != 0, "%q in %q", sign, text)
		}
	}
}
