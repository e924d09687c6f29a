package outlet

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/publicsuffix"

	"github.com/ibid-go/ibid/internal/golden"
)

// TestFileSorted keeps one place for each outlet, so that nobody adds it twice.
func TestFileSorted(t *testing.T) {
	lines := slices.Collect(strings.Lines(outletsFile))
	slices.SortFunc(lines, func(a, b string) int {
		return strings.Compare(lineKey(a), lineKey(b))
	})
	golden.Equal(t, "data/outlets.txt", strings.Join(lines, "")) // -update sorts it
}

func lineKey(line string) string {
	name, _, _ := strings.Cut(line, "|")
	return key(name)
}

func TestFileParses(t *testing.T) {
	words := vocabulary(t)
	for line := range strings.Lines(outletsFile) {
		assert.Equal(t, 3, strings.Count(line, "|"), "four columns: %s", line)
		o := parseLine(strings.TrimSpace(line))
		assert.NotEmpty(t, key(o.Name), line)
		assert.Contains(t, words["kind"], o.Kind, line)
		if o.Role != "" {
			assert.Contains(t, words["role"], o.Role, line)
		}
	}
}

// vocabulary reads the words that the second column may hold, by "kind" and
// "role".
func vocabulary(t *testing.T) map[string][]string {
	words := map[string][]string{}
	for _, row := range rows(t, "testdata/vocabulary.txt") {
		words[row[0]] = append(words[row[0]], row[1])
	}
	return words
}

// TestNamesDistinct finds names that two lines claim, and those that a line
// need not hold because another of its names has the same key.
func TestNamesDistinct(t *testing.T) {
	owner := map[string]string{}
	for _, o := range known().outlets {
		for _, name := range append([]string{o.Name}, o.Aliases...) {
			k := key(name)
			assert.NotEmpty(t, k, "%s: no letters or too long: %q", o.Name, name)
			assert.Empty(t, owner[k], "%s: %q is taken", o.Name, name)
			owner[k] = o.Name
		}
	}
}

func TestDomainsDistinct(t *testing.T) {
	owner := map[string]string{}
	for _, o := range known().outlets {
		for _, domain := range o.Domains {
			assert.Regexp(t, `^[a-z0-9-]+(\.[a-z0-9-]+)+$`, domain, o.Name)
			assert.Empty(t, owner[domain], "%s: %s is taken", o.Name, domain)
			owner[domain] = o.Name
		}
	}
}

// TestDomainsRegistered finds domains below which others have theirs: all of
// gov.uk is not GOV.UK. Only there does a line name the host with "www.".
func TestDomainsRegistered(t *testing.T) {
	for _, o := range known().outlets {
		for _, domain := range o.Domains {
			assert.False(t, isSuffix(domain), "%s: %s", o.Name, domain)
			if below, ok := strings.CutPrefix(domain, "www."); ok {
				assert.True(t, isSuffix(below), "%s: %s", o.Name, domain)
			}
		}
	}
}

func isSuffix(domain string) bool {
	suffix, icann := publicsuffix.PublicSuffix(domain)
	return icann && suffix == domain
}

// TestDomainsNeeded finds domains below another of the same outlet.
func TestDomainsNeeded(t *testing.T) {
	for _, o := range known().outlets {
		for _, domain := range o.Domains {
			_, above, _ := strings.Cut(domain, ".")
			assert.NotSame(t, o, ByHost(above), domain)
		}
	}
}

// rows reads a text file of cases: a line each, cells divided by "|".
func rows(t testing.TB, file string) [][]string {
	data, err := os.ReadFile(file)
	require.NoError(t, err)
	var rows [][]string
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		rows = append(rows, cells)
	}
	require.NotEmpty(t, rows, file)
	return rows
}
