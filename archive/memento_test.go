package archive_test

import (
	"errors"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/ibid-go/ibid/archive"
)

// reply is a handler that answers each address as a map says, and others with 404.
type reply map[string]func(http.ResponseWriter)

func (m reply) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if answer := m[r.URL.String()]; answer != nil {
		answer(w)
		return
	}
	http.Error(w, "no copy", http.StatusNotFound)
}

func redirect(status int, location string, fields ...string) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		for i := 0; i+1 < len(fields); i += 2 {
			w.Header().Add(fields[i], fields[i+1])
		}
		w.Header().Set("Location", location)
		w.WriteHeader(status)
	}
}

func copyOf(date string, status int, fields ...string) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		for i := 0; i+1 < len(fields); i += 2 {
			w.Header().Add(fields[i], fields[i+1])
		}
		w.Header().Set("Memento-Datetime", on(date).Format(http.TimeFormat))
		w.WriteHeader(status)
		fmt.Fprint(w, "The story")
	}
}

// framed is the page in which pywb frames a copy.
func framed(stamp, date string) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		w.Header().Set("Vary", "accept-datetime")
		w.Header().Set("Link", `<`+story+`>; rel="original", <http://keeper.test/`+stamp+`mp_/`+story+`>; rel="memento"; datetime="`+on(date).Format(http.TimeFormat)+`"`)
		fmt.Fprint(w, "<html><iframe></iframe></html>")
	}
}

const gate = "http://gate.test/tg/" + story

func askGate(t *testing.T, m reply, change func(*archive.Memento)) (s *archive.Snapshot, asked []string, err error) {
	t.Helper()
	net := &service{handler: m}
	later(t, func(t *testing.T) {
		client := &archive.Memento{TimeGate: "http://gate.test/tg/", Transport: net}
		if change != nil {
			change(client)
		}
		s, err = client.Find(t.Context(), archive.Query{URL: story, At: on("2021-01-01")})
	})
	return s, net.asked, err
}

func TestTimeGatesOfEveryStyle(t *testing.T) {
	const urim = "http://keeper.test/20210203000000/" + story
	there := copyOf("2021-02-03", 200, "Link", `<`+story+`>; rel="original"`)
	for name, m := range map[string]reply{
		"200 style":          {gate: copyOf("2021-02-03", 200, "Content-Location", urim, "Vary", "accept-datetime")},
		"301":                {gate: redirect(301, urim), urim: there},
		"302":                {gate: redirect(302, urim), urim: there},
		"303":                {gate: redirect(303, urim), urim: there},
		"307":                {gate: redirect(307, urim), urim: there},
		"308":                {gate: redirect(308, urim), urim: there},
		"intermediate":       {gate: redirect(302, "http://other-gate.test/x"), "http://other-gate.test/x": redirect(302, urim), urim: there},
		"framed for people":  {gate: framed("20210203000000", "2021-02-03"), "http://keeper.test/20210203000000id_/" + story: there},
		"cannot be seen now": {gate: redirect(302, urim), urim: func(w http.ResponseWriter) { w.WriteHeader(503) }},
		"said by Link": {
			gate:                        redirect(302, "http://keeper.test/copy/7", "Link", `<http://keeper.test/copy/7>; rel="memento"; datetime="`+on("2021-02-03").Format(http.TimeFormat)+`"`),
			"http://keeper.test/copy/7": func(w http.ResponseWriter) { w.WriteHeader(500) },
		},
	} {
		s, _, err := askGate(t, m, nil)
		if assert.NoError(t, err, name) {
			assert.Equal(t, "2021-02-03", s.Time.Format(time.DateOnly), name)
			assert.Equal(t, story, s.Original, name)
		}
	}
}

// A digest is told only of bytes that are as they were captured.
func TestDigestOfCapturedBytesOnly(t *testing.T) {
	const shown, raw = "http://keeper.test/20210203000000/" + story, "http://keeper.test/20210203000000id_/" + story
	html := []string{"Content-Type", "text/html"}
	for urim, known := range map[string]bool{shown: false, raw: true} {
		s, _, err := askGate(t, reply{gate: redirect(302, urim), urim: copyOf("2021-02-03", 200, html...)}, nil)
		require.NoError(t, err)
		assert.Equal(t, known, s.Digest != "", urim)
	}
}

func TestTimeGateAnswersThatAreNoCopy(t *testing.T) {
	for name, c := range map[string]struct {
		answer func(http.ResponseWriter)
		want   archive.Verdict
	}{
		"page of its own":    {func(w http.ResponseWriter) { fmt.Fprint(w, "Welcome to the archive") }, archive.NotAsked},
		"frame without copy": {framed("20210203000000", "2021-02-03"), archive.Absent},
		"frame of the page": {func(w http.ResponseWriter) {
			w.Header().Set("Vary", "accept-datetime")
			w.Header().Set("Link", `<`+story+`>; rel="memento"; datetime="`+on("2021-02-03").Format(http.TimeFormat)+`"`)
		}, archive.NotAsked},
		"404":                 {func(w http.ResponseWriter) { w.WriteHeader(404) }, archive.Absent},
		"archived 404":        {copyOf("2021-02-03", 404), archive.OnlyError},
		"archived redirect":   {copyOf("2021-02-03", 302, "Location", "https://elsewhere.example/"), archive.OnlyError},
		"400":                 {func(w http.ResponseWriter) { w.WriteHeader(400) }, archive.NotAsked},
		"429":                 {func(w http.ResponseWriter) { w.WriteHeader(429) }, archive.NotAsked},
		"legal reasons":       {func(w http.ResponseWriter) { w.WriteHeader(451) }, archive.Excluded},
		"circle":              {redirect(302, gate), archive.NotAsked},
		"to the page itself":  {redirect(302, story), archive.NotAsked},
		"to no web address":   {redirect(302, "file:///etc/hosts"), archive.NotAsked},
		"bad address":         {redirect(302, "http://%zz"), archive.NotAsked},
		"redirect to nowhere": {func(w http.ResponseWriter) { w.WriteHeader(302) }, archive.NotAsked},
		"unreadable time":     {func(w http.ResponseWriter) { w.Header().Set("Memento-Datetime", "soon") }, archive.NotAsked},
		"dated in the future": {copyOf("2099-02-03", 200), archive.Absent},
	} {
		s, asked, err := askGate(t, reply{gate: c.answer}, nil)
		assert.Equal(t, c.want, archive.VerdictOf(s, err), "%s: %v %v", name, s, err)
		for _, address := range asked {
			assert.NotEqual(t, story, address, "%s: the page itself is never visited", name)
		}
	}
}

func memento(address, date string) string {
	return fmt.Sprintf(`<%s>; rel="memento"; datetime="%s"`, address, on(date).Format(http.TimeFormat))
}

func TestTimeMapsWithPages(t *testing.T) {
	list := func(body string) func(http.ResponseWriter) {
		return func(w http.ResponseWriter) { fmt.Fprint(w, body) }
	}
	const first, second = "http://gate.test/tm/" + story, "http://gate.test/tm2/" + story
	m := reply{
		first: list(`<` + story + `>; rel="original", <` + second + `>; rel="timemap"; type="application/link-format", <` + story + `>; rel="timemap", ` +
			memento("http://keeper.test/1", "2015-01-01") + ", " + memento("http://keeper.test/future", "2090-01-01")),
		second:                 list(`<` + first + `>; rel="timemap", ` + memento("http://keeper.test/2", "2020-12-01") + memento("http://archive.ph/3", "2021-01-01")),
		"http://keeper.test/1": copyOf("2015-01-01", 200),
		"http://keeper.test/2": copyOf("2020-12-01", 200),
		"http://archive.ph/3":  copyOf("2021-01-01", 200),
	}
	mapOnly := func(c *archive.Memento) { c.TimeGate, c.TimeMap = "", "http://gate.test/tm/" }
	s, asked, err := askGate(t, m, mapOnly)
	require.NoError(t, err)
	assert.Equal(t, "http://keeper.test/2", s.URL)
	assert.Equal(t, []string{first, second, "http://keeper.test/2"}, asked, "each page once, and never the page itself")

	s, _, err = askGate(t, m, func(c *archive.Memento) { mapOnly(c); c.Untrusted = true })
	require.NoError(t, err)
	assert.Equal(t, "http://archive.ph/3", s.URL)
	assert.False(t, s.Trusted)

	_, _, err = askGate(t, reply{first: list("no list")}, mapOnly)
	assert.Equal(t, archive.NotAsked, archive.VerdictOf(nil, err))
	_, _, err = askGate(t, reply{first: list(`<` + story + `>; rel="original"`)}, mapOnly)
	assert.ErrorIs(t, err, archive.ErrNotFound)
}

func TestUntrustedArchiveIsOffUnlessAsked(t *testing.T) {
	for _, asked := range []bool{false, true} {
		later(t, func(t *testing.T) {
			net := &service{handler: reply{"http://archive.today/timegate/" + story: copyOf("2021-01-01", 200)}}
			m := &archive.Memento{TimeGate: "http://archive.today/timegate/", Transport: net, Untrusted: asked}
			s, err := m.Find(t.Context(), archive.Query{URL: story})
			assert.Equal(t, asked, err == nil)
			assert.Equal(t, asked, len(net.asked) > 0)
			if s != nil {
				assert.False(t, s.Trusted)
			}
		})
	}
}

func TestAggregatorOfTheShapeOfMemGator(t *testing.T) {
	const urim = "https://keeper.test/20210203000000/" + story
	net := &service{handler: reply{
		"http://aggregator.test/timegate/" + story: redirect(302, urim), urim: copyOf("2021-02-03", 200),
	}}
	later(t, func(t *testing.T) {
		m := archive.Aggregator("http://aggregator.test/")
		m.Transport = net
		s, err := m.Find(t.Context(), archive.Query{URL: story, At: on("2021-01-01")})
		require.NoError(t, err)
		assert.Equal(t, "keeper.test", s.Archive, "the archive that keeps the copy")
		assert.Equal(t, "https://keeper.test/20210203000000id_/"+story, s.RawURL)
	})
	_, err := new(archive.Memento).Find(t.Context(), archive.Query{URL: story})
	var failed *archive.Error
	assert.True(t, errors.As(err, &failed), "a service without an address")
}

func TestFindersKeepEachAnswer(t *testing.T) {
	list := archive.Finders{absent, excluded, busy, shot("x", "2021-01-01", 404, true, 0), shot("y", "2021-01-01", 200, true, 0), answer{}}
	var got []string
	answers := list.Ask(t.Context(), archive.Query{URL: story})
	for _, a := range answers {
		got = append(got, a.Verdict().String())
	}
	assert.Equal(t, []string{"absent", "excluded", "could not ask", "archived only as an error", "found", "could not ask"}, got)
	s, err := archive.Best(archive.Query{URL: story}, answers)
	require.NoError(t, err)
	assert.Equal(t, "y", s.Archive)
	assert.Equal(t, "Verdict(9)", archive.Verdict(9).String())
}
