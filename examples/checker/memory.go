package main

import (
	"os"
	"runtime/debug"
)

// What a command that reads a manuscript may take, in bytes.
const (
	timesFile    = 10       // for each byte of the file
	programSize  = 25 << 20 // code and tables, which the limit of the collector leaves out
	beyondFile   = 61<<20 - programSize
	leastLimited = 96 << 20 // below it the collector would run without need
)

// limitMemory lets the collector run as often as it takes to keep to a multiple
// of the size of a file: by itself it waits until memory has doubled. The caller
// calls restore when the work on the file is done. A limit of the environment
// (GOMEMLIMIT) that is lower stays.
func limitMemory(file string) (restore func()) {
	info, err := os.Stat(file)
	if err != nil || !info.Mode().IsRegular() {
		return func() {}
	}
	before := debug.SetMemoryLimit(-1)
	debug.SetMemoryLimit(min(before, max(leastLimited, timesFile*info.Size()+beyondFile)))
	return func() { debug.SetMemoryLimit(before) }
}

// visitGCPercent is by how much memory may grow before it is cleared, in percent of what is in use. Go's usual 100 is for programs that
// must not wait; visits wait for the network, and long ones had better leave room for others.
const visitGCPercent = 60

// spareMemory makes ready for visits, unless the user has settled by Go's own variables how memory is cleared.
func spareMemory() {
	if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		debug.SetGCPercent(visitGCPercent)
	}
}
