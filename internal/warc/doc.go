// Package warc reads and writes web archive files: WARC 1.1 (ISO 28500:2017), and 1.0 when reading.
//
// To read, start with [NewReader] and call [Reader.Next] until io.EOF; [Record.HTTP] splits the block of a
// response, [Record.Verify] checks its digests. To write, start with [OpenFile] (a file that grows, with one
// writer) or [NewWriter] (any io.Writer), and give it drafts made by [Response], [Request], [Resource],
// [Revisit], [Metadata] or [Info]. [Scan] lists what a file holds and where, [WriteCDXJ] keeps that list.
//
// The files:
//
//	record.go    the words: record, type, field names, record identifiers
//	header.go    the named fields of a record, as read and as written
//	reader.go    from bytes to records, and what is tolerated
//	tape.go      positions in a file and in a gzip member
//	http.go      the HTTP message inside a block
//	digest.go    block and payload digests
//	draft.go     records to be written
//	writer.go    from drafts to bytes
//	file.go      a growing file: one writer, a torn end repaired; lock_*.go, the lock of a system
//	index.go     what a file holds and where (CDXJ)
//	surt.go      the sort key of an address in such an index; punycode.go, its hosts in ASCII
//
// Nothing here allocates by a length that a file claims; every limit is a named constant.
package warc
