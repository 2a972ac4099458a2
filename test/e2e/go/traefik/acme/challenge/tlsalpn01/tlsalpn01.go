// Package tlsalpn01 is a stub of the TLS-ALPN-01 challenge.
package tlsalpn01

import (
	"errors"
	"time"
)

// Option is an option of the challenge.
type Option struct{}

// ACMETLS1Protocol is the name of the protocol (RFC 8737). Traefik also uses it as the name of a certificate store.
const ACMETLS1Protocol = "acme-tls/1"

// ChallengeBlocks fails.
func ChallengeBlocks(_, _ string) (certificate, key []byte, err error) {
	return nil, nil, errors.ErrUnsupported
}

// SetDelay does nothing.
func SetDelay(time.Duration) Option { return Option{} }
