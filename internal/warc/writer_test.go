package warc_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/ibid-go/ibid/internal/warc"
)

var day = time.Date(2022, 3, 1, 12, 0, 0, 123000000, time.UTC)

const address = "https://news.example/story"

// drafts are one of each type, with fixed identifiers.
func drafts() []*warc.Draft {
	id := func(name string) string { return warc.NameID("test", name) }
	page := []byte("<title>Story</title>")
	head := warc.ResponseHead(200, http.Header{"Content-Type": {"text/html"}, "Transfer-Encoding": {"chunked"}}, int64(len(page)))
	response := warc.Response(id("response"), address, day, head, bytes.NewReader(page))
	original := warc.Original{ID: response.ID(), URI: address, Date: day, PayloadDigest: warc.Digest(page)}
	cut := warc.Response(id("cut"), address+"/long", day, warc.ResponseHead(200, http.Header{"Content-Length": {"99"}}, -1), strings.NewReader("first part"))
	cut.Truncate(warc.TruncatedLength)
	return []*warc.Draft{
		warc.Info(id("info"), day, "test.warc.gz", warc.Header{{Name: "software", Value: "test/1"}}),
		response,
		warc.Request(id("request"), address, day, response.ID(), warc.RequestHead("GET", "/story", "news.example", http.Header{"User-Agent": {"test/1"}})),
		warc.Revisit(id("revisit"), address, day.AddDate(0, 0, 1), head, original),
		warc.Metadata(id("metadata"), address, day, response.ID(), warc.Header{{Name: "note", Value: "two\r\nlines"}}),
		warc.Resource(id("resource"), "https://news.example/notes.txt", day, "text/plain", strings.NewReader("notes")),
		cut,
	}
}

func write(t testing.TB, w *warc.Writer, list []*warc.Draft) []warc.Place {
	t.Helper()
	var places []warc.Place
	for _, d := range list {
		p, err := w.Write(d)
		require.NoError(t, err)
		places = append(places, p)
	}
	return places
}

func TestWrittenRecordsAreReadBack(t *testing.T) {
	for name, newWriter := range map[string]func(io.Writer) *warc.Writer{"gzip": warc.NewWriter, "plain": warc.NewPlainWriter} {
		t.Run(name, func(t *testing.T) {
			var file bytes.Buffer
			list := drafts()
			places := write(t, newWriter(&file), list)
			r := warc.NewReader(bytes.NewReader(file.Bytes()))
			for i, d := range list {
				rec, err := r.Next()
				require.NoError(t, err)
				assert.Equal(t, d.ID(), rec.ID())
				assert.Equal(t, places[i].Offset, rec.Offset)
				assert.Equal(t, d.Header.Get(warc.FieldType), string(rec.Type()))
				assert.Equal(t, d.Header.Get(warc.FieldTruncated), rec.Truncated())
				assert.Equal(t, d.Header.Get(warc.FieldTargetURI), rec.TargetURI())
				assert.NotEmpty(t, rec.Header.Get(warc.FieldBlockDigest))
				require.NoError(t, rec.Verify(), d.Header.Get(warc.FieldType))
				assert.Equal(t, places[i].Offset+places[i].Length, r.Offset())
			}
			_, err := r.Next()
			assert.Equal(t, io.EOF, err)
		})
	}
}

func TestResponseIsStoredWithoutTransferCoding(t *testing.T) {
	var file bytes.Buffer
	write(t, warc.NewPlainWriter(&file), drafts()[1:2])
	assert.Contains(t, file.String(), "HTTP/1.1 200 OK\r\nContent-Length: 20\r\nContent-Type: text/html\r\n\r\n<title>")
	assert.Contains(t, file.String(), "WARC-Date: 2022-03-01T12:00:00.123Z\r\n")
}

func TestLineEndsCannotForgeFields(t *testing.T) {
	var file bytes.Buffer
	d := warc.Resource("", "http://a.example/\r\nWARC-Type: warcinfo", day, "text/plain", nil)
	write(t, warc.NewPlainWriter(&file), []*warc.Draft{d})
	rec, err := warc.NewReader(&file).Next()
	require.NoError(t, err)
	assert.Equal(t, []string{"resource"}, rec.Header.Values(warc.FieldType))
}

func TestSameDraftsGiveSameBytes(t *testing.T) {
	var a, b bytes.Buffer
	write(t, warc.NewWriter(&a), drafts())
	write(t, warc.NewWriter(&b), drafts())
	assert.True(t, bytes.Equal(a.Bytes(), b.Bytes()))
	assert.NotEqual(t, warc.NewID(), warc.NewID())
	assert.Regexp(t, `^<urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}>$`, warc.NameID("a"))
	assert.NotEqual(t, warc.NameID("a", "b"), warc.NameID("ab"))
}

// calls counts writes, and fails after some bytes.
type calls struct {
	n, room int
	err     error
}

func (c *calls) Write(p []byte) (int, error) {
	c.n++
	if c.err != nil && len(p) > c.room {
		return c.room, c.err
	}
	c.room -= len(p)
	return len(p), nil
}

func TestARecordIsOneWrite(t *testing.T) {
	var c calls
	list := drafts()
	write(t, warc.NewWriter(&c), list)
	assert.Equal(t, len(list), c.n)
}

func TestWriterStopsAfterAnError(t *testing.T) {
	full := errors.New("disk full")
	c := calls{room: 10, err: full}
	w := warc.NewWriter(&c)
	_, err := w.Write(drafts()[0])
	assert.ErrorIs(t, err, full)
	_, err = w.Write(drafts()[1])
	assert.ErrorIs(t, err, full)
	assert.Equal(t, 1, c.n)
}

type unreadable struct{ err error }

func (u unreadable) Read([]byte) (int, error)       { return 0, u.err }
func (u unreadable) Seek(int64, int) (int64, error) { return 0, nil }

func TestUnreadablePayloadLeavesNoTrace(t *testing.T) {
	var file bytes.Buffer
	w := warc.NewWriter(&file)
	broken := errors.New("payload")
	_, err := w.Write(warc.Resource("", address, day, "text/plain", unreadable{broken}))
	assert.ErrorIs(t, err, broken)
	_, err = w.Write(&warc.Draft{})
	assert.Error(t, err, "a draft without a type")
	assert.Zero(t, file.Len())
	write(t, w, drafts())
}

func TestFileAppendsAndLocks(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.warc.gz")
	f, err := warc.OpenFile(name)
	require.NoError(t, err)
	assert.True(t, f.Empty())
	require.NoError(t, f.Write(drafts()[:2]...))
	assert.False(t, f.Empty())
	_, err = warc.OpenFile(name)
	assert.ErrorIs(t, err, warc.ErrLocked)
	require.NoError(t, f.Close())
	require.NoError(t, f.Close())
	assert.ErrorIs(t, f.Write(drafts()[0]), os.ErrClosed)

	f, err = warc.OpenFile(name)
	require.NoError(t, err)
	assert.False(t, f.Empty())
	require.NoError(t, f.Write(drafts()[2:]...))
	require.NoError(t, f.Close())
	assert.Equal(t, len(drafts()), countRecords(t, name))
}

func countRecords(t *testing.T, name string) int {
	t.Helper()
	file, err := os.ReadFile(name)
	require.NoError(t, err)
	whole, errs := readAll(bytes.NewReader(file), nil)
	require.Empty(t, errs)
	return whole
}

// TestTornEndIsRepaired cuts the last record at every byte, as a killed writer may leave it.
func TestTornEndIsRepaired(t *testing.T) {
	var file bytes.Buffer
	places := write(t, warc.NewWriter(&file), drafts()[:3])
	dir := t.TempDir()
	for cut := int(places[2].Offset); cut < file.Len(); cut++ {
		name := filepath.Join(dir, fmt.Sprintf("%d.warc.gz", cut))
		require.NoError(t, os.WriteFile(name, file.Bytes()[:cut], 0o600))
		whole, end := 0, int64(0)
		for whole < len(places) && places[whole].Offset+places[whole].Length <= int64(cut) {
			end = places[whole].Offset + places[whole].Length
			whole++
		}
		f, err := warc.OpenFile(name)
		require.NoError(t, err, "cut at %d", cut)
		require.NoError(t, f.Write(drafts()[3]))
		require.NoError(t, f.Close())
		require.Equal(t, whole+1, countRecords(t, name), "cut at %d", cut)
		tail, err := os.ReadFile(fmt.Sprintf("%s.torn-%d", name, end))
		if end == int64(cut) {
			require.ErrorIs(t, err, os.ErrNotExist)
		} else {
			require.Equal(t, file.Bytes()[end:cut], tail, "nothing is thrown away")
		}
	}
}

// TestKilledWriter kills a process that writes and reads what it has left.
func TestKilledWriter(t *testing.T) {
	const variable = "WARC_TEST_WRITE_TO"
	if name := os.Getenv(variable); name != "" {
		f, err := warc.OpenFile(name)
		for err == nil {
			err = f.Write(drafts()...)
		}
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "killed.warc.gz")
	writer := exec.Command(os.Args[0], "-test.run=^TestKilledWriter$")
	writer.Env = append(os.Environ(), variable+"="+name)
	require.NoError(t, writer.Start())
	require.Eventually(t, func() bool {
		info, err := os.Stat(name)
		return err == nil && info.Size() > 100<<10
	}, time.Minute, time.Millisecond)
	require.NoError(t, writer.Process.Kill())
	writer.Wait()

	file, err := os.ReadFile(name)
	require.NoError(t, err)
	whole, errs := readAll(bytes.NewReader(file), nil)
	assert.Greater(t, whole, 100)
	assert.LessOrEqual(t, len(errs), 1, "%v", errs)
	f, err := warc.OpenFile(name)
	require.NoError(t, err, "the lock went with the process")
	require.NoError(t, f.Write(drafts()[0]))
	require.NoError(t, f.Close())
	assert.Equal(t, whole+1, countRecords(t, name))
}

func TestNothingIsAppendedToOtherFiles(t *testing.T) {
	one := zip(odd{}.bytes())
	damaged := join(one, one, one)
	copy(damaged[len(one)+20:], "XXXXXXXX")
	for name, content := range map[string][]byte{
		"plain":   odd{}.bytes(),
		"text":    []byte("notes of a reader, and no archive"),
		"garbage": join(one, []byte("GARBAGE")),
		"damaged": damaged,
		"length":  join(zip(odd{length: "4611686018427387904"}.bytes()), one),
	} {
		file := filepath.Join(t.TempDir(), name)
		require.NoError(t, os.WriteFile(file, content, 0o600))
		_, err := warc.OpenFile(file)
		assert.ErrorIs(t, err, warc.ErrDamaged, name)
		after, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.Equal(t, content, after, "%s is left as it is", name)
	}
	_, err := warc.OpenFile(filepath.Join(t.TempDir(), "no", "folder"))
	assert.ErrorIs(t, err, os.ErrNotExist)
}

func TestFileIsSafeForManyGoroutines(t *testing.T) {
	name := filepath.Join(t.TempDir(), "many.warc.gz")
	f, err := warc.OpenFile(name)
	require.NoError(t, err)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() { assert.NoError(t, f.Write(drafts()...)) })
	}
	wg.Wait()
	require.NoError(t, f.Close())
	assert.Equal(t, 8*len(drafts()), countRecords(t, name))
}

func TestDates(t *testing.T) {
	for text, want := range map[string]time.Time{
		"2022-03-01T12:00:00Z":           day.Truncate(time.Second),
		"2022-03-01T12:00:00.123Z":       day,
		"2022-03-01T12:00:00.123000000Z": day,
		"20220301120000":                 day.Truncate(time.Second),
	} {
		got, err := warc.ParseDate(text)
		require.NoError(t, err)
		assert.True(t, want.Equal(got), text)
	}
	_, err := warc.ParseDate("March 2022")
	assert.Error(t, err)
	local := day.In(time.FixedZone("", 3600))
	assert.Equal(t, "2022-03-01T12:00:00.123Z", warc.FormatDate(local))
}
