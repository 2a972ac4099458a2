// Package challenge has the interface of challenges, which prove the control of a domain name.
package challenge

import "context"

// Provider presents the response to a challenge.
type Provider interface {
	Present(ctx context.Context, domain, token, keyAuth string) error
	CleanUp(ctx context.Context, domain, token, keyAuth string) error
}
