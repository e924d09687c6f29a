package prose_test

import (
	"testing"

	"github.com/ibid-go/ibid/internal/prose"
	"github.com/stretchr/testify/assert"
)

func TestSameRomanised(t *testing.T) {
	for _, pair := range [][2]string{
		{"Жириновский", "Zhirinovsky"}, {"Хрущев", "Khrushchev"}, {"Ельцин", "Yeltsin"}, {"Иванов", "Ivanov"}, {"Назарбаев", "Nazarbayev"},
		{"Чайковский", "Chaykovskiy"}, {"Акаев", "Akaev"},
	} {
		assert.True(t, prose.SameRomanised(pair[0], pair[1]), "%s %s", pair[0], pair[1])
	}
	for _, pair := range [][2]string{{"Иванов", "Petrov"}, {"Ivanov", "Ivanov"}, {"Ли", "Lo"}} {
		assert.False(t, prose.SameRomanised(pair[0], pair[1]), "%s %s", pair[0], pair[1])
	}
}
