package main

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
)

// httpRequest describes a request over HTTP.
type httpRequest struct {
	method, url, host, body string
	header                  http.Header
}

// httpClient does not follow redirects, because tests check the answer of the server itself.
func httpClient(dialer *net.Dialer, security *tls.Config, keepAlive bool) *http.Client {
	return &http.Client{
		Transport: &http.Transport{
			DialContext:       dialer.DialContext,
			TLSClientConfig:   security,
			DisableKeepAlives: !keepAlive,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// requestHTTP returns a requester that succeeds only if the complete answer arrives and its status is below 400.
func requestHTTP(client *http.Client, spec httpRequest) requester {
	return func(ctx context.Context) (answer, error) {
		request, err := http.NewRequestWithContext(ctx, spec.method, spec.url, strings.NewReader(spec.body))
		if err != nil {
			return answer{}, err
		}
		request.Header = spec.header.Clone()
		request.Host = spec.host
		response, err := client.Do(request)
		if err != nil {
			return answer{}, err
		}
		defer response.Body.Close()
		body, err := io.ReadAll(response.Body)
		result := answer{
			Status: response.StatusCode, Location: response.Header.Get("Location"), Certificate: namesOf(response.TLS),
			Body: strings.TrimSpace(string(body)),
		}
		if err != nil {
			return result, err
		}
		var named struct {
			Pod string `json:"pod"`
		}
		if json.Unmarshal(body, &named) == nil {
			result.Pod = named.Pod
		}
		if response.StatusCode >= http.StatusBadRequest {
			return result, fmt.Errorf("HTTP %d", response.StatusCode)
		}
		return result, nil
	}
}
