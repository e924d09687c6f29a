// Package outlet knows who publishes: newspapers, magazines, agencies,
// broadcasters, research institutes, international bodies and the platforms
// that people write on, with the names and the internet domains of each.
//
//	Lookup  finds the outlet of a name, however it is written
//	ByHost  finds the outlet whose pages a host serves
//	Same    says whether two names mean one outlet
//
// What is known stands in data/outlets.txt, one outlet a line. A new line needs
// no code.
package outlet
