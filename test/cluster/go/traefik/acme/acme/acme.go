// Package acme has accounts that nobody opens.
package acme

// Account is what a server would keep.
type Account struct{}

// ExtendedAccount is an account and where it is.
type ExtendedAccount struct {
	Account
	Location string
}
