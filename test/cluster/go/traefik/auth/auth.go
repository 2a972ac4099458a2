// Package auth lets nobody in.
package auth

import "net/http"

// BasicAuth would ask for a password.
type BasicAuth struct {
	Realm   string
	Secrets func(user, realm string) string
}

// DigestAuth would ask for what only a password gives.
type DigestAuth struct{}

// CheckSecret is false.
func CheckSecret(_, _ string) bool { return false }

// NewDigestAuthenticator lets nobody in.
func NewDigestAuthenticator(string, func(user, realm string) string) *DigestAuth {
	return &DigestAuth{}
}

// DigestAuthParams finds nothing.
func DigestAuthParams(string) map[string]string { return nil }

// RequireAuth refuses.
func (*BasicAuth) RequireAuth(w http.ResponseWriter, _ *http.Request) { refuse(w) }

// RequireAuth refuses.
func (*DigestAuth) RequireAuth(w http.ResponseWriter, _ *http.Request) { refuse(w) }

// RequireAuthStale refuses.
func (*DigestAuth) RequireAuthStale(w http.ResponseWriter, _ *http.Request) { refuse(w) }

// CheckAuth knows nobody.
func (*DigestAuth) CheckAuth(*http.Request) (user string, info *string) { return "", nil }

func refuse(w http.ResponseWriter) { w.WriteHeader(http.StatusUnauthorized) }
