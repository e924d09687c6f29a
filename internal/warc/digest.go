package warc

import (
	"crypto/sha1"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"strings"
)

// ErrAlgorithm says that a digest cannot be checked because its algorithm or its spelling is not known.
var ErrAlgorithm = errors.New("unknown digest")

// DigestError says that a record does not hold what its header says.
type DigestError struct {
	Field string // WARC-Block-Digest or WARC-Payload-Digest
	Want  string // as the header has it
	Got   string // as computed, in the spelling that this package writes; empty where the algorithm is not known
	Err   error  // ErrAlgorithm, or nil where the digests differ
}

func (e *DigestError) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("warc: %s %q: %v", e.Field, e.Want, e.Err)
	}
	return fmt.Sprintf("warc: %s is %s, the record says %s", e.Field, e.Got, e.Want)
}

// Unwrap gives the cause.
func (e *DigestError) Unwrap() error { return e.Err }

// digest is a digest as a header carries it, and the computation that checks it.
type digest struct {
	field, text string
	want        []byte
	hash        hash.Hash
}

// Digest returns "sha1:" and the SHA-1 of b in upper-case Base32: the form that archives and their indexes use.
func Digest(b []byte) string {
	sum := sha1.Sum(b)
	return formatSHA1(sum[:])
}

// DigestOf is Digest of all that r holds.
func DigestOf(r io.Reader) (string, error) {
	h := sha1.New()
	if _, err := io.Copy(h, r); err != nil {
		return "", err
	}
	return formatSHA1(h.Sum(nil)), nil
}

func formatSHA1(sum []byte) string { return "sha1:" + base32.StdEncoding.EncodeToString(sum) }

// parseDigest reads sha1 and sha256 in Base32 or hexadecimal of any case: WARC tools write all of these.
func parseDigest(field, text string) (*digest, error) {
	name, value, _ := strings.Cut(text, ":")
	d := &digest{field: field, text: text}
	switch strings.ToLower(strings.ReplaceAll(name, "-", "")) {
	case "sha1":
		d.hash = sha1.New()
	case "sha256":
		d.hash = sha256.New()
	default:
		return nil, &DigestError{Field: field, Want: text, Err: ErrAlgorithm}
	}
	var err error
	if len(value) == hex.EncodedLen(d.hash.Size()) {
		d.want, err = hex.DecodeString(value)
	} else {
		plain := strings.TrimRight(strings.ToUpper(value), "=")
		d.want, err = base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(plain)
	}
	if err != nil || len(d.want) != d.hash.Size() {
		return nil, &DigestError{Field: field, Want: text, Err: ErrAlgorithm}
	}
	return d, nil
}

func (d *digest) matches(h hash.Hash) bool {
	return subtle.ConstantTimeCompare(d.want, h.Sum(nil)) == 1
}

func (d *digest) mismatch(h hash.Hash) error {
	sum := h.Sum(nil)
	got := "sha256:" + hex.EncodeToString(sum)
	if len(sum) == sha1.Size {
		got = formatSHA1(sum)
	}
	return &DigestError{Field: d.field, Want: d.text, Got: got}
}

// Verify reads the whole block and compares the digests that the header carries; without any it returns nil. It returns a
// [*DigestError] (several are joined) or the error of reading. The payload digest of a revisit belongs to the record it
// refers to and is not looked at. In a chunked response the digest may be that of the stored bytes or of the payload
// proper, since tools disagree.
func (r *Record) Verify() error {
	block, err1 := r.digest(FieldBlockDigest)
	payload, err2 := r.digest(FieldPayloadDigest)
	if r.Type() == TypeRevisit {
		payload, err2 = nil, nil
	}
	in := r.Block
	if block != nil {
		in = io.TeeReader(r.Block, block.hash)
	}
	err3 := r.verifyPayload(in, payload)
	if _, err := io.Copy(io.Discard, in); err != nil {
		return err
	}
	if block != nil && !block.matches(block.hash) {
		err1 = block.mismatch(block.hash)
	}
	return errors.Join(err1, err2, err3)
}

func (r *Record) digest(field string) (*digest, error) {
	text := r.Header.Get(field)
	if text == "" {
		return nil, nil
	}
	return parseDigest(field, text)
}

func (r *Record) verifyPayload(block io.Reader, want *digest) error {
	if want == nil {
		return nil
	}
	raw, chunked := block, false
	var message *HTTP
	if r.holdsHTTP() {
		var err error
		if message, err = readHTTP(block, r.Length); err != nil {
			return err
		}
		raw, chunked = message.raw, message.chunked
	}
	if chunked {
		proper, _ := parseDigest(want.field, want.text)
		stored := io.TeeReader(raw, want.hash)
		io.Copy(proper.hash, message.decode(stored)) // broken chunks are for the digest of the stored bytes to judge
		if _, err := io.Copy(io.Discard, stored); err != nil {
			return err
		}
		if want.matches(proper.hash) {
			return nil
		}
	} else if _, err := io.Copy(want.hash, raw); err != nil {
		return err
	}
	if !want.matches(want.hash) {
		return want.mismatch(want.hash)
	}
	return nil
}

// holdsHTTP reports whether the payload starts after an HTTP head.
func (r *Record) holdsHTTP() bool {
	return strings.HasPrefix(strings.ToLower(r.Header.Get(FieldContentType)), "application/http")
}
