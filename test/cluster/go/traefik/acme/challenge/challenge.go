// Package challenge says what proves that a name is somebody's.
package challenge

import "context"

// Provider shows what a server asks to see.
type Provider interface {
	Present(ctx context.Context, domain, token, keyAuth string) error
	CleanUp(ctx context.Context, domain, token, keyAuth string) error
}
