// Package dns01 is a stub of the DNS-01 challenge.
package dns01

import (
	"strings"
	"time"
)

type (
	// Options are options of a DNS client.
	Options struct{ RecursiveNameservers []string }
	// Client is a DNS client.
	Client struct{}
	// Option is an option of the challenge.
	Option struct{}
)

// NewClient returns a client that sends no requests.
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

// UnFqdn removes the trailing dot of a name. Traefik calls it for all names of certificates.
func UnFqdn(name string) string { return strings.TrimSuffix(name, ".") }
