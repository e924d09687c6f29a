package verify

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/ibid-go/ibid/archive"
	"github.com/ibid-go/ibid/internal/fetch"
	"github.com/ibid-go/ibid/internal/page"
)

// Status is the verdict on one cited link. The zero value is Unchecked.
//
//	status     what it says                                      what an editor does
//	unchecked  nobody asked, or nobody could                     nothing, or look by hand
//	ok         the page is there                                 nothing
//	moved      the page has a new address for good               cite the new address
//	gone       the page is not there any more                    cite an archived copy
//	refused    the site does not show it to a program            look by hand
//	failed     no answer this time; it may pass                  run again later
//
// Only Gone says that a link is dead. Refused and Failed say neither that it
// is dead nor that it is fine.
type Status int

// The verdicts.
const (
	Unchecked Status = iota
	OK
	Moved
	Gone
	Refused
	Failed
)

func statusNames() []string {
	return []string{"unchecked", "ok", "moved", "gone", "refused", "failed"}
}

// String gives the status in one lower-case word, as JSON has it.
func (s Status) String() string {
	text, err := s.MarshalText()
	if err != nil {
		return fmt.Sprintf("Status(%d)", int(s))
	}
	return string(text)
}

// MarshalText gives the word of [Status.String].
func (s Status) MarshalText() ([]byte, error) {
	names := statusNames()
	if s < 0 || int(s) >= len(names) {
		return nil, fmt.Errorf("verify: %d is no status", int(s))
	}
	return []byte(names[s]), nil
}

// UnmarshalText reads the word of [Status.String].
func (s *Status) UnmarshalText(text []byte) error {
	i := slices.Index(statusNames(), string(text))
	if i < 0 {
		return fmt.Errorf("verify: %q is no status: want one of %s", text, strings.Join(statusNames(), ", "))
	}
	*s = Status(i)
	return nil
}

// Reason refines a [Status]. Each reason belongs to one status, so a reason
// alone tells the verdict. The empty reason is that of a page that is there
// and of which nothing else is to be said.
type Reason string

// The reasons, by status. [Reason.Advice] says of each what to do.
const (
	ReasonAddressVariant Reason = "address-variant" // ok: http and https, www, or a slash apart
	ReasonRedirected     Reason = "redirected"      // ok: found elsewhere, but the old address still counts

	ReasonDOI Reason = "doi" // ok: doi.org knows it, but the publisher does not show it to a program

	ReasonMoved Reason = "moved" // every redirect on the way was permanent

	ReasonNotFound       Reason = "not-found"        // 404
	ReasonGone           Reason = "gone"             // 410
	ReasonNoSuchHost     Reason = "no-such-host"     // the name is not in the DNS
	ReasonSoft404        Reason = "soft-404"         // an error page that calls itself 200
	ReasonParked         Reason = "parked"           // the domain is for sale, or someone else's
	ReasonRedirectToRoot Reason = "redirect-to-root" // a deep link that ends on a front page or a list that says nothing of the source

	ReasonForbidden   Reason = "forbidden"    // 403, 405, 406
	ReasonLogin       Reason = "login"        // 401, or a page that asks for a password
	ReasonRateLimited Reason = "rate-limited" // 425, 429
	ReasonBotWall     Reason = "bot-wall"     // a check for robots in place of the page; 999
	ReasonConsent     Reason = "consent"      // a question about cookies in place of the page
	ReasonPaywall     Reason = "paywall"      // 402, or the page says so
	ReasonLegal       Reason = "legal"        // 451

	ReasonTimeout          Reason = "timeout"            // a limit of time was reached; 408
	ReasonDNS              Reason = "dns"                // the DNS could not be asked
	ReasonUnreachable      Reason = "unreachable"        // no connection
	ReasonProxy            Reason = "proxy"              // this side's proxy failed
	ReasonTLS              Reason = "tls"                // no secure connection
	ReasonTLSExpired       Reason = "tls-expired"        // the certificate is out of date
	ReasonTLSHost          Reason = "tls-wrong-host"     // the certificate is another site's
	ReasonTLSIssuer        Reason = "tls-unknown-issuer" // the certificate's issuer is not known
	ReasonReset            Reason = "reset"              // the connection broke
	ReasonBadHTTP          Reason = "bad-http"           // the answer is not HTTP
	ReasonBadEncoding      Reason = "bad-encoding"       // the body cannot be decoded
	ReasonOversized        Reason = "oversized"          // the body unpacks without end
	ReasonRedirectLoop     Reason = "redirect-loop"      // redirected in a circle
	ReasonTooManyRedirects Reason = "too-many-redirects" // redirected too often
	ReasonBadRedirect      Reason = "bad-redirect"       // redirected to what is no public web page
	ReasonServerError      Reason = "server-error"       // 5xx, or a page that says so
	ReasonMaintenance      Reason = "maintenance"        // the page says that the site is being worked on
	ReasonEmpty            Reason = "empty-page"         // an answer without a page
	ReasonUnexpectedStatus Reason = "unexpected-status"  // a status that no visit should get
	ReasonDOIBroken        Reason = "doi-broken"         // doi.org knows it, but the publisher has no page there

	ReasonNoLink         Reason = "no-link"         // the note gives none
	ReasonPlaceholder    Reason = "placeholder"     // the note gives "URL" or the like in place of one
	ReasonNotOnline      Reason = "not-online"      // an interview, a book: nothing to visit
	ReasonBadURL         Reason = "bad-url"         // cannot be read as an address
	ReasonNotWeb         Reason = "not-web"         // neither http nor https
	ReasonPrivateAddress Reason = "private-address" // not on the public internet
	ReasonExcluded       Reason = "excluded"        // by the user
	ReasonOffline        Reason = "offline"         // no visits were wanted
	ReasonNotRecorded    Reason = "not-recorded"    // the evidence that is replayed does not have it
	ReasonCanceled       Reason = "canceled"        // the run ended first
	ReasonScriptOnly     Reason = "script-only"     // the page shows nothing without its scripts
	ReasonDoubtful       Reason = "doubtful"        // one sign says that this is not the source; one is not enough
	ReasonRobots         Reason = "robots"          // robots.txt asks programs to stay away, and the user wants it heeded
)

// reasons is the table of all verdicts: what each reason means for the link,
// and what an editor is told.
func reasons() []verdict {
	return []verdict{
		{"", OK, "The page is there."},
		{ReasonAddressVariant, OK, "The page is there, under a variant of its address."},
		{ReasonRedirected, OK, "The page is there; the site passes readers on to it."},
		{ReasonDOI, OK, "The DOI is registered; the publisher's page refuses programs or did not answer."},

		{ReasonMoved, Moved, "The page has moved for good: cite the new address."},

		{ReasonNotFound, Gone, "The site says that the page is not there: check the address for typing errors, then cite an archived copy."},
		{ReasonGone, Gone, "The site says that the page was removed: cite an archived copy."},
		{ReasonNoSuchHost, Gone, "The site's name does not exist any more: check its spelling, then cite an archived copy."},
		{ReasonSoft404, Gone, "The site shows an error page in place of the source: cite an archived copy."},
		{ReasonParked, Gone, "The site's name has passed to someone else: do not send readers there, cite an archived copy."},
		{ReasonRedirectToRoot, Gone, "The link now ends on a front page or a list that does not name the source: look for it on the site, or cite an archived copy."},

		{ReasonForbidden, Refused, "The site refuses programs; the page may well be there: open the link by hand."},
		{ReasonLogin, Refused, "The site asks for a login: open the link by hand, and say in the note that access is restricted."},
		{ReasonRateLimited, Refused, "The site asked for fewer visits: check again later, or open the link by hand."},
		{ReasonBotWall, Refused, "The site checks for robots before it shows the page: open the link by hand."},
		{ReasonConsent, Refused, "The site asks about cookies before it shows the page: open the link by hand."},
		{ReasonPaywall, Refused, "The page is for subscribers: check it by hand, and say in the note that access is restricted."},
		{ReasonLegal, Refused, "The page may not be shown here for legal reasons: try from another country, or cite an archived copy."},

		{ReasonTimeout, Failed, "The site did not answer in time: check again later."},
		{ReasonDNS, Failed, "The site's name could not be looked up just now: check again later."},
		{ReasonUnreachable, Failed, "The site could not be reached: check again later."},
		{ReasonProxy, Failed, "The proxy of this network failed; this says nothing about the page: check the proxy, then run again."},
		{ReasonTLS, Failed, "No secure connection could be made: open the link by hand."},
		{ReasonTLSExpired, Failed, "The site's certificate is out of date, and browsers warn of it: check again later."},
		{ReasonTLSHost, Failed, "The site's certificate is another site's, and browsers warn of it: check the address."},
		{ReasonTLSIssuer, Failed, "The site's certificate cannot be traced to a known issuer: open the link by hand."},
		{ReasonReset, Failed, "The site broke off the connection: check again later."},
		{ReasonBadHTTP, Failed, "The site's answer could not be read: open the link by hand."},
		{ReasonBadEncoding, Failed, "The page arrived damaged: check again later."},
		{ReasonOversized, Failed, "The page unpacks to far more than it claims and was not read: open the link by hand, with care."},
		{ReasonRedirectLoop, Failed, "The site sends readers in a circle: open the link by hand."},
		{ReasonTooManyRedirects, Failed, "The site sends readers on too often: open the link by hand."},
		{ReasonBadRedirect, Failed, "The site sends readers to an address that is no public web page: open the link by hand."},
		{ReasonServerError, Failed, "The site has a fault of its own: check again later."},
		{ReasonMaintenance, Failed, "The site is being worked on: check again later."},
		{ReasonEmpty, Failed, "The site answered without a page: open the link by hand."},
		{ReasonUnexpectedStatus, Failed, "The site gave an answer that does not fit the question: open the link by hand."},
		{ReasonDOIBroken, Failed, "The DOI is registered, but the publisher has no page there: check again later, or look on the publisher's site."},

		{ReasonNoLink, Unchecked, "The note gives no link: add one if the source is online."},
		{ReasonPlaceholder, Unchecked, "The note has a placeholder in place of a link: put the link in."},
		{ReasonNotOnline, Unchecked, "The source is not online and cannot be checked by a visit."},
		{ReasonBadURL, Unchecked, "The link cannot be read as an address: correct it."},
		{ReasonNotWeb, Unchecked, "The link is no web address: check it by hand."},
		{ReasonPrivateAddress, Unchecked, "The link points into a private network, where readers cannot follow: cite a public address."},
		{ReasonExcluded, Unchecked, "The link was excluded from the check."},
		{ReasonOffline, Unchecked, "No links were visited in this run."},
		{ReasonNotRecorded, Unchecked, "The recorded evidence does not hold this page: record it, or check it by hand."},
		{ReasonCanceled, Unchecked, "The run ended before the link was visited: run again."},
		{ReasonDoubtful, Unchecked, "What came may not be the source, but one sign alone is no proof: open the link by hand."},
		{ReasonRobots, Unchecked, "The site's robots.txt asks programs to stay away: open the link by hand."},
		{ReasonScriptOnly, Unchecked, "The page shows its text only in a browser: open the link by hand."},
	}
}

type verdict struct {
	reason Reason
	status Status
	advice string
}

var verdictOf = sync.OnceValue(func() map[Reason]verdict {
	m := map[Reason]verdict{}
	for _, v := range reasons() {
		m[v.reason] = v
	}
	return m
})

// Reasons lists every reason, in the order of their statuses.
func Reasons() []Reason {
	var list []Reason
	for _, v := range reasons() {
		list = append(list, v.reason)
	}
	return list
}

// Status is the verdict that r refines; Unchecked for a reason that is none.
func (r Reason) Status() Status { return verdictOf()[r].status }

// Advice tells an editor in one sentence what the verdict means and what to
// do; it is empty for a reason that is none.
func (r Reason) Advice() string { return verdictOf()[r].advice }

// outcome is all that is known of a link when it is judged, and the judgement.
type outcome struct {
	asked string // the address that was to be visited
	title string // of the source, as the note gives it; "" where it does not

	code    int           // HTTP status of the last answer; 0: none
	final   *url.URL      // where the visit ended
	hops    []fetch.Hop   // on the way there
	wall    string        // the system that answered in place of the page
	wait    time.Duration // for which the site asks to be left alone
	empty   bool          // the answer had no body
	remote  string        // the address that answered
	memento bool          // the answer came out of an archive
	notes   []string      // worth knowing, but no sign
	err     error         // why no whole answer came
	kind    fetch.Kind    // of err

	source  *Source       // what the page says of itself; nil: nothing, or not read
	page    string        // what it seems to be, as internal/page calls it
	doubt   string        // what one sign alone says that it is
	signs   []string      // for page or doubt
	anchors *page.Anchors // places on the page
	sibling sibling       // what the site says of a page that does not exist

	reason Reason
	sign   string // what decided
}

// judge is the one place where an answer becomes a verdict. Every outcome gets
// exactly one.
func (o *outcome) judge() {
	o.reason, o.sign = o.verdict()
	if r, sign := o.doiVerdict(); sign != "" {
		o.reason, o.sign = r, sign
	}
}

func (o *outcome) verdict() (Reason, string) {
	switch {
	case o.err != nil:
		return o.errorReason(), cmp.Or(string(o.kind), "error")
	case o.code == 0:
		return ReasonOffline, "not asked"
	case o.wall != "":
		return ReasonBotWall, o.wall
	}
	said, code := pageReason(o.page), codeReason(o.code)
	switch {
	case code != "":
		if r := refine(code, said); r != code {
			return r, o.pageSign()
		}
		return code, "status code"
	case o.empty:
		return ReasonEmpty, "empty body"
	case said == ReasonRedirectToRoot && o.namesSource():
	case said != "":
		return said, o.pageSign()
	}
	return o.doubts()
}

func (o *outcome) pageSign() string { return shown(strings.Join(o.signs, "; ")) }

// doubts weighs what one sign alone says against a second: the words of the note
// or the address on the page, or what the site says of a page that is missing.
func (o *outcome) doubts() (Reason, string) {
	reason, sign := o.addressReason()
	switch {
	case reason == ReasonRedirectToRoot && o.namesSource():
		return o.redirectReason(), "redirects"
	case reason == ReasonRedirectToRoot && o.silentOfSource() && (o.title != "" || !o.listsOthers()): // a list may have moved under another name
		return reason, sign + "; the page does not name the source"
	case reason == ReasonRedirectToRoot:
		return o.bySibling(reason, ReasonDoubtful, sign)
	case reason == ReasonLogin || reason == ReasonConsent:
		return reason, sign
	case o.doubt != "" && !o.namesSource():
		return o.bySibling(pageReason(o.doubt), reason, o.pageSign())
	}
	return reason, sign
}

// bySibling lets the site's answer to a made-up address decide about a doubt.
func (o *outcome) bySibling(confirmed, refuted Reason, sign string) (Reason, string) {
	switch o.sibling {
	case siblingAlike:
		return confirmed, sign + "; a made-up address gets the same answer"
	case siblingOther:
		return refuted, sign + "; a made-up address gets another answer"
	}
	return ReasonDoubtful, sign
}

// doiVerdict lets doi.org's answer decide about a DOI: that it leads on says
// that the DOI is registered, whatever the publisher says to a program.
func (o *outcome) doiVerdict() (Reason, string) {
	u, err := url.Parse(o.asked)
	if err != nil || !isResolver(u) || len(o.hops) == 0 || o.final != nil && isResolver(o.final) {
		return "", ""
	}
	if last, err := url.Parse(o.hops[len(o.hops)-1].Location); err != nil || isResolver(last) {
		return "", ""
	}
	const sign = "doi.org leads on"
	switch o.reason.Status() {
	case Refused, Failed:
		if o.reason != ReasonPaywall && o.reason != ReasonBadRedirect {
			return ReasonDOI, sign
		}
	case Gone:
		return ReasonDOIBroken, sign
	case Unchecked:
		if o.reason == ReasonDoubtful || o.reason == ReasonScriptOnly {
			return ReasonDOI, sign
		}
	}
	return "", ""
}

// isResolver tells whether u is an address of the Handle system: doi.org, or
// hdl.handle.net.
func isResolver(u *url.URL) bool {
	switch plainHost(u) {
	case "doi.org", "dx.doi.org", "hdl.handle.net":
		return true
	}
	return false
}

// refine lets the page say more than a status code that is no answer to the
// question: which wall it is, or that the fault is maintenance. What is gone
// stays gone.
func refine(code, said Reason) Reason {
	switch code.Status() {
	case Refused, Failed:
		if said.Status() == Refused || said == ReasonMaintenance {
			return said
		}
	}
	return code
}

// codeReason judges an HTTP status code (RFC 9110, section 15); "" is success.
func codeReason(code int) Reason {
	switch code {
	case http.StatusOK, http.StatusAccepted, http.StatusNonAuthoritativeInfo, http.StatusPartialContent:
		return ""
	case http.StatusNoContent, http.StatusResetContent:
		return ReasonEmpty
	case http.StatusNotFound:
		return ReasonNotFound
	case http.StatusGone:
		return ReasonGone
	case http.StatusUnauthorized:
		return ReasonLogin
	case http.StatusPaymentRequired:
		return ReasonPaywall
	case http.StatusForbidden, http.StatusMethodNotAllowed, http.StatusNotAcceptable:
		return ReasonForbidden
	case http.StatusRequestTimeout:
		return ReasonTimeout
	case http.StatusTooEarly, http.StatusTooManyRequests:
		return ReasonRateLimited
	case http.StatusUnavailableForLegalReasons:
		return ReasonLegal
	case 999: // LinkedIn's answer to programs
		return ReasonBotWall
	}
	if code >= 500 && code <= 599 {
		return ReasonServerError
	}
	return ReasonUnexpectedStatus
}

// pageReason translates what internal/page says of a page.
func pageReason(said string) Reason {
	switch said {
	case "not_found":
		return ReasonSoft404
	case "parked":
		return ReasonParked
	case "moved_home":
		return ReasonRedirectToRoot
	case "challenge":
		return ReasonBotWall
	case "blocked":
		return ReasonForbidden
	case "consent":
		return ReasonConsent
	case "login":
		return ReasonLogin
	case "paywall":
		return ReasonPaywall
	case "js_shell":
		return ReasonScriptOnly
	case "maintenance":
		return ReasonMaintenance
	case "error":
		return ReasonServerError
	}
	return ""
}

// errorReason judges a visit without a whole answer.
func (o *outcome) errorReason() Reason {
	var e *fetch.Error
	switch {
	case errors.Is(o.err, archive.ErrNotFound):
		return ReasonNotRecorded
	case errors.Is(o.err, archive.ErrExcluded):
		return ReasonExcluded
	case !errors.As(o.err, &e):
		return ReasonBadHTTP
	case e.Kind == fetch.KindCanceled:
		return ReasonCanceled
	}
	if e.Response != nil {
		if r := codeReason(e.Response.Status); r != "" {
			return r // the header had said it all before the body broke
		}
	}
	return kindReason(e)
}

// kindReason judges by the kind of failure. What is wrong with an address is
// the manuscript's fault on the first hop and the site's on a later one.
func kindReason(e *fetch.Error) Reason {
	redirected := len(e.Hops) > 0
	switch e.Kind {
	case fetch.KindURL, fetch.KindScheme, fetch.KindBlocked:
		if redirected {
			return ReasonBadRedirect
		}
	}
	switch e.Kind {
	case fetch.KindURL:
		return ReasonBadURL
	case fetch.KindScheme:
		return ReasonNotWeb
	case fetch.KindBlocked:
		return ReasonPrivateAddress
	case fetch.KindNoHost:
		return ReasonNoSuchHost
	case fetch.KindDNS:
		return ReasonDNS
	case fetch.KindConnect:
		return ReasonUnreachable
	case fetch.KindProxy:
		return ReasonProxy
	case fetch.KindTLS:
		return ReasonTLS
	case fetch.KindTLSExpired:
		return ReasonTLSExpired
	case fetch.KindTLSHost:
		return ReasonTLSHost
	case fetch.KindTLSAuthority:
		return ReasonTLSIssuer
	case fetch.KindTimeout:
		return ReasonTimeout
	case fetch.KindThrottled:
		return ReasonRateLimited
	case fetch.KindRobots:
		return ReasonRobots
	case fetch.KindReset:
		return ReasonReset
	case fetch.KindEncoding:
		return ReasonBadEncoding
	case fetch.KindBomb:
		return ReasonOversized
	case fetch.KindLoop:
		return ReasonRedirectLoop
	case fetch.KindRedirects:
		return ReasonTooManyRedirects
	}
	return ReasonBadHTTP
}
