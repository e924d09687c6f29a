package lint

import (
	"slices"
	"strings"
)

// Profile is a house style: what it allows that the rules warn of, and how it
// shortens a citation. The zero Profile allows nothing and shortens as the
// Chicago Manual of Style does.
type Profile struct {
	Name   string
	Manual string   // the style manual that it follows
	Off    []string // IDs of the rules that it switches off

	// ShortForm says how a repeated citation is shortened, with {author},
	// {title}, {locator} and {note}, the number of the full citation; what
	// stands in [ ] is left out where the part in it is missing. Empty means
	// that of Chicago, "[{author}, ]{title}[, {locator}]".
	ShortForm string
}

const chicagoShortForm = "[{author}, ]{title}[, {locator}]"

// Profiles gives the house styles that are known: cmos17, cmos18, turabian,
// mhra, oscola, bluebook, rusi and chatham-house. The slice is the caller's.
func Profiles() []Profile {
	var profiles []Profile
	for _, line := range lines("profiles.txt") {
		var fields [4]string
		for i := range fields {
			fields[i], line, _ = strings.Cut(line, "|")
			fields[i] = strings.TrimSpace(fields[i])
		}
		profiles = append(profiles, Profile{
			Name: fields[0], Manual: fields[1], Off: strings.Fields(fields[2]), ShortForm: fields[3],
		})
	}
	return profiles
}

// ProfileNamed gives the house style of that name, and whether it is known.
func ProfileNamed(name string) (Profile, bool) {
	for _, p := range Profiles() {
		if p.Name == name {
			return p, true
		}
	}
	return Profile{}, false
}

func (p Profile) switchesOff(rule string) bool { return slices.Contains(p.Off, rule) }

func (p Profile) shortForm() string {
	if p.ShortForm == "" {
		return chicagoShortForm
	}
	return p.ShortForm
}
