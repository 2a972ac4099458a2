package main

import (
	"context"
	"errors"
	"net/url"
	"regexp"
)

// answer is the result of one request.
type answer struct {
	Pod string `json:"pod,omitempty"`
	// Status is the status code of HTTP, or the status name of gRPC's health service.
	Status any `json:"status,omitempty"`
	// Location is the target of a redirect.
	Location string `json:"location,omitempty"`
	// Certificate has the host names of the server's certificate.
	Certificate  []string `json:"certificate,omitempty"`
	Body         string   `json:"body,omitempty"`
	Error        string   `json:"error,omitempty"`
	Milliseconds float64  `json:"milliseconds"`
}

// requester sends one request. For an answer with a failure status, it also returns an error.
type requester func(ctx context.Context) (answer, error)

// ownAddress matches the client's address in the error of a socket. Its port differs for each connection.
var ownAddress = regexp.MustCompile(`\S+:\d+->`)

// reason returns the message of an error, which is the same for all requests that failed for the same reason.
func reason(err error) string {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		err = wrapped.Err
	}
	return ownAddress.ReplaceAllString(err.Error(), "")
}
