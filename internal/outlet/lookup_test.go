package outlet

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestLookup(t *testing.T) {
	for _, row := range rows(t, "testdata/lookup.txt") {
		assert.Equal(t, row[1], houseName(Lookup(row[0])), "Lookup(%q)", row[0])
	}
}

func TestByHost(t *testing.T) {
	for _, row := range rows(t, "testdata/hosts.txt") {
		assert.Equal(t, row[1], houseName(ByHost(row[0])), "ByHost(%q)", row[0])
	}
}

func TestSame(t *testing.T) {
	for _, row := range rows(t, "testdata/same.txt") {
		assert.Equal(t, row[2] == "yes", Same(row[0], row[1]), "%q and %q", row[0], row[1])
		assert.Equal(t, row[2] == "yes", Same(row[1], row[0]), "%q and %q", row[1], row[0])
	}
}

func houseName(o *Outlet) string {
	if o == nil {
		return ""
	}
	return o.Name
}

// TestEveryOutletIsFound asks for each outlet by all that the file says of it.
func TestEveryOutletIsFound(t *testing.T) {
	for _, o := range known().outlets {
		assert.Same(t, o, Lookup(o.Name))
		for _, alias := range o.Aliases {
			assert.Same(t, o, Lookup(alias), alias)
			assert.True(t, Same(o.Name, alias), alias)
		}
		for _, domain := range o.Domains {
			assert.Same(t, o, ByHost("www."+domain), domain)
		}
	}
}

func TestLongInputIsNoOutlet(t *testing.T) {
	assert.Nil(t, Lookup("RAND"+strings.Repeat(" ", maxName)))
	assert.Nil(t, ByHost(strings.Repeat("a.", maxHost)+"rand.org"))
}

func TestLookupAllocatesNothing(t *testing.T) {
	Lookup("RAND")
	for _, name := range []string{"The R.A.N.D. Corporation", "The Daily Planet", "Guardian Online", "Studies in Conflict & Terrorism"} {
		assert.Zero(t, testing.AllocsPerRun(100, func() { Lookup(name) }), name)
	}
}

func FuzzLookup(f *testing.F) {
	for _, row := range rows(f, "testdata/lookup.txt") {
		f.Add(row[0], row[1])
	}
	f.Add("(", ")")
	f.Add("\xff online", "’`")
	f.Fuzz(func(t *testing.T, a, b string) {
		o := Lookup(a)
		require.Equal(t, Same(a, b), Same(b, a), "either order")
		require.Equal(t, o, Lookup(strings.ToUpper(strings.ToLower(a))), "case")
		if o != nil {
			require.True(t, Same(a, o.Name), "its own name")
		}
	})
}

func FuzzByHost(f *testing.F) {
	for _, row := range rows(f, "testdata/hosts.txt") {
		f.Add(row[0])
	}
	f.Fuzz(func(t *testing.T, host string) {
		o := ByHost(host)
		if o == nil {
			return
		}
		host, _, _ = strings.Cut(strings.ToLower(host), ":")
		host = "." + strings.TrimSuffix(host, ".")
		for _, domain := range o.Domains {
			if strings.HasSuffix(host, "."+domain) {
				return
			}
		}
		t.Errorf("%q is below none of %v", host, o.Domains)
	})
}

func BenchmarkLookup(b *testing.B) {
	cases := rows(b, "testdata/lookup.txt")
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		row := cases[i%len(cases)]
		if o := Lookup(row[0]); (o != nil) != (row[1] != "") {
			b.Fatalf("%q: %v", row[0], o)
		}
	}
}

func BenchmarkByHost(b *testing.B) {
	b.ReportAllocs()
	var o *Outlet
	for b.Loop() {
		o = ByHost("www.monitoring.bbc.co.uk")
	}
	require.NotNil(b, o)
}
