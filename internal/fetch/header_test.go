package fetch

import (
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What is meant for one origin goes there at every hop, and to no other.
func TestHeaderOfOneOriginGoesNowhereElse(t *testing.T) {
	asked := map[string]string{}
	c := &Client{
		Delay: -1,
		Hosts: map[string]Host{"https://library.test": {Header: http.Header{"authorization": {"secret"}}}},
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

func TestHostsWithAPaceOfTheirOwn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, asked := paced(4, func(int) (int, []string) { return 200, nil })
		c.Hosts = map[string]Host{"http://slow.test": {Delay: time.Minute}}
		for _, address := range []string{"http://slow.test/1", "http://slow.test:80/2", "http://quick.test/", "http://quick.test/"} {
			_, err := c.Get(t.Context(), address)
			require.NoError(t, err)
		}
		assert.Equal(t, []time.Duration{0, 0, 0, 0}, (*asked)[:4], "80 is another host here, but the same origin")
		_, err := c.Get(t.Context(), "http://slow.test/3")
		require.NoError(t, err)
		assert.Equal(t, time.Minute, (*asked)[4])
	})
}
