// Package lego is a stub of the ACME client.
package lego

import (
	"crypto/x509"
	"errors"
	"net/http"
	"time"

	"github.com/go-acme/lego/v5/certificate"
	"github.com/go-acme/lego/v5/challenge"
	"github.com/go-acme/lego/v5/challenge/dns01"
	"github.com/go-acme/lego/v5/challenge/http01"
	"github.com/go-acme/lego/v5/challenge/tlsalpn01"
	"github.com/go-acme/lego/v5/registration"
)

// DirectoryURLLetsEncrypt is the default server, which does not exist.
const DirectoryURLLetsEncrypt = "https://acme.invalid"

// Config is the configuration of a client.
type Config struct {
	CADirURL, UserAgent string
	Certificate         struct{ Timeout time.Duration }
	HTTPClient          *http.Client
}

// Client is a client that is never created.
type Client struct {
	Registration registration.Registrar
	Challenge    Challenges
	Certificate  certificate.Certifier
}

// Challenges accepts no providers.
type Challenges struct{}

// NewConfig returns an empty configuration.
func NewConfig(any) *Config { return &Config{} }

// NewClient fails.
func NewClient(*Config) (*Client, error) { return nil, errors.ErrUnsupported }

// CreateCertPool fails.
func CreateCertPool([]string, bool) (*x509.CertPool, error) { return nil, errors.ErrUnsupported }

// SetDNS01Provider fails.
func (Challenges) SetDNS01Provider(challenge.Provider, ...dns01.Option) error {
	return errors.ErrUnsupported
}

// SetHTTP01Provider fails.
func (Challenges) SetHTTP01Provider(challenge.Provider, ...http01.Option) error {
	return errors.ErrUnsupported
}

// SetTLSALPN01Provider fails.
func (Challenges) SetTLSALPN01Provider(challenge.Provider, ...tlsalpn01.Option) error {
	return errors.ErrUnsupported
}
