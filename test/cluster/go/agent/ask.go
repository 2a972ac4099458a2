package main

import (
	"context"
	"errors"
	"net/url"
	"regexp"
)

// answer is what came back for one request.
type answer struct {
	Pod string `json:"pod,omitempty"`
	// Status is the number of HTTP, or the name that gRPC's health service gives.
	Status any `json:"status,omitempty"`
	// Location is where a redirect leads.
	Location string `json:"location,omitempty"`
	// Certificate has the host names of the server's.
	Certificate  []string `json:"certificate,omitempty"`
	Body         string   `json:"body,omitempty"`
	Error        string   `json:"error,omitempty"`
	Milliseconds float64  `json:"milliseconds"`
}

// asker sends one request. An answer that the server failed is an error too.
type asker func(ctx context.Context) (answer, error)

// ownAddress is the client's address in the error of a socket, of which the port is another one each time.
var ownAddress = regexp.MustCompile(`\S+:\d+->`)

// reason is the message of an error, the same for all requests that failed for the same reason.
func reason(err error) string {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		err = wrapped.Err
	}
	return ownAddress.ReplaceAllString(err.Error(), "")
}
