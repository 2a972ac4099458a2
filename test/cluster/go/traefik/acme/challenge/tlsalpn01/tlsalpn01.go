// Package tlsalpn01 would prove it by a protocol of TLS.
package tlsalpn01

import (
	"errors"
	"time"
)

// Option is one of a proof.
type Option struct{}

// ACMETLS1Protocol is the protocol (RFC 8737), which names a store of certificates too.
const ACMETLS1Protocol = "acme-tls/1"

// ChallengeBlocks fails.
func ChallengeBlocks(_, _ string) (certificate, key []byte, err error) {
	return nil, nil, errors.ErrUnsupported
}

// SetDelay does nothing.
func SetDelay(time.Duration) Option { return Option{} }
