package clients

import (
	"crypto/tls"
	"crypto/x509"
	"net/http"
)

func NewCheckedClient(authorities *x509.CertPool) *http.Client {
	config := &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: authorities, InsecureSkipVerify: false}
	return &http.Client{Transport: &http.Transport{TLSClientConfig: config}}
}
