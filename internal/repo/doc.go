// Package repo holds tests about this repository as a whole: which package may
// import which, that data comes with its origin, that no test leaves the
// machine. It has no code of its own.
package repo
