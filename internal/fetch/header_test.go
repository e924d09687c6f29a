package fetch

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What is meant for one origin goes there at every hop, and to no other.
func TestHeaderOfOneOriginGoesNowhereElse(t *testing.T) {
	asked := map[string]string{}
	c := &Client{
		Delay: -1,
		Header: func(origin string) http.Header {
			if origin == "https://library.test" {
				return http.Header{"authorization": {"secret"}}
			}
			return nil
		},
		Transport: transportFunc(func(req *http.Request) (*http.Response, error) {
			asked[req.URL.String()] = req.Header.Get("Authorization")
			next := map[string]string{"https://library.test/a": "http://library.test/b", "http://library.test/b": "https://other.test/", "https://other.test/": "https://library.test/c"}
			if to := next[req.URL.String()]; to != "" {
				return answer(req, 302, "", "Location", to), nil
			}
			return answer(req, 200, "a page"), nil
		}),
	}
	_, err := c.Get(t.Context(), "https://library.test/a")
	require.NoError(t, err)
	assert.Equal(t, map[string]string{
		"https://library.test/a": "secret", "http://library.test/b": "", "https://other.test/": "", "https://library.test/c": "secret",
	}, asked)
}
