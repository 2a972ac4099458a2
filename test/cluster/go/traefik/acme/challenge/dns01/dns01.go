// Package dns01 would prove it by records of DNS.
package dns01

import (
	"strings"
	"time"
)

type (
	// Options is how DNS is asked.
	Options struct{ RecursiveNameservers []string }
	// Client would ask it.
	Client struct{}
	// Option is one of a proof.
	Option struct{}
)

// NewClient gives a client that asks nobody.
func NewClient(*Options) *Client { return &Client{} }

// SetDefaultClient does nothing.
func SetDefaultClient(*Client) {}

// CondOptions does nothing.
func CondOptions(bool, ...Option) Option { return Option{} }

// DisableAuthoritativeNssPropagationRequirement does nothing.
func DisableAuthoritativeNssPropagationRequirement() Option { return Option{} }

// DisableRecursiveNSsPropagationRequirement does nothing.
func DisableRecursiveNSsPropagationRequirement() Option { return Option{} }

// PropagationWait does nothing.
func PropagationWait(time.Duration, bool) Option { return Option{} }

// UnFqdn takes the dot off the end of a name. All names of certificates pass here.
func UnFqdn(name string) string { return strings.TrimSuffix(name, ".") }
