// Package archive finds archived copies of pages, and records and replays pages itself.
//
// To find a copy of a page, ask a [Finder]; the Internet Archive needs no setting up:
//
//	var wayback archive.Wayback
//	snapshot, err := wayback.Find(ctx, archive.Query{URL: "https://news.example/story", At: read})
//
// The answers are kept apart: a snapshot; [ErrNotFound], no copy; [ErrExcluded], not shown; and an [*Error], which says that
// the archive could not be asked and nothing is known. [Finders] asks several archives.
//
// To keep what a program fetches, put a [Recorder] around its transport; to run it again without a network, open the file
// with [OpenPath] and give it to a [Replay]:
//
//	recorder, err := archive.OpenRecorder("evidence.warc.gz", "my-tool/1.0")
//	client := &http.Client{Transport: recorder}
//	…
//	collection, err := archive.OpenPath("evidence.warc.gz")
//	client = &http.Client{Transport: &archive.Replay{Collection: collection}}
//
// The files are WARC 1.1 (ISO 28500:2017), which other archive tools read. A [Collection] is a [Finder] too.
//
// The files of the package:
//
//	query.go snapshot.go errors.go      the question, the answer, and the other answers
//	finders.go                          several archives at once
//	rank.go match.go                    which copy answers best; which address is the same
//	wayback.go                          the Internet Archive
//	budget.go                           how often a service may be asked
//	link.go datetime.go                 fields of the Memento protocol (RFC 7089)
//	recorder.go exchange.go spool.go    from requests to a WARC file
//	collection.go open.go               WARC files and what is in them
//	replay.go                           from a WARC file to responses
package archive
