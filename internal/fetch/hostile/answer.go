package hostile

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"net"
	"strings"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// article is the page that a link means.
const article = `<!DOCTYPE html><html lang="en"><head><title>The Border Question</title>
<meta name="author" content="Jane Roe"><meta property="article:published_time" content="2021-05-02"></head>
<body><h1 id="top">The Border Question</h1><p>By Jane Roe</p><p>` + lorem + `</p></body></html>`

const lorem = `The talks about the border went on for a third day, and both sides said that they would meet again before the end of the month.
Observers had expected less. The road to the north was open in the morning, and lorries with wheat went through without delay.`

// serve is how a behaviour answers a request.
type serve = func(*Visit) (again bool)

// reply sends a whole answer, and keeps the connection. head is the status with
// the header fields behind it, divided by bars: "200 OK|Content-Type: text/html".
func reply(head, body string) serve {
	return func(v *Visit) bool {
		if v.Request.Method == "HEAD" {
			body = ""
		}
		return v.send(message(head, body)) == nil
	}
}

// message is an answer with its length.
func message(head, body string) string {
	return fmt.Sprintf("HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n%s", strings.ReplaceAll(head, "|", "\r\n"), len(body), body)
}

// raw sends these bytes and closes the connection.
func raw(text string) serve {
	return func(v *Visit) bool { _ = v.send(text); return false }
}

const (
	html = "200 OK|Content-Type: text/html; charset=utf-8"
	ok   = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
)

func (v *Visit) send(text string) error {
	_, err := io.WriteString(v.conn, text)
	return err
}

// page serves a page with a title and some words.
func page(title, body string) serve {
	return reply(html, "<!DOCTYPE html><html><head><title>"+title+"</title></head><body>"+body+"</body></html>")
}

// redirect sends visitors on.
func redirect(code int, to string) serve {
	return reply(fmt.Sprintf("%d Found|Location: %s", code, to), "")
}

// onPath answers by the path that is asked; "*" stands for any other.
func onPath(answers map[string]serve) serve {
	return func(v *Visit) bool {
		if answer, ok := answers[v.Request.URL.Path]; ok {
			return answer(v)
		}
		return answers["*"](v)
	}
}

// inTurn gives one answer after another; the last one stays.
func inTurn(answers ...serve) serve {
	return func(v *Visit) bool { return answers[min(v.N, len(answers))-1](v) }
}

// puttingOff asks for quiet, and says so in its own way.
func puttingOff(code int, field string, quiet time.Duration) serve {
	return func(v *Visit) bool {
		v.quiet = quiet
		name, value, _ := strings.Cut(field, ": ")
		value = strings.ReplaceAll(value, "DATE", time.Now().Add(quiet).UTC().Truncate(time.Second).Add(time.Second).Format("Mon, 02 Jan 2006 15:04:05 GMT"))
		value = strings.ReplaceAll(value, "RFC850", time.Now().Add(quiet).UTC().Truncate(time.Second).Add(time.Second).Format("Monday, 02-Jan-06 15:04:05 GMT"))
		return reply(fmt.Sprintf("%d Wait|%s: %s", code, name, value), "wait")(v)
	}
}

// flood sends text again and again, with a pause in between, until the visitor
// leaves or much was sent.
func flood(first, text string, pause time.Duration) serve {
	const most = 64 << 20
	return func(v *Visit) bool {
		err := v.send(first)
		for sent := 0; err == nil && sent < most; sent += len(text) {
			time.Sleep(pause)
			err = v.send(text)
		}
		return false
	}
}

// reset breaks the connection without a word.
func reset(v *Visit) bool {
	abort(v.conn)
	return false
}

func abort(c net.Conn) {
	if t, ok := c.(*net.TCPConn); ok {
		t.SetLinger(0)
	}
	c.Close()
}

// silent reads and never answers.
func silent(c net.Conn) { _, _ = io.Copy(io.Discard, c) }

// hang never answers a request.
func hang(v *Visit) bool { silent(v.conn); return false }

// squeezed serves a body under a content coding.
func squeezed(coding, body string) serve {
	return reply(html+"|Content-Encoding: "+coding, body)
}

func gzipped(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	fill(w, s)
	return b.String()
}

func zlibbed(s string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	fill(w, s)
	return b.String()
}

func brotlied(s string) string {
	var b bytes.Buffer
	w := brotli.NewWriterLevel(&b, 5)
	fill(w, s)
	return b.String()
}

func zstded(s string) string {
	var b bytes.Buffer
	w, err := zstd.NewWriter(&b)
	if err != nil {
		panic(err) // of options alone
	}
	fill(w, s)
	return b.String()
}

// fill writes to memory, which does not fail.
func fill(w io.WriteCloser, s string) {
	_, _ = io.WriteString(w, s)
	_ = w.Close()
}

// bomb is much of nothing.
func bomb() string { return "<title>x</title>" + strings.Repeat(" ", 16<<20) }
