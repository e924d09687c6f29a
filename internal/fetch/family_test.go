package fetch

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestOtherFamilyIsTriedFirst(t *testing.T) {
	for remote, want := range map[string]any{
		"192.0.2.1:80": "tcp6", "[2001:db8::1]:443": "tcp4", "[::ffff:192.0.2.1]:80": "tcp6", "": nil, "proxy.test:80": nil,
	} {
		assert.Equal(t, want, OtherFamily(t.Context(), remote).Value(familyKey{}), remote)
	}
}

// Where the other family has no address, the visit goes by the first again.
func TestOtherFamilyFallsBack(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	defer srv.Close()
	ctx := OtherFamily(context.Background(), srv.Listener.Addr().String())
	conn, err := dialer(&net.Dialer{})(ctx, "tcp", srv.Listener.Addr().String())
	require.NoError(t, err)
	conn.Close()
}
