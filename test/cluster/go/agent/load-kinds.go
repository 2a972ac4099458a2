package main

import (
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"net/url"

	"google.golang.org/grpc/metadata"
)

// askers are what sends requests at the same time. Every dial resolves the host's name anew.
func (o loadOptions) askers(target string) ([]asker, error) {
	u, err := url.Parse(target)
	if err != nil {
		return nil, err
	}
	security, err := o.config()
	if err != nil {
		return nil, err
	}
	dialer := &net.Dialer{Timeout: o.timeout}
	switch {
	case (o.kind == "new" || o.kind == "keepalive") && (u.Scheme == "http" || u.Scheme == "https"):
		return o.httpAskers(dialer, u, security), nil
	case o.kind == "grpc" && (u.Scheme == "grpc" || u.Scheme == "grpcs"):
		return o.grpcAskers(dialer, u, security)
	default:
		return nil, fmt.Errorf("--kind is new or keepalive for an http URL, or grpc for a grpc URL; it is %q for %q", o.kind, u.Scheme)
	}
}

// httpAskers have a connection each. They send POST requests, which Go's transport does not send again once it has written a byte of them:
// a server that closes the connection under such a request makes it fail. It does send again what met a connection that was closed
// before it wrote anything, as any client may: the server cannot have seen the request.
func (o loadOptions) httpAskers(dialer *net.Dialer, u *url.URL, security *tls.Config) []asker {
	if o.delay > 0 {
		query := u.Query()
		query.Set("delay", o.delay.String())
		u.RawQuery = query.Encode()
	}
	request := httpRequest{method: http.MethodPost, url: u.String(), host: o.host, body: "load"}
	var askers []asker
	for range o.connections {
		askers = append(askers, askHTTP(httpClient(dialer, security, o.kind == "keepalive"), request))
	}
	return askers
}

// grpcAskers share a connection, with the policy that is gRPC's default (pick_first). A call fails at once where there is no connection,
// and is sent again only if the server said that it did not handle it (GOAWAY), which the protocol demands.
func (o loadOptions) grpcAskers(dialer *net.Dialer, u *url.URL, security *tls.Config) ([]asker, error) {
	client, err := grpcClient(dialer, u, o.host, security)
	if err != nil {
		return nil, err
	}
	header := metadata.MD{}
	if o.delay > 0 {
		header.Set(delayHeader, o.delay.String())
	}
	var askers []asker
	for range o.connections {
		askers = append(askers, askGRPC(client, echoService, header))
	}
	return askers, nil
}
