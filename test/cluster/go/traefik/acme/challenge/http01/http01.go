// Package http01 would prove it by a page.
package http01

import "time"

// Option is one of a proof.
type Option struct{}

// PathPrefix is where the page would be.
const PathPrefix = "/.well-known/acme-challenge/"

// SetDelay does nothing.
func SetDelay(time.Duration) Option { return Option{} }
