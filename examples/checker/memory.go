package main

import (
	"os"
	"runtime/debug"
)

// visitGCPercent is by how much memory may grow before it is cleared, in percent of what is in use. Go's usual 100 is for programs that
// must not wait; visits wait for the network, and long ones had better leave room for others.
const visitGCPercent = 60

// spareMemory makes ready for visits, unless the user has settled by Go's own variables how memory is cleared.
func spareMemory() {
	if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		debug.SetGCPercent(visitGCPercent)
	}
}
