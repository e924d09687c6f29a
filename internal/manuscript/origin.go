package manuscript

import "sort"

// origin is the way from plain text back to the source, in stretches that are
// the same in both. The zero origin leads to the beginning.
type origin []stretch

// stretch begins at an offset of the plain text, which came from one of the
// source. It goes on to the next.
type stretch struct{ plain, source int }

// add notes that the byte at plain came from source. Bytes are added in order.
func (o *origin) add(plain, source int) {
	if n := len(*o); n > 0 {
		if last := (*o)[n-1]; source-last.source == plain-last.plain {
			return
		}
	}
	*o = append(*o, stretch{plain, source})
}

// cut leaves out the bytes from plain on.
func (o *origin) cut(plain int) {
	n := len(*o)
	for n > 0 && (*o)[n-1].plain >= plain {
		n--
	}
	*o = (*o)[:n]
}

// at gives the offset in the source that the byte at plain came from.
func (o origin) at(plain int) int {
	n := sort.Search(len(o), func(i int) bool { return o[i].plain > plain })
	if n == 0 {
		return 0
	}
	return o[n-1].source + plain - o[n-1].plain
}

// part gives the origin of the bytes start to end, and of their end.
func (o origin) part(start, end int) origin {
	part := origin{{0, o.at(start)}}
	for _, s := range o[sort.Search(len(o), func(i int) bool { return o[i].plain > start }):] {
		if s.plain > end {
			break
		}
		part = append(part, stretch{s.plain - start, s.source})
	}
	return part
}
