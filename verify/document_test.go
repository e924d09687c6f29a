package verify_test

import (
	"net/http"
	"net/http/httptest"
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
