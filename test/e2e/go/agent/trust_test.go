package main

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

func TestCallReportsTheNamesOfTheCertificateAndTrustsNoOther(t *testing.T) {
	certificate, err := makeCertificate([]string{"a"})
	if err != nil {
		t.Fatal(err)
	}
	server := newHTTPSServer(newState("a", true), certificate)
	if err := server.listen("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	authority := encode("CERTIFICATE", certificate.Certificate[0])
	send := func(as trust) (answer, error) {
		send, err := callOptions{trust: as, method: http.MethodGet}.requester("https://" + server.listeners[0].Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		return send(context.Background())
	}
	result, err := send(trust{host: "a", authority: authority})
	if err != nil || result.Pod != "a" || !slices.Equal(result.Certificate, []string{"a"}) {
		t.Error(result, err)
	}
	for _, wrong := range []trust{{host: "b", authority: authority}, {host: "a"}} {
		if result, err := send(wrong); err == nil {
			t.Error(wrong, result)
		}
	}
	if _, err := send(trust{host: "b", insecure: true}); err != nil {
		t.Error(err)
	}
	if _, err := (callOptions{trust: trust{authority: "none"}}).requester("https://a"); err == nil {
		t.Error("accepted a text without a certificate")
	}
}

func TestCallReportsARedirectAndSendsHeaders(t *testing.T) {
	_, at := startHTTP(t, "a")
	send, _ := callOptions{method: http.MethodGet, header: []string{"X-Question: why"}}.requester(at + "/path")
	if result, err := send(context.Background()); err != nil || !strings.Contains(result.Body, `"X-Question":["why"]`) {
		t.Error(result, err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = http.Serve(listener, http.RedirectHandler("https://b/", http.StatusMovedPermanently)) }()
	send, _ = callOptions{method: http.MethodGet}.requester((&url.URL{Scheme: "http", Host: listener.Addr().String()}).String())
	if result, err := send(context.Background()); err != nil || result.Location != "https://b/" || result.Status != http.StatusMovedPermanently {
		t.Error(result, err)
	}
}
