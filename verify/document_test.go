package verify_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/ibid-go/ibid/citation"
	"github.com/ibid-go/ibid/citation/pdf"
	"github.com/ibid-go/ibid/verify"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A source that is a PDF file is read where the program gives a reader for it.
func TestReaders(t *testing.T) {
	server := httptest.NewServer(http.FileServer(http.Dir("../citation/pdf/testdata")))
	defer server.Close()
	note := citation.ParseNote(`Ada Example, "Borders and their Guards," 7 May 2021, ` + server.URL + "/report.pdf.")[0]

	checker := verify.Checker{AllowPrivate: true}
	result := checker.Check(t.Context(), note)
	assert.Equal(t, verify.OK, result.Status)
	assert.Nil(t, result.Source)

	reading := verify.Checker{AllowPrivate: true, Readers: []citation.Reader{pdf.Reader{Pages: 3}}}
	source, err := reading.Fetch(t.Context(), server.URL+"/report.pdf")
	require.NoError(t, err)
	assert.Equal(t, "Borders and their Guards", source.Title())
	assert.Equal(t, []string{"Ada Example"}, source.Authors)
	assert.Equal(t, "2021-05-03", source.Date.String())
	assert.Equal(t, map[string]string{"title": "document", "authors": "document", "date": "document"}, source.From)

	result = reading.Check(t.Context(), note)
	require.Equal(t, verify.OK, result.Status)
	require.Len(t, result.Findings, 1)
	assert.Equal(t, "date-mismatch", result.Findings[0].Rule)

	_, err = reading.Fetch(t.Context(), server.URL+"/password.pdf")
	assert.ErrorIs(t, err, citation.ErrEncrypted)
}

// A page in the place of a file is read as the page that it is: here one that says that the file is gone.
func TestPageThatIsServedAsAFile(t *testing.T) {
	for _, page := range []struct {
		body   string
		status verify.Status
	}{
		{"<!DOCTYPE html><html lang=en><title>Page not found</title><h1>404: page not found</h1><p>The page does not exist.", verify.Gone},
		{"<!DOCTYPE html><html lang=en><title>Borders and their Guards</title><h1>Borders and their Guards</h1><p>" + strings.Repeat("A long text. ", 200), verify.OK},
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/pdf")
			w.Write([]byte(page.body))
		}))
		checker := verify.Checker{AllowPrivate: true, Delay: -1, Readers: []citation.Reader{pdf.Reader{Pages: 3}}}
		result := checker.Check(t.Context(), citation.ParseNote(`Ada Example, "Borders and their Guards," 7 May 2021, ` + server.URL + "/report.pdf.")[0])
		assert.Equal(t, page.status, result.Status, result.Reason)
		server.Close()
	}
}

// cards is a format of one line, with a date beside it.
type cards struct{ made string }

func (cards) Reads(head []byte) bool { return bytes.HasPrefix(head, []byte("CARD ")) }

func (c cards) Read(file []byte) (*citation.Draft, error) {
	return &citation.Draft{Format: "cards", Title: string(file[5:]), Date: c.made}, nil
}

// The day on which a file was made is used where it prints none, and only another
// year is reported.
func TestDateBesideTheText(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Write([]byte("CARD Borders and their Guards"))
	}))
	defer server.Close()
	note := citation.ParseNote(`Ada Example, "Borders and their Guards," 7 May 2021, ` + server.URL + "/report.")[0]
	for made, reported := range map[string]bool{
		"2021-12-24": false, "2021": false, "": false, "1601-01-01": false, "yesterday": false, "2023-01-02": true, "2019": true,
	} {
		checker := verify.Checker{AllowPrivate: true, Readers: []citation.Reader{cards{made}}}
		result := checker.Check(t.Context(), note)
		require.Equal(t, verify.OK, result.Status)
		if !reported {
			assert.Empty(t, result.Findings, made)
			continue
		}
		require.Len(t, result.Findings, 1, made)
		f := result.Findings[0]
		assert.Equal(t, "date-mismatch", f.Rule)
		assert.Equal(t, citation.Info, f.Severity)
		assert.Equal(t, "document properties", result.Source.From["date"])
		assert.Equal(t, "document properties", f.Evidence[0].Source)
	}
}
