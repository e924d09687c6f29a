package archive_test

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/ibid-go/ibid/archive"
)

func TestServicesByName(t *testing.T) {
	names := archive.ServiceNames()
	require.NotEmpty(t, names)
	for _, name := range names {
		m, ok := archive.Service(name)
		require.True(t, ok)
		for _, address := range []string{m.TimeGate, m.TimeMap} {
			u, err := url.Parse(address)
			require.NoError(t, err, name)
			assert.NotEmpty(t, u.Host, name)
			assert.Regexp(t, "/$", address, "the address of a page is put behind it")
		}
		assert.Equal(t, name == "archive.today", m.Untrusted, name)
	}
	_, ok := archive.Service("nobody")
	assert.False(t, ok)
}
