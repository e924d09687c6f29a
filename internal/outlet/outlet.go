package outlet

// Outlet is one publisher of cited works. Those that this package hands out are
// shared: read them, do not change them.
type Outlet struct {
	// Name is the house name, as a bibliography would print it.
	Name string
	// Kind is the CSL 1.0.2 type of most of what the outlet publishes
	// ("article-newspaper", "report").
	Kind string
	// Role says what the outlet is where its kind does not: "agency",
	// "broadcaster", "think-tank", "ngo", "society", "intergovernmental",
	// "government", or "platform", which carries what others write. Empty says
	// nothing.
	Role string
	// Aliases are other names: abbreviations, former names, the name in other
	// languages, sections with a name of their own.
	Aliases []string
	// Domains are where it publishes, lower case. Each stands for the hosts below
	// it too, so "www." is left out, but for a host such as www.gov.uk, below
	// whose domain others have theirs. None means that it publishes under the
	// domain of others, as a journal or a Sunday edition does, or that its own is
	// not known: the host of a page then says nothing against it.
	Domains []string
}
