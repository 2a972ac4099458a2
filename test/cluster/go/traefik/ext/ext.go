// Package ext has no extensions of the configuration.
package ext

type (
	// HTTP extends nothing.
	HTTP struct{}
	// Router extends nothing.
	Router struct{}
)
