package hostile

import (
	"crypto/tls"
	"fmt"
	"net"
	"strings"
	"time"
)

const second = time.Second

// Behaviours is the table. Verdicts suppose a visitor that waits a few seconds
// and tries again what may pass.
func Behaviours() []Behaviour {
	certificates := newCertificates()
	var all []Behaviour
	for _, family := range [][]Behaviour{
		plain(), redirects(), cookies(), refusals(), puttings(), bodies(), compressed(), headers(), connections(), secure(certificates), disguises(),
	} {
		all = append(all, family...)
	}
	return all
}

// plain are servers that do what they should.
func plain() []Behaviour {
	return []Behaviour{
		{Name: "article", Verdict: "ok -", serve: reply(html, article)},
		{Name: "404", Verdict: "gone not-found", serve: reply("404 Not Found", "no")},
		{Name: "410", Verdict: "gone gone", serve: reply("410 Gone", "")},
		{Name: "500", Verdict: "failed server-error", serve: reply("500 Oops", "oops")},
		{Name: "503 without a date", Verdict: "failed server-error", serve: reply("503 Busy", "busy")},
		{Name: "status 600", Verdict: "failed unexpected-status", serve: reply("600 What", "")},
		{Name: "status 299", Verdict: "failed unexpected-status", serve: reply("299 What", "words")},
		{Name: "304 to a first visit", Verdict: "failed unexpected-status", serve: raw("HTTP/1.1 304 Not Modified\r\n\r\n")},
		{Name: "204", Verdict: "failed empty-page", serve: raw("HTTP/1.1 204 No Content\r\n\r\n")},
		{Name: "206 unasked", Verdict: "ok -", serve: reply("206 Partial|Content-Type: text/html|Content-Range: bytes 0-9/10", article)},
		{Name: "HTTP/1.0", Verdict: "ok -", serve: raw("HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + article)},
		{Name: "PDF", Verdict: "ok -", serve: reply("200 OK|Content-Type: application/pdf", "%PDF-1.7\n"+strings.Repeat("x", 1<<20))},
		{Name: "image", Verdict: "ok -", serve: reply("200 OK|Content-Type: image/png", "\x89PNG\r\n\x1a\n"+strings.Repeat("x", 9000))},
		{Name: "video", Verdict: "ok -", serve: reply("200 OK|Content-Type: video/mp4", "\x00\x00\x00\x18ftypmp42"+strings.Repeat("\x00", 9000))},
		{Name: "feed", Verdict: "ok -", serve: reply("200 OK|Content-Type: application/rss+xml", `<?xml version="1.0"?><rss version="2.0"><channel><title>News</title></channel></rss>`)},
		{Name: "PDF called HTML", Verdict: "ok -", serve: reply(html, "%PDF-1.7\n"+strings.Repeat("x", 4000))},
	}
}

func redirects() []Behaviour {
	const old, now = "/2021/05/border-question", "/articles/border-question"
	to := func(code int, then serve) serve { return onPath(map[string]serve{old: redirect(code, now), "*": then}) }
	there := reply(html, article)
	return []Behaviour{
		{Name: "301", Verdict: "moved moved", serve: to(301, there)},
		{Name: "308", Verdict: "moved moved", serve: to(308, there)},
		{Name: "302", Verdict: "ok redirected", serve: to(302, there)},
		{Name: "slash", Verdict: "ok address-variant", serve: onPath(map[string]serve{old: redirect(301, old+"/"), "*": there})},
		{Name: "301 to nothing", Verdict: "gone not-found", serve: to(301, reply("404 Not Found", ""))},
		{Name: "301 without Location", Verdict: "failed unexpected-status", serve: reply("301 Moved", "")},
		{Name: "300", Verdict: "failed unexpected-status", serve: reply("300 Choose|Location: /x", "choose")},
		{Name: "loop", Verdict: "failed redirect-loop", serve: redirect(302, old)},
		{Name: "loop of two", Verdict: "failed redirect-loop", serve: onPath(map[string]serve{"/a": redirect(301, "/b"), "*": redirect(301, "/a")})},
		{Name: "endless chain", Verdict: "failed too-many-redirects", serve: func(v *Visit) bool { return redirect(302, fmt.Sprintf("/%d", v.N))(v) }},
		{Name: "to the metadata service by another scheme", Verdict: "failed bad-redirect", serve: redirect(302, "gopher://169.254.169.254/")},
		{Name: "to a file", Verdict: "failed bad-redirect", serve: redirect(302, "file:///etc/passwd")},
		{Name: "to a script", Verdict: "failed bad-redirect", serve: redirect(302, "javascript:alert(1)")},
		{Name: "to no address", Verdict: "failed bad-redirect", serve: redirect(302, "http://[::1")},
		{Name: "to an endless address", Verdict: "failed bad-redirect", serve: redirect(302, "/"+strings.Repeat("a", 100<<10))},
		{Name: "front page", Verdict: "gone redirect-to-root", serve: onPath(map[string]serve{"/": page("Daily Example", "<h1>News</h1><p>"+lorem+"</p>"), "*": redirect(302, "/")})},
		{Name: "login", Verdict: "refused login", serve: onPath(map[string]serve{"/login": page("Members", "<form><input type=password></form>"), "*": redirect(302, "/login?next=x")})},
		{Name: "meta refresh", Verdict: "ok redirected", serve: onPath(map[string]serve{old: reply(html, `<meta http-equiv=refresh content="0; url=`+now+`">`), "*": there})},
		{Name: "meta refresh for ever", Verdict: "failed too-many-redirects", serve: func(v *Visit) bool {
			return reply(html, fmt.Sprintf(`<meta http-equiv=refresh content="0; url=/%d">`, v.N))(v)
		}},
		{Name: "redirect with an endless body", Verdict: "moved moved", serve: onPath(map[string]serve{
			old: flood("HTTP/1.1 301 Moved\r\nLocation: "+now+"\r\n\r\n", strings.Repeat("x", 64<<10), 0), "*": there,
		})},
	}
}

func cookies() []Behaviour {
	wall := func(v *Visit) bool {
		if _, err := v.Request.Cookie("seen"); err == nil {
			return reply(html, article)(v)
		}
		return reply("302 Found|Set-Cookie: seen=1; Path=/|Location: "+v.Request.URL.Path, "")(v)
	}
	return []Behaviour{
		{Name: "cookie wall", Verdict: "ok -", serve: wall},
		{Name: "a new cookie each time", Verdict: "failed too-many-redirects", serve: func(v *Visit) bool {
			return reply(fmt.Sprintf("302 Found|Set-Cookie: n=%d; Path=/|Location: %s", v.N, v.Request.URL.Path), "")(v)
		}},
		{Name: "cookie for a whole top domain", Verdict: "failed redirect-loop", serve: func(v *Visit) bool {
			return reply("302 Found|Set-Cookie: n=1; Domain=com|Location: "+v.Request.URL.Path, "")(v)
		}},
	}
}

func refusals() []Behaviour {
	return []Behaviour{
		{Name: "401", Verdict: "refused login", serve: reply(`401 Unauthorized|WWW-Authenticate: Basic realm="x"`, "")},
		{Name: "402", Verdict: "refused paywall", serve: reply("402 Pay", "")},
		{Name: "403", Verdict: "refused forbidden", serve: reply("403 Forbidden", "no")},
		{Name: "405 to GET", Verdict: "refused forbidden", serve: reply("405 Not Allowed|Allow: POST", "")},
		{Name: "406", Verdict: "refused forbidden", serve: reply("406 Not Acceptable", "")},
		{Name: "451", Verdict: "refused legal", serve: reply("451 Legal", "")},
		{Name: "999", Verdict: "refused bot-wall", serve: reply("999 Request denied", "<script>authwall</script>")},
		{Name: "challenge with 403", Verdict: "refused bot-wall", serve: reply("403 Forbidden|Cf-Mitigated: challenge", "<title>Just a moment...</title>")},
		{Name: "challenge with 503", Verdict: "refused bot-wall", serve: reply("503 Busy|Cf-Mitigated: challenge", "<title>Just a moment...</title>")},
		{Name: "challenge with 200", Verdict: "refused bot-wall", serve: reply(html, "<title>Making sure you&#39;re not a bot!</title>")},
		{Name: "challenge with 202", Verdict: "refused bot-wall", serve: reply("202 Accepted|X-Amzn-Waf-Action: challenge", "")},
		{Name: "404 behind a wall", Verdict: "gone not-found", serve: reply("404 Not Found|Server: AkamaiGHost", "no")},
	}
}

// puttings are servers that put visitors off, by every form of Retry-After.
func puttings() []Behaviour {
	there := reply(html, article)
	once := func(code int, field string, quiet time.Duration) serve {
		return inTurn(puttingOff(code, field, quiet), there)
	}
	return []Behaviour{
		{Name: "429 for a second", Verdict: "ok -", serve: once(429, "Retry-After: 1", second)},
		{Name: "429 until a date", Verdict: "ok -", serve: once(429, "Retry-After: DATE", second)},
		{Name: "429 until a date of RFC 850", Verdict: "ok -", serve: once(429, "Retry-After: RFC850", second)},
		{Name: "429 until a date that has passed", Verdict: "ok -", serve: once(429, "Retry-After: Thu, 01 Jan 1970 00:00:00 GMT", 0)},
		{Name: "429 for less than nothing", Verdict: "ok -", serve: once(429, "Retry-After: -5", 0)},
		{Name: "429 for half a second", Verdict: "ok -", serve: once(429, "Retry-After: 0.5", second/2)},
		{Name: "429 for soon", Verdict: "ok -", serve: once(429, "Retry-After: soon", 0)},
		{Name: "429 by a rate limit", Verdict: "ok -", serve: once(429, "RateLimit: \"default\";r=0;t=1", second)},
		{Name: "429 without a date", Verdict: "ok -", serve: inTurn(reply("429 Too Many", ""), there)},
		{Name: "503 for a second", Verdict: "ok -", serve: once(503, "Retry-After: 1", second)},
		{Name: "429 for a day", Verdict: "refused rate-limited", serve: puttingOff(429, "Retry-After: 86400", 24*time.Hour)},
		{Name: "429 for ages", Verdict: "refused rate-limited", serve: puttingOff(429, "Retry-After: 99999999999999999999", 24*time.Hour)},
		{Name: "429 for ever", Verdict: "refused rate-limited", serve: reply("429 Too Many", "no")},
		{Name: "flapping", Verdict: "ok -", serve: inTurn(reply("500 Oops", ""), reset, there)},
		{Name: "maintenance, once", Verdict: "ok -", serve: inTurn(reply("503 Busy", "<title>Down for maintenance</title>"), there)},
	}
}

// bodies are answers whose body breaks its promises.
func bodies() []Behaviour {
	return []Behaviour{
		{Name: "cut short", Verdict: "failed reset", serve: raw(ok + "Content-Length: 100000\r\n\r\n" + article)},
		{Name: "longer than it says", Verdict: "ok -", serve: raw(ok + fmt.Sprintf("Content-Length: %d\r\n\r\n", len(article)) + article + strings.Repeat("x", 9000))},
		{Name: "two lengths", Verdict: "failed bad-http", serve: raw(ok + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef")},
		{Name: "a length that is none", Verdict: "failed bad-http", serve: raw(ok + "Content-Length: many\r\n\r\nabc")},
		{Name: "a negative length", Verdict: "failed bad-http", serve: raw(ok + "Content-Length: -1\r\n\r\nabc")},
		{Name: "broken chunks", Verdict: "failed bad-http", serve: raw(ok + "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n")},
		{Name: "chunks cut short", Verdict: "failed reset", serve: raw(ok + "Transfer-Encoding: chunked\r\n\r\nff\r\nabc")},
		{Name: "chunks with endless extensions", Verdict: "failed bad-http", serve: flood(ok+"Transfer-Encoding: chunked\r\n\r\n1;", strings.Repeat("x", 4096), 0)},
		{Name: "an unknown transfer coding", Verdict: "failed bad-http", serve: raw(ok + "Transfer-Encoding: wormhole\r\n\r\nabc")},
		{Name: "no body", Verdict: "failed empty-page", serve: reply(html, "")},
		{Name: "endless body", Verdict: "ok -", serve: flood(ok+"\r\n"+article, strings.Repeat("<p>"+lorem+"</p>", 200), 0)},
		{Name: "slow drip", Verdict: "failed timeout", serve: flood(ok+"\r\n", "x", second/10)},
		{Name: "broken off by a reset", Verdict: "failed reset", serve: func(v *Visit) bool {
			_ = v.send(ok + "Content-Length: 100000\r\n\r\n" + article)
			time.Sleep(second / 20)
			return reset(v)
		}},
		{Name: "404 cut short", Verdict: "gone not-found", serve: raw("HTTP/1.1 404 Not Found\r\nContent-Length: 1000\r\n\r\nno")},
		{Name: "wrong charset", Verdict: "ok -", serve: reply("200 OK|Content-Type: text/html; charset=klingon", article)},
		{Name: "UTF-16 called UTF-8", Verdict: "ok -", serve: reply(html, "\xff\xfe"+utf16(article))},
		{Name: "nested a million deep", Verdict: "ok -", serve: reply(html, article+strings.Repeat("<div>", 200_000))},
	}
}

func utf16(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteByte(byte(r))
		b.WriteByte(byte(r >> 8))
	}
	return b.String()
}

func compressed() []Behaviour {
	return []Behaviour{
		{Name: "gzip", Verdict: "ok -", serve: squeezed("gzip", gzipped(article))},
		{Name: "deflate", Verdict: "ok -", serve: squeezed("deflate", zlibbed(article))},
		{Name: "br", Verdict: "ok -", serve: squeezed("br", brotlied(article))},
		{Name: "zstd", Verdict: "ok -", serve: squeezed("zstd", zstded(article))},
		{Name: "gzip twice", Verdict: "ok -", serve: squeezed("gzip, gzip", gzipped(gzipped(article)))},
		{Name: "gzip nine times", Verdict: "failed bad-encoding", serve: squeezed(strings.Repeat("gzip,", 9), "x")},
		{Name: "gzip that is none", Verdict: "failed bad-encoding", serve: squeezed("gzip", article)},
		{Name: "br that is none", Verdict: "failed bad-encoding", serve: squeezed("br", article)},
		{Name: "zstd that is none", Verdict: "failed bad-encoding", serve: squeezed("zstd", article)},
		{Name: "gzip cut short", Verdict: "failed reset", serve: squeezed("gzip", gzipped(article)[:200])},
		{Name: "an unknown coding", Verdict: "failed bad-encoding", serve: squeezed("wormhole", "x")},
		{Name: "gzip bomb", Verdict: "failed oversized", serve: squeezed("gzip", gzipped(bomb()))},
		{Name: "br bomb", Verdict: "failed oversized", serve: squeezed("br", brotlied(bomb()))},
		{Name: "zstd bomb", Verdict: "failed oversized", serve: squeezed("zstd", zstded(bomb()))},
		{Name: "bomb in a bomb", Verdict: "failed oversized", serve: squeezed("gzip, gzip", gzipped(gzipped(bomb())))},
	}
}

func headers() []Behaviour {
	return []Behaviour{
		{Name: "endless header", Verdict: "failed bad-http", serve: flood("HTTP/1.1 200 OK\r\n", "X-Pad: "+strings.Repeat("a", 4000)+"\r\n", 0)},
		{Name: "a header line without end", Verdict: "failed bad-http", serve: flood("HTTP/1.1 200 OK\r\nX-Pad: ", strings.Repeat("a", 4096), 0)},
		{Name: "slow header", Verdict: "failed timeout", serve: flood("HTTP/1.1 200 OK\r\n", "X: y\r\n", second/10)},
		{Name: "flood of 1xx", Verdict: "failed bad-http", serve: flood("", "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n", 0)},
		{Name: "100 and no more", Verdict: "failed timeout", serve: func(v *Visit) bool {
			_ = v.send("HTTP/1.1 100 Continue\r\n\r\n")
			return hang(v)
		}},
		{Name: "101 unasked", Verdict: "failed unexpected-status", serve: raw("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n")},
		{Name: "HTTP/0.9", Verdict: "failed bad-http", serve: raw(article)},
		{Name: "no HTTP", Verdict: "failed bad-http", serve: raw("SSH-2.0-OpenSSH_9.6\r\n")},
		{Name: "a status that is none", Verdict: "failed bad-http", serve: raw("HTTP/1.1 OK\r\n\r\n" + article)},
		{Name: "control characters in a header", Verdict: "failed bad-http", serve: raw("HTTP/1.1 200 OK\r\nX-\x1b[31m: y\r\n\r\n" + article)},
		{Name: "control characters in Location", Verdict: "failed bad-http", serve: raw("HTTP/1.1 302 Found\r\nLocation: http://\x1b[31mx/\r\nContent-Length: 0\r\n\r\n")},
		{Name: "control characters in the title", Verdict: "ok -", serve: page("The \x1b[31mBorder\u009b Question", "<p>"+lorem+"</p>")},
		{Name: "a thousand cookies", Verdict: "ok -", serve: reply(html+strings.Repeat("|Set-Cookie: a=b", 1000), article)},
	}
}

func connections() []Behaviour {
	return []Behaviour{
		{Name: "reset at once", Verdict: "failed reset", accept: abort},
		{Name: "reset after the request", Verdict: "failed reset", serve: reset},
		{Name: "closed without an answer", Verdict: "failed reset", serve: func(*Visit) bool { return false }},
		{Name: "never an answer", Verdict: "failed timeout", serve: hang},
		{Name: "never a word", Verdict: "failed timeout", accept: silent},
		{Name: "reset once", Verdict: "ok -", serve: inTurn(reset, reset, reply(html, article))},
		{Name: "half an answer line", Verdict: "failed bad-http", serve: raw("HTTP/1.")},
		{Name: "an answer to another question", Verdict: "ok -", serve: raw(message(html, article) + message("500 Oops", "smuggled"))},
	}
}

func secure(c *certificates) []Behaviour {
	there := reply(html, article)
	return []Behaviour{
		{Name: "self-signed", Verdict: "failed tls-unknown-issuer", tls: c.good, serve: there},
		{Name: "expired", Verdict: "failed tls-expired", tls: c.expired, serve: there},
		{Name: "not yet valid", Verdict: "failed tls-expired", tls: c.future, serve: there},
		{Name: "another site's certificate", Verdict: "failed tls-wrong-host", tls: c.other, serve: there},
		{Name: "an old TLS", Verdict: "failed tls", tls: c.old, serve: there},
		{Name: "HTTP where TLS should be", Verdict: "failed tls", tls: c.good, accept: func(conn net.Conn) {
			_, _ = conn.Write([]byte("HTTP/1.1 400 Bad Request\r\n\r\nno TLS here, and more words than a record's header has"))
		}},
		{Name: "half a handshake", Verdict: "failed reset", tls: c.good, accept: func(conn net.Conn) {
			_, _ = conn.Read(make([]byte, 1))
			_, _ = conn.Write([]byte("\x16\x03\x03\x00\x7a\x02"))
		}},
		{Name: "a handshake that hangs", Verdict: "failed timeout", tls: c.good, accept: silent},
		{Name: "an alert", Verdict: "failed tls", tls: &tls.Config{GetConfigForClient: func(*tls.ClientHelloInfo) (*tls.Config, error) {
			return nil, fmt.Errorf("nobody is served")
		}}, serve: there},
	}
}

// disguises are pages that call themselves 200 and are something else.
func disguises() []Behaviour {
	return []Behaviour{
		{Name: "soft 404", Verdict: "gone soft-404", serve: page("Page not found", "<h1>Page not found</h1><p>The page you requested could not be found.</p>")},
		{Name: "soft 404 in German", Verdict: "gone soft-404", serve: page("Seite nicht gefunden", "<h1>Fehler 404</h1><p>Die angeforderte Seite existiert nicht.</p>")},
		{Name: "one sign, and the same for a made-up address", Verdict: "gone soft-404", serve: page("Not found", "<p>"+strings.Repeat(lorem, 9)+"</p>")},
		{Name: "one sign, and 404 for a made-up address", Verdict: "ok -", serve: onPath(map[string]serve{
			"/2021/05/border-question": page("Not found", "<p>"+strings.Repeat(lorem, 9)+"</p>"), "*": reply("404 Not Found", "")})},
		{Name: "parked", Verdict: "gone parked", serve: page("example.test", "<h1>example.test</h1><p>This domain is for sale. Buy this domain.</p><p>Related searches</p><script src=//www.sedoparking.com/x.js></script>")},
		{Name: "casino", Verdict: "gone parked", serve: page("Situs Slot Gacor Online", "<h1>Slot Gacor</h1><p>Bonus new member, deposit pulsa, judi slot</p>")},
		{Name: "consent", Verdict: "refused consent", Path: "/consent", serve: page("Before you continue", "<p>We and our partners store and/or access information on a device</p><button>Accept all</button>")},
		{Name: "script only", Verdict: "unchecked script-only", serve: reply(html, `<html><head><title>App</title></head><body><div id=root></div><noscript>You need to enable JavaScript to run this app.</noscript><script src=/static/js/main.js></script></body></html>`)},
		{Name: "an article about 404s", Verdict: "ok -", serve: reply(html, strings.ReplaceAll(article, "The Border Question", "Page Not Found: A History"))},
	}
}
