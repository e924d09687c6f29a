package tag

// rough is a set of hashes that may hold some more: it has a bit for each by its
// last 16. Most words of a text are told by it to be in no table.
type rough [1 << 10]uint64

func (r *rough) add(hash uint32) { r[hash>>6%uint32(len(r))] |= 1 << (hash % 64) }

func (r *rough) may(hash uint32) bool { return r[hash>>6%uint32(len(r))]&(1<<(hash%64)) != 0 }
