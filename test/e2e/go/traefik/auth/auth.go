// Package auth is a stub of password authentication that refuses all requests.
package auth

import "net/http"

// BasicAuth is basic authentication.
type BasicAuth struct {
	Realm   string
	Secrets func(user, realm string) string
}

// DigestAuth is digest authentication.
type DigestAuth struct{}

// CheckSecret returns false.
func CheckSecret(_, _ string) bool { return false }

// NewDigestAuthenticator returns an authenticator that refuses all requests.
func NewDigestAuthenticator(string, func(user, realm string) string) *DigestAuth {
	return &DigestAuth{}
}

// DigestAuthParams returns no parameters.
func DigestAuthParams(string) map[string]string { return nil }

// RequireAuth refuses the request.
func (*BasicAuth) RequireAuth(w http.ResponseWriter, _ *http.Request) { refuse(w) }

// RequireAuth refuses the request.
func (*DigestAuth) RequireAuth(w http.ResponseWriter, _ *http.Request) { refuse(w) }

// RequireAuthStale refuses the request.
func (*DigestAuth) RequireAuthStale(w http.ResponseWriter, _ *http.Request) { refuse(w) }

// CheckAuth returns no user.
func (*DigestAuth) CheckAuth(*http.Request) (user string, info *string) { return "", nil }

func refuse(w http.ResponseWriter) { w.WriteHeader(http.StatusUnauthorized) }
