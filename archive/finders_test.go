package archive_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/ibid-go/ibid/archive"
)

// answer is a Finder that gives one answer.
type answer struct {
	s   *archive.Snapshot
	err error
}

func (a answer) Find(context.Context, archive.Query) (*archive.Snapshot, error) { return a.s, a.err }

func shot(name, date string, status int, trusted bool, match archive.Match) answer {
	return answer{s: &archive.Snapshot{Archive: name, Time: on(date), Status: status, Trusted: trusted, Match: match}}
}

var (
	absent   = answer{err: fmt.Errorf("a.example: %w", archive.ErrNotFound)}
	excluded = answer{err: archive.ErrExcluded}
	busy     = answer{err: &archive.Error{Archive: "b.example", URL: story, Status: 429, RetryAfter: time.Minute}}
)

func TestFindersGiveTheBest(t *testing.T) {
	for name, list := range map[string]archive.Finders{
		"good before error": {shot("x", "2022-01-01", 404, true, 0), shot("best", "2012-01-01", 200, true, 0)},
		"trusted first":     {shot("x", "2022-01-01", 200, false, 0), shot("best", "2012-01-01", 200, true, 0)},
		"good before trust": {shot("x", "2022-01-01", 404, true, 0), shot("best", "2022-01-01", 200, false, 0)},
		"closer address":    {shot("x", "2022-01-01", 200, true, archive.MatchDifferent), shot("best", "2012-01-01", 200, true, archive.MatchScheme)},
		"nearer":            {shot("x", "2021-01-01", 200, true, 0), shot("best", "2022-02-01", 200, true, 0)},
		"earlier of equals": {shot("best", "2022-01-01", 200, true, 0), shot("x", "2022-01-01", 200, true, 0)},
		"others failed":     {absent, busy, shot("best", "2022-01-01", 200, true, 0), excluded},
		"lists in lists":    {archive.Finders{absent}, archive.Finders{shot("best", "2022-01-01", 200, true, 0)}},
	} {
		s, err := list.Find(t.Context(), archive.Query{URL: story, At: on("2022-01-01")})
		require.NoError(t, err, name)
		assert.Equal(t, "best", s.Archive, name)
	}
}

func TestFindersSayAbsentOnlyIfAllDo(t *testing.T) {
	for _, c := range []struct {
		list                     archive.Finders
		absent, excluded, failed bool
	}{
		{archive.Finders{absent, absent}, true, false, false},
		{archive.Finders{absent, busy}, false, false, true},
		{archive.Finders{absent, excluded}, false, true, false},
		{archive.Finders{excluded, busy, absent}, false, true, true},
		{archive.Finders{absent, answer{}}, false, false, true},
		{archive.Finders{archive.Finders{absent, busy}, absent}, false, false, true},
		{nil, false, false, true},
	} {
		_, err := c.list.Find(t.Context(), archive.Query{URL: story})
		require.Error(t, err)
		var failed *archive.Error
		assert.Equal(t, c.absent, errors.Is(err, archive.ErrNotFound), "%v", err)
		assert.Equal(t, c.excluded, errors.Is(err, archive.ErrExcluded), "%v", err)
		assert.Equal(t, c.failed, errors.As(err, &failed), "%v", err)
	}
	_, err := archive.Finders{absent, busy}.Find(t.Context(), archive.Query{URL: story})
	assert.ErrorContains(t, err, "a.example: no archived copy; archive: could not ask b.example for "+story+": it answered 429 Too Many Requests (try again in 1m0s)")
}

func TestFindersAskSideBySide(t *testing.T) {
	meet := make(chan struct{})
	wait := finderFunc(func(ctx context.Context) error {
		select {
		case meet <- struct{}{}:
		case <-meet:
		case <-ctx.Done():
			return ctx.Err()
		}
		return archive.ErrNotFound
	})
	_, err := archive.Finders{wait, wait}.Find(t.Context(), archive.Query{URL: story})
	assert.ErrorIs(t, err, archive.ErrNotFound)
}

type finderFunc func(context.Context) error

func (f finderFunc) Find(ctx context.Context, _ archive.Query) (*archive.Snapshot, error) {
	return nil, f(ctx)
}

func TestWords(t *testing.T) {
	assert.Equal(t, "nearest before after Preference(7)", fmt.Sprint(archive.Nearest, " ", archive.Before, " ", archive.After, " ", archive.Preference(7)))
	assert.Equal(t, "exact scheme normalised different Match(7)", fmt.Sprintf("%v %v %v %v %v", archive.MatchExact, archive.MatchScheme, archive.MatchNormalised, archive.MatchDifferent, archive.Match(7)))
	s := archive.Snapshot{Time: on("2022-01-01")}
	assert.Equal(t, 24*time.Hour, s.Distance(on("2022-01-02")))
	assert.Equal(t, 24*time.Hour, s.Distance(on("2021-12-31")))
}
