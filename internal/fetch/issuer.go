package fetch

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net/http"
	"sync"
)

const (
	// maxIssuer bytes of an issuer's certificate are read; most have 2 KiB.
	maxIssuer = 64 << 10

	// maxIssuers are fetched by one Network.
	maxIssuers = 64

	incompleteChain = "the site leaves out a certificate of its chain; it was fetched from the issuer, as browsers do"
)

// mended is the transport for sites that leave out the certificate between
// their own and a root. It trusts, besides the roots, what their issuers gave
// and a root vouches for.
type mended struct {
	mu        sync.Mutex
	transport *http.Transport
	roots     *x509.CertPool
	issuers   map[string]bool // by their bytes
}

// missingIssuer gives the last certificate of a chain that leads to no root, if
// that is why a handshake failed and the certificate tells where its issuer's is.
func missingIssuer(err error) *x509.Certificate {
	var unknown x509.UnknownAuthorityError
	var failed *tls.CertificateVerificationError
	if !errors.As(err, &unknown) || !errors.As(err, &failed) || len(failed.UnverifiedCertificates) == 0 {
		return nil
	}
	last := failed.UnverifiedCertificates[len(failed.UnverifiedCertificates)-1]
	if len(last.IssuingCertificateURL) == 0 {
		return nil
	}
	return last
}

// mend fetches the certificate that is missing above last, and asks again.
// Where that fails, cause is the error.
func (n *Network) mend(req *http.Request, last *x509.Certificate, cause error) (*http.Response, error) {
	issuer, err := n.issuer(req, last)
	if err != nil {
		return refuse(req, cause)
	}
	t := n.mended.trust(n, issuer)
	if t == nil {
		return refuse(req, cause)
	}
	resp, err := t.RoundTrip(req)
	if err == nil {
		v := visitOf(req.Context())
		v.notes = append(v.notes, incompleteChain)
	}
	return resp, err
}

// issuer fetches a certificate by the address that last gives for it (RFC 5280,
// 4.2.2.1), through the guard. It must have signed last, and a root must vouch
// for it: then it is as good as if the site had sent it.
func (n *Network) issuer(req *http.Request, last *x509.Certificate) (*x509.Certificate, error) {
	ask, err := http.NewRequestWithContext(req.Context(), http.MethodGet, last.IssuingCertificateURL[0], nil)
	if err != nil {
		return nil, err
	}
	if ask.URL.Scheme != "http" { // https would need a certificate first
		return nil, errors.New("the issuer's certificate is not offered over http")
	}
	resp, err := n.guarded.RoundTrip(ask)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	der, err := io.ReadAll(io.LimitReader(resp.Body, maxIssuer))
	if err != nil {
		return nil, err
	}
	issuer, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, err
	}
	if err := last.CheckSignatureFrom(issuer); err != nil {
		return nil, err
	}
	_, err = issuer.Verify(x509.VerifyOptions{Roots: n.roots})
	return issuer, err
}

// trust gives a transport that trusts issuer too; nil where it cannot.
func (m *mended) trust(n *Network, issuer *x509.Certificate) *http.Transport {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.roots == nil {
		if m.roots = n.roots; m.roots == nil {
			roots, err := x509.SystemCertPool()
			if err != nil {
				return nil
			}
			m.roots = roots
		}
	}
	if m.issuers[string(issuer.Raw)] || len(m.issuers) >= maxIssuers {
		return m.transport
	}
	if m.issuers == nil {
		m.issuers = make(map[string]bool)
	}
	m.issuers[string(issuer.Raw)] = true
	m.roots = m.roots.Clone()
	m.roots.AddCert(issuer)
	if m.transport != nil {
		m.transport.CloseIdleConnections()
	}
	m.transport = n.guardedTransport(m.roots)
	return m.transport
}

func (m *mended) closeIdle() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.transport != nil {
		m.transport.CloseIdleConnections()
	}
}
