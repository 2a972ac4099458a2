package main

import (
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"net/url"

	"google.golang.org/grpc/metadata"
)

// requesters returns functions that send requests at the same time. Every new connection resolves the host name again.
func (o loadOptions) requesters(target string) ([]requester, error) {
	u, err := url.Parse(target)
	if err != nil {
		return nil, err
	}
	security, err := o.config()
	if err != nil {
		return nil, err
	}
	dialer := &net.Dialer{}
	switch {
	case (o.kind == "new" || o.kind == "keepalive") && (u.Scheme == "http" || u.Scheme == "https"):
		return o.httpRequesters(dialer, u, security), nil
	case o.kind == "grpc" && (u.Scheme == "grpc" || u.Scheme == "grpcs"):
		return o.grpcRequesters(dialer, u, security)
	default:
		return nil, fmt.Errorf("--kind must be new or keepalive for an http URL, or grpc for a grpc URL, not %q for %q", o.kind, u.Scheme)
	}
}

// httpRequesters returns requesters with a connection each. They send POST requests, which Go's transport does not retry once it has written a
// byte of them: if the server closes the connection during such a request, the request fails. The transport does retry a request if the
// connection was closed before it wrote anything, as any client may, because the server cannot have received the request.
func (o loadOptions) httpRequesters(dialer *net.Dialer, u *url.URL, security *tls.Config) []requester {
	if o.delay > 0 {
		query := u.Query()
		query.Set("delay", o.delay.String())
		u.RawQuery = query.Encode()
	}
	request := httpRequest{method: http.MethodPost, url: u.String(), host: o.host, body: "load"}
	var requesters []requester
	for range o.connections {
		requesters = append(requesters, requestHTTP(httpClient(dialer, security, o.kind == "keepalive"), request))
	}
	return requesters
}

// grpcRequesters returns requesters that share a connection, with gRPC's default policy (pick_first). A request fails immediately if there is no
// connection. It is retried only if the server reports that it did not handle it (GOAWAY), as the protocol requires.
func (o loadOptions) grpcRequesters(dialer *net.Dialer, u *url.URL, security *tls.Config) ([]requester, error) {
	client, err := grpcClient(dialer, u, o.host, security)
	if err != nil {
		return nil, err
	}
	header := metadata.MD{}
	if o.delay > 0 {
		header.Set(delayHeader, o.delay.String())
	}
	var requesters []requester
	for range o.connections {
		requesters = append(requesters, requestGRPC(client, echoService, header))
	}
	return requesters, nil
}
