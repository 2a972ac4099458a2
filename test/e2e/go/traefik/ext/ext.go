// Package ext is a stub of the extensions of the configuration.
package ext

type (
	// HTTP has no fields.
	HTTP struct{}
	// Router has no fields.
	Router struct{}
)
