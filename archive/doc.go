// Package archive finds archived copies of pages, and records and replays pages itself.
//
// To find a copy of a page, ask a [Finder]; the Internet Archive needs no setting up:
//
//	var wayback archive.Wayback
//	snapshot, err := wayback.Find(ctx, archive.Query{URL: "https://news.example/story", At: read})
//
// The answers are kept apart: a snapshot; [ErrNotFound], no copy; [ErrExcluded], not shown; and an [*Error], which says that
// the archive could not be asked and nothing is known; [VerdictOf] names them. [Memento] asks any other archive that speaks the
// Memento protocol (RFC 7089), and [Finders] several at once.
//
// To have a copy made, give a [Saver] the page; a [Journal] does so for a list, and goes on after an interruption:
//
//	saver := &archive.SavePageNow{Keys: keys}
//	saved, err := saver.Save(ctx, archive.Order{URL: "https://news.example/story"})
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
// The files are WARC 1.1 (ISO 28500:2017), which other archive tools read. A [Collection] is a [Finder] too; [Handler] serves it, and
// [Collection.WriteWACZ] packs it into one file.
//
// The files of the package:
//
//	query.go snapshot.go errors.go verdict.go   the question, the answer, and the other answers
//	finders.go                          several archives at once
//	rank.go match.go judge.go           which copy answers best; which address is the same; which copy is no good
//	wayback.go cdx.go availability.go   the Internet Archive
//	memento.go timemap.go timemap_json.go services.go   services of the Memento protocol
//	perma.go                            Perma.cc
//	ask.go answer.go budget.go          one request, what its answer says of a copy, and how often a service may be asked
//	link.go datetime.go                 fields of the Memento protocol (RFC 7089)
//	cite.go                             a copy in a note or a web page
//	save.go save_account.go save_page_now.go save_perma.go journal.go   copies that are made
//	recorder.go exchange.go spool.go    from requests to a WARC file
//	collection.go index.go open.go      WARC files and what is in them
//	wacz.go wacz_open.go                packages
//	replay.go                           from a WARC file to responses
//	handler.go handler_replay.go handler_cdx.go   a collection as a service
package archive
