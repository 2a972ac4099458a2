// Package http01 is a stub of the HTTP-01 challenge.
package http01

import "time"

// Option is an option of the challenge.
type Option struct{}

// PathPrefix is the path prefix of responses to the challenge.
const PathPrefix = "/.well-known/acme-challenge/"

// SetDelay does nothing.
func SetDelay(time.Duration) Option { return Option{} }
