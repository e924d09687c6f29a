package hostile

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"math/big"
	"net"
	"time"
)

// certificates are what servers show that nobody should trust.
type certificates struct{ good, expired, future, other, old *tls.Config }

func newCertificates() *certificates {
	const day = 24 * time.Hour
	now := time.Now()
	c := &certificates{
		good:    selfSigned("127.0.0.1", now.Add(-day), now.Add(day)),
		expired: selfSigned("127.0.0.1", now.Add(-2*day), now.Add(-day)),
		future:  selfSigned("127.0.0.1", now.Add(day), now.Add(2*day)),
		other:   selfSigned("192.0.2.1", now.Add(-day), now.Add(day)),
	}
	c.old = c.good.Clone()
	c.old.MaxVersion = tls.VersionTLS11
	return c
}

// selfSigned makes a certificate for one address. What it needs is random alone,
// so that it cannot fail.
func selfSigned(ip string, from, to time.Time) *tls.Config {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: from, NotAfter: to, IPAddresses: []net.IP{net.ParseIP(ip)}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		panic(err)
	}
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
}
