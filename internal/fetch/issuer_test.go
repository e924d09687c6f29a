package fetch

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// authority signs certificates.
type authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

// sign makes a certificate under a; a nil one signs itself.
func (a *authority) sign(t *testing.T, name string, ca bool, issuerAt string) *authority {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: name}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: ca, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	if ca {
		template.KeyUsage, template.IPAddresses = x509.KeyUsageCertSign, nil
	}
	if issuerAt != "" {
		template.IssuingCertificateURL = []string{issuerAt}
	}
	parent, signer := template, key
	if a != nil {
		parent, signer = a.certificate, a.key
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, &key.PublicKey, signer)
	require.NoError(t, err)
	certificate, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	return &authority{certificate, key}
}

// A site that leaves out the certificate between its own and the root is
// visited, with a note. One whose issuer no root vouches for is not.
func TestIncompleteChainIsMendedOnlyByATrustedIssuer(t *testing.T) {
	root := (*authority)(nil).sign(t, "root", true, "")
	stranger := (*authority)(nil).sign(t, "stranger", true, "")
	roots := x509.NewCertPool()
	roots.AddCert(root.certificate)
	for name, tc := range map[string]struct {
		above *authority // signs the issuer
		serve func(issuer *authority) []byte
		want  Kind
	}{
		"trusted":       {root, func(i *authority) []byte { return i.certificate.Raw }, ""},
		"not trusted":   {stranger, func(i *authority) []byte { return i.certificate.Raw }, KindTLSAuthority},
		"another's":     {root, func(*authority) []byte { return root.certificate.Raw }, KindTLSAuthority},
		"no DER at all": {root, func(*authority) []byte { return []byte("<html>") }, KindTLSAuthority},
	} {
		t.Run(name, func(t *testing.T) {
			issuer := tc.above.sign(t, "issuer", true, "")
			depot := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write(tc.serve(issuer)) }))
			defer depot.Close()
			leaf := issuer.sign(t, "leaf", false, depot.URL)
			srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "a page") }))
			srv.Config.ErrorLog = log.New(io.Discard, "", 0)
			srv.TLS = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{leaf.certificate.Raw}, PrivateKey: leaf.key}}}
			srv.StartTLS()
			defer srv.Close()
			c := &Client{Delay: -1, Transport: &Network{AllowPrivate: true, AnyPort: true, roots: roots}}
			defer c.CloseIdleConnections()
			r, err := c.Get(t.Context(), srv.URL)
			if tc.want != "" {
				assert.Equal(t, tc.want, kind(t, err))
				return
			}
			require.NoError(t, err)
			assert.Equal(t, "a page", string(r.Body))
			assert.Equal(t, []string{incompleteChain}, r.Notes)
			r, err = c.Get(t.Context(), srv.URL)
			require.NoError(t, err)
			assert.Equal(t, []string{incompleteChain}, r.Notes, "the second visit too")
		})
	}
}
