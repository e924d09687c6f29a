package warc_test

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/ibid-go/ibid/internal/warc"
)

const hello = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello"

// odd is a record with what is odd about it; its zero value is a sound one.
type odd struct {
	version, kind, uri, extra, length, newline, digest string
	block                                              []byte
	noTail                                             bool
}

func (o odd) bytes() []byte {
	or := func(s, standard string) string {
		if s == "" {
			return standard
		}
		return s
	}
	block := o.block
	if block == nil {
		block = []byte(hello)
	}
	lines := []string{
		or(o.version, "WARC/1.1"), "WARC-Type: " + or(o.kind, "response"),
		"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>", "WARC-Date: 2022-01-01T00:00:00Z",
		"WARC-Target-URI: " + or(o.uri, "http://a.example/"), "Content-Type: application/http;msgtype=response",
		"WARC-Block-Digest: " + or(o.digest, warc.Digest(block)),
	}
	if o.extra != "" {
		lines = append(lines, o.extra)
	}
	lines = append(lines, "Content-Length: "+or(o.length, fmt.Sprint(len(block))), "", "")
	tail := "\r\n\r\n"
	if o.noTail {
		tail = ""
	}
	return append(append([]byte(strings.Join(lines, or(o.newline, "\r\n"))), block...), tail...)
}

func zip(parts ...[]byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	for _, p := range parts {
		w.Write(p)
	}
	w.Close()
	return b.Bytes()
}

func join(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

// edgeCase is a file and what must come of it.
type edgeCase struct {
	name   string
	file   []byte
	whole  int
	damage string // where it is said to be; empty if there is none
	cause  error
	check  func(*testing.T, *warc.Record) // of the first record
}

func edgeCases() []edgeCase {
	r := odd{}.bytes()
	one := zip(r)
	first, second := "offset 0:", fmt.Sprintf("offset %d:", len(one))
	sum := sha256.Sum256([]byte(hello))
	cases := []edgeCase{
		{name: "ok", file: join(one, one), whole: 2},
		{name: "plain", file: join(r, r), whole: 2},
		{name: "one-member", file: zip(r, r), whole: 2},
		{name: "plain-then-gzip", file: join(r, one), whole: 2},
		{name: "truncated", file: join(one, one[:len(one)-40]), whole: 1, damage: second, cause: io.ErrUnexpectedEOF},
		{name: "truncated-trailer", file: join(one, one[:len(one)-1]), whole: 1, damage: second, cause: io.ErrUnexpectedEOF},
		{name: "truncated-to-a-byte", file: join(one, one[:1]), whole: 1, damage: second, cause: io.ErrUnexpectedEOF},
		{name: "truncated-gzip-header", file: join(one, one[:5]), whole: 1, damage: second, cause: io.ErrUnexpectedEOF},
		{name: "truncated-plain", file: join(r, r[:len(r)-8]), whole: 1, damage: fmt.Sprintf("offset %d:", len(r)), cause: io.ErrUnexpectedEOF},
		{name: "truncated-one-member", file: zip(r, r)[:len(zip(r, r))-9], whole: 1, damage: first, cause: io.ErrUnexpectedEOF},
		{name: "trailing-garbage", file: join(one, []byte("GARBAGE")), whole: 1, damage: second},
		{name: "missing-final-crlf", file: join(zip(odd{noTail: true}.bytes()), one), whole: 2},
		{name: "missing-final-crlf-plain", file: join(odd{noTail: true}.bytes(), r), whole: 2},
		{name: "lf-only", file: join(zip(odd{newline: "\n"}.bytes()), one), whole: 2},
		{name: "warc10-angle-uri", file: zip(odd{version: "WARC/1.0", uri: "<http://a.example/>"}.bytes()), whole: 1,
			check: func(t *testing.T, r *warc.Record) {
				assert.Equal(t, "1.0", r.Version)
				assert.Equal(t, "http://a.example/", r.TargetURI())
			}},
		{name: "folded", file: zip(odd{extra: "WARC-X-Note: one\r\n two"}.bytes()), whole: 1,
			check: func(t *testing.T, r *warc.Record) { assert.Equal(t, "one two", r.Header.Get("warc-x-note")) }},
		{name: "repeat-concurrent", file: zip(odd{extra: "WARC-Concurrent-To: <urn:uuid:a>\r\nWARC-Concurrent-To: <urn:uuid:b>"}.bytes()), whole: 1,
			check: func(t *testing.T, r *warc.Record) {
				assert.Equal(t, []string{"<urn:uuid:a>", "<urn:uuid:b>"}, r.Header.Values(warc.FieldConcurrentTo))
			}},
		{name: "bad-digest", file: zip(odd{digest: "sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}.bytes()), whole: 1,
			check: func(t *testing.T, r *warc.Record) {
				var bad *warc.DigestError
				require.ErrorAs(t, r.Verify(), &bad)
				assert.Equal(t, warc.FieldBlockDigest, bad.Field)
				assert.Equal(t, warc.Digest([]byte(hello)), bad.Got)
			}},
		{name: "sha256-hex", file: zip(odd{digest: "sha256:" + strings.ToUpper(hex.EncodeToString(sum[:]))}.bytes()), whole: 1, check: verifies},
		{name: "sha256-base32", file: zip(odd{digest: "SHA-256:" + base32.StdEncoding.EncodeToString(sum[:])}.bytes()), whole: 1, check: verifies},
		{name: "sha1-lower", file: zip(odd{digest: strings.ToLower(warc.Digest([]byte(hello)))}.bytes()), whole: 1, check: verifies},
		{name: "unknown-digest", file: zip(odd{digest: "blake3:00"}.bytes()), whole: 1,
			check: func(t *testing.T, r *warc.Record) { assert.ErrorIs(t, r.Verify(), warc.ErrAlgorithm) }},
		{name: "huge-length", file: join(zip(odd{length: "4611686018427387904"}.bytes()), one), whole: 1, damage: first, cause: io.ErrUnexpectedEOF},
		{name: "overflowing-length", file: join(zip(odd{length: "99999999999999999999"}.bytes()), one), whole: 1, damage: first},
		{name: "negative-length", file: zip(odd{length: "-5"}.bytes()), whole: 0, damage: first},
		{name: "two-lengths", file: join(zip(odd{extra: "Content-Length: 4"}.bytes()), one), whole: 1, damage: first},
		{name: "short-length", file: join(zip(odd{length: "4", digest: warc.Digest([]byte(hello[:4]))}.bytes()), one), whole: 2, damage: first},
		{name: "zero-length", file: join(zip(odd{block: []byte{}, kind: "revisit"}.bytes()), one), whole: 2},
		{name: "unknown-type", file: join(zip(odd{kind: "x-custom"}.bytes()), one), whole: 2},
		{name: "utf8-header", file: join(zip(odd{extra: "WARC-X-Title: Проверка"}.bytes()), one), whole: 2,
			check: func(t *testing.T, r *warc.Record) { assert.Equal(t, "Проверка", r.Header.Get("WARC-X-Title")) }},
		{name: "space-in-uri", file: join(zip(odd{uri: "http://a.example/ b"}.bytes()), one), whole: 2,
			check: func(t *testing.T, r *warc.Record) { assert.Equal(t, "http://a.example/ b", r.TargetURI()) }},
		{name: "empty", file: nil, whole: 0},
		{name: "empty-members", file: join(zip(), one, zip(), zip()), whole: 1},
		{name: "long-header", file: join(zip(odd{extra: "X-Long: " + strings.Repeat("a", 8<<20)}.bytes()), one), whole: 1, damage: first},
		{name: "no-header-end", file: []byte("WARC/1.1\r\nWARC-Type: response\r\n"), whole: 0, damage: first, cause: io.ErrUnexpectedEOF},
		{name: "not-a-warc", file: []byte("<!doctype html>"), whole: 0, damage: first},
	}
	bad := bytes.Clone(one)
	bad[len(bad)-6] ^= 1 // a bit of the checksum
	cases = append(cases, edgeCase{name: "bad-checksum", file: join(bad, one), whole: 1, damage: first, cause: gzip.ErrChecksum})
	return cases
}

func verifies(t *testing.T, r *warc.Record) { assert.NoError(t, r.Verify()) }

// readAll reads a file to its end, past every damage that the reader can pass.
func readAll(file io.Reader, check func(*warc.Record)) (whole int, errs []error) {
	r := warc.NewReader(file)
	var last error
	for {
		rec, err := r.Next()
		if err == nil {
			if whole == 0 && len(errs) == 0 && check != nil {
				check(rec)
				whole++
				continue
			}
			_, err = io.Copy(io.Discard, rec.Block)
		}
		switch {
		case err == io.EOF, err != nil && err == last:
			return whole, errs
		case err != nil:
			errs, last = append(errs, err), err
		default:
			whole++
		}
	}
}

func TestOddFiles(t *testing.T) {
	for _, c := range edgeCases() {
		t.Run(c.name, func(t *testing.T) {
			var check func(*warc.Record)
			if c.check != nil {
				check = func(r *warc.Record) { c.check(t, r) }
			}
			whole, errs := readAll(bytes.NewReader(c.file), check)
			assert.Equal(t, c.whole, whole, "whole records; errors %v", errs)
			if c.damage == "" {
				assert.Empty(t, errs)
				return
			}
			require.Len(t, errs, 1, "damage is told once")
			var format *warc.FormatError
			require.ErrorAs(t, errs[0], &format)
			assert.Contains(t, format.Error(), c.damage)
			if c.cause != nil {
				assert.ErrorIs(t, errs[0], c.cause)
			}
		})
	}
}

// TestDamageIsToldWhenBlocksAreSkipped is for callers that read headers only.
func TestDamageIsToldWhenBlocksAreSkipped(t *testing.T) {
	for _, c := range edgeCases() {
		if c.damage == "" {
			continue
		}
		r := warc.NewReader(bytes.NewReader(c.file))
		damaged := 0
		for last := error(nil); ; {
			_, err := r.Next()
			if err == io.EOF || err != nil && err == last {
				break
			}
			if err != nil {
				damaged, last = damaged+1, err
			}
		}
		assert.Equal(t, 1, damaged, c.name)
	}
}

func TestBombTakesNoMemory(t *testing.T) {
	const bombSize = 64 << 20
	bomb := bombFile(t, bombSize)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	r := warc.NewReader(bytes.NewReader(bomb))
	rec, err := r.Next()
	require.NoError(t, err)
	n, err := io.Copy(io.Discard, rec.Block)
	require.NoError(t, err)
	runtime.ReadMemStats(&after)
	assert.EqualValues(t, bombSize, n)
	assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(1<<20), "bytes allocated in all")

	r = warc.NewReader(bytes.NewReader(bomb))
	r.MaxMember = 10 << 20
	rec, err = r.Next()
	require.NoError(t, err)
	_, err = io.Copy(io.Discard, rec.Block)
	assert.ErrorContains(t, err, "more than 10485760 bytes")
	_, err = r.Next()
	assert.ErrorContains(t, err, "more than", "nothing after a bomb is read")
}

// What a file claims costs no memory: the 64 MiB that a reader may take are not nearly reached by all that is allocated for any of the odd files.
func TestOddFilesTakeLittleMemory(t *testing.T) {
	const most = 8 << 20 // bytes in all; a header may have 1 MiB
	for _, c := range edgeCases() {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		readAll(bytes.NewReader(c.file), nil)
		runtime.ReadMemStats(&after)
		assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(most), c.name)
	}
}

// bombFile is a record of size NUL bytes, compressed.
func bombFile(t *testing.T, size int) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	require.NoError(t, err)
	fmt.Fprintf(w, "WARC/1.1\r\nWARC-Type: response\r\nContent-Length: %d\r\n\r\n", size)
	zeros := make([]byte, 1<<20)
	for range size >> 20 {
		w.Write(zeros)
	}
	io.WriteString(w, "\r\n\r\n")
	require.NoError(t, w.Close())
	return b.Bytes()
}

func TestBlockIsGoneAfterNext(t *testing.T) {
	r := warc.NewReader(bytes.NewReader(join(odd{}.bytes(), odd{}.bytes())))
	first, err := r.Next()
	require.NoError(t, err)
	_, err = r.Next()
	require.NoError(t, err)
	_, err = first.Block.Read(make([]byte, 1))
	assert.ErrorContains(t, err, "after Reader.Next")
	assert.False(t, errors.Is(err, io.EOF))
}

func TestReadErrorOfTheFile(t *testing.T) {
	broken := errors.New("disk")
	_, errs := readAll(io.MultiReader(bytes.NewReader(odd{}.bytes()[:100]), broken2{broken}), nil)
	require.Len(t, errs, 1)
	assert.ErrorIs(t, errs[0], broken)
}

type broken2 struct{ err error }

func (b broken2) Read([]byte) (int, error) { return 0, b.err }

// TestOddFilesOfOthers reads the files that a script beside the repository makes, where it and Python are there.
func TestOddFilesOfOthers(t *testing.T) {
	script, err := filepath.Abs(filepath.Join("..", "..", "..", "shared", "eval", "archive", "make_edge_warcs.py"))
	require.NoError(t, err)
	python, err := exec.LookPath("python3")
	if _, missing := os.Stat(script); missing != nil || err != nil || testing.Short() {
		t.Skip("no script or no Python")
	}
	dir := t.TempDir()
	cmd := exec.Command(python, script)
	cmd.Dir = dir
	require.NoError(t, cmd.Run())
	names, err := filepath.Glob(filepath.Join(dir, "*"))
	require.NoError(t, err)
	require.Len(t, names, 22)
	want := map[string][2]int{ // whole records, damages
		"01": {2, 0}, "02": {2, 0}, "03": {2, 0}, "04": {1, 1}, "05": {1, 1}, "06": {2, 0}, "07": {2, 0}, "08": {1, 0},
		"09": {1, 0}, "10": {1, 0}, "11": {1, 0}, "12": {1, 0}, "13": {1, 0}, "14": {1, 1}, "15": {1, 1}, "16": {2, 0},
		"17": {2, 0}, "18": {2, 0}, "19": {2, 0}, "20": {0, 0}, "21": {1, 0}, "22": {1, 1},
	}
	for _, name := range names {
		f, err := os.Open(name)
		require.NoError(t, err)
		whole, errs := readAll(f, nil)
		f.Close()
		assert.Equal(t, want[filepath.Base(name)[:2]], [2]int{whole, len(errs)}, "%s: %v", filepath.Base(name), errs)
	}
}
