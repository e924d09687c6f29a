// Package report says what was found in a document, in several formats.
//
// [Report.Write] walks a document once and passes versioned messages to a
// [Handler]: the document, its notes, findings, results, and the totals. A
// handler only lays out what it is given; nothing is computed twice.
//
//	report.go message.go    the walk, and the messages that are the record
//	manuscript.go           from the model of package citation to messages
//	tally.go                the totals
//	json.go text.go         one handler each
package report
