package archive

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Keys open an account at the Internet Archive (archive.org/account/s3.php). They print as "keys" wherever they are printed.
type Keys struct{ Access, Secret string }

func (Keys) String() string       { return "keys" }
func (Keys) GoString() string     { return "archive.Keys{…}" }
func (Keys) LogValue() slog.Value { return slog.StringValue("keys") }

// MarshalText keeps the keys out of every file.
func (Keys) MarshalText() ([]byte, error) { return []byte("keys"), nil }

// KeysFrom reads the environment variables that the archive's own command "ia" uses, IA_ACCESS_KEY_ID and IA_SECRET_ACCESS_KEY, by a function such as
// os.Getenv. Without both the error is [ErrNoKeys].
func KeysFrom(getenv func(string) string) (Keys, error) {
	k := Keys{getenv("IA_ACCESS_KEY_ID"), getenv("IA_SECRET_ACCESS_KEY")}
	if k.Access == "" || k.Secret == "" {
		return Keys{}, errors.Join(ErrNoKeys, errors.New("set IA_ACCESS_KEY_ID and IA_SECRET_ACCESS_KEY; archive.org/account/s3.php shows yours"))
	}
	return k, nil
}

// SavePageNow is a [Saver]: the service Save Page Now 2 of the Internet Archive. Keys must be set. It is safe for concurrent use once its
// fields are set.
//
// It orders at most seven captures a minute over the whole process, and waits up to three minutes for each; what has not ended then is
// [Pending]. After an answer 429 there is a minute of silence.
type SavePageNow struct {
	Keys      Keys
	Base      string            // scheme and host; empty means DefaultWayback. Keys are sent by https alone, and to this machine
	Transport http.RoundTripper // nil means http.DefaultTransport
	UserAgent string            // says who asks, with an address for complaints; empty leaves Go's own
	// IfOlder takes a copy that was made within this time, where there is one, in place of a new one. 0 means always a new one.
	IfOlder time.Duration
}

// jobKept is how long the service knows a job.
const jobKept = 50 * time.Minute // an hour, and time to ask

// transientReasons are the reasons why the same order may succeed later. Reasons that are not here, new ones too, are taken to be final.
func transientReasons() []string {
	return []string{
		"bad-gateway", "browsing-timeout", "cannot-fetch", "capture-location-error", "celery", "gateway-timeout", "internal-server-error",
		"invalid-server-response", "job-failed", "no-browsers-available", "protocol-error", "proxy-error", "read-timeout",
		"service-unavailable", "soft-time-limit-exceeded", "too-many-requests", "user-session-limit",
	}
}

// spnAnswer is what the service says of an order or of a job.
type spnAnswer struct {
	Job       string `json:"job_id"`
	Status    string `json:"status"`
	Reason    string `json:"status_ext"`
	Message   string `json:"message"`
	Original  string `json:"original_url"`
	Timestamp string `json:"timestamp"`
	HTTP      int    `json:"http_status"`
}

func (a *spnAnswer) words() string { return a.Message }

// Save orders a capture and waits for its end.
func (n *SavePageNow) Save(ctx context.Context, o Order) (*Saved, error) {
	s, err := n.begin(o)
	if err != nil {
		return nil, err
	}
	if !o.Since.IsZero() && time.Since(o.Since) > jobKept {
		o.Job = ""
	}
	recent := false
	saved, err := s.save(ctx, o, func() (string, error) {
		answer, err := s.order(ctx, o)
		if err != nil {
			return "", err
		}
		recent = strings.Contains(answer.Message, "had been made") // "The same snapshot had been made 2 minutes ago."
		return answer.Job, nil
	}, func(job string) (*Saved, error) { return s.ask(ctx, job) })
	if saved != nil && recent {
		saved.State = Recent // even where its address is not told now
	}
	return saved, err
}

// spnOrder is one order under way.
type spnOrder struct {
	account
	base    string
	ifOlder time.Duration
	target  string
}

func (n *SavePageNow) begin(o Order) (*spnOrder, error) {
	s := &spnOrder{base: strings.TrimSuffix(cmp.Or(n.Base, DefaultWayback), "/"), ifOlder: n.IfOlder}
	s.caller = caller{archive: "Save Page Now", url: o.URL, transport: n.Transport, userAgent: n.UserAgent}
	s.authorization, s.secrets = "LOW "+n.Keys.Access+":"+n.Keys.Secret, []string{n.Keys.Access, n.Keys.Secret}
	if n.Keys.Access == "" || n.Keys.Secret == "" {
		return nil, s.failed(ErrNoKeys)
	}
	var err error
	if s.target, err = orderable(o.URL); err != nil {
		return nil, s.failed(err)
	}
	return s, nil
}

// order asks for a capture.
func (s *spnOrder) order(ctx context.Context, o Order) (*spnAnswer, error) {
	form := url.Values{"url": {s.target}, "skip_first_archive": {"1"}}
	within := s.ifOlder
	if !o.Since.IsZero() {
		within = max(within, time.Since(o.Since)+time.Minute) // clocks differ
	}
	if within > 0 {
		form.Set("if_not_archived_within", strconv.Itoa(int(within.Seconds())))
	}
	answer := new(spnAnswer)
	err := s.postReply(ctx, s.base+"/save", "application/x-www-form-urlencoded", form.Encode(), answer)
	switch {
	case err != nil:
		return nil, err
	case answer.Status == "error" || answer.Job == "" && answer.Message != "":
		return nil, s.reason(answer)
	case answer.Job == "":
		return nil, &SaveError{Service: s.archive, URL: s.url, Message: "it answered without a job", Transient: true, Unclear: true}
	}
	return answer, nil
}

// ask asks how far a job is.
func (s *spnOrder) ask(ctx context.Context, job string) (*Saved, error) {
	answer := new(spnAnswer)
	if err := s.getReply(ctx, s.base+"/save/status/"+url.PathEscape(job), answer); err != nil {
		return nil, err
	}
	saved := &Saved{URL: s.url, Job: job}
	switch answer.Status {
	case "error":
		return nil, s.reason(answer)
	case "success":
		if saved.Snapshot = s.snapshot(answer); saved.Snapshot != nil {
			saved.State = Confirmed
		}
	}
	return saved, nil
}

// snapshot is the copy that a job has made; nil where the answer does not say all that its address is made of.
func (s *spnOrder) snapshot(a *spnAnswer) *Snapshot {
	when, err := parseStamp(a.Timestamp)
	original, bad := targetOf(a.Original)
	base, broken := url.Parse(s.base)
	if err != nil || bad != nil || broken != nil || len(a.Timestamp) != len(stampLayout) {
		return nil
	}
	return &Snapshot{
		Archive: base.Host, Original: original, Time: when, Status: a.HTTP, Trusted: true, Match: matchURL(s.url, original),
		URL: copyAddress(base, a.Timestamp, "", original), RawURL: copyAddress(base, a.Timestamp, "id_", original),
	}
}

// reason is the error for what the service says, which often comes with a status of success.
func (s *spnOrder) reason(a *spnAnswer) *SaveError {
	code := strings.TrimPrefix(a.Reason, "error:")
	return &SaveError{Service: s.archive, URL: s.url, Code: a.Reason, Message: s.hidden(a.Message), Transient: slices.Contains(transientReasons(), code)}
}
