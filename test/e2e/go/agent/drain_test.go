package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// eventually waits until a condition holds that depends on other goroutines.
func eventually(t *testing.T, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !holds(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("the condition did not become true in time")
		}
	}
}

func startHTTP(t *testing.T, pod string) (*httpServer, string) {
	t.Helper()
	server := newHTTPServer(newState(pod, true))
	if err := server.listen("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	return server, "http://" + server.listeners[0].Addr().String()
}

// post sends a request, and reports whether the answer has the header "Connection: close".
func post(client *http.Client, url string) (last bool, err error) {
	response, err := client.Post(url, "text/plain", strings.NewReader("request"))
	if err != nil {
		return false, err
	}
	defer response.Body.Close()
	_, err = io.Copy(io.Discard, response.Body)
	if response.StatusCode != http.StatusOK {
		err = fmt.Errorf("HTTP %d", response.StatusCode)
	}
	return response.Close, err
}

func TestDrainTellsActiveClientsToCloseTheirConnections(t *testing.T) {
	const clients, before = 16, 10
	server, url := startHTTP(t, "a")
	var requests sync.WaitGroup
	keepAsking := func(url string) {
		client := httpClient(&net.Dialer{}, nil, true)
		requests.Go(func() {
			for last := false; !last; {
				var err error
				if last, err = post(client, url); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	keepAsking(url + "/?delay=1s")
	eventually(t, func() bool { return server.state.http.Load() == 1 })
	for range clients {
		keepAsking(url)
	}
	eventually(t, func() bool { return server.state.http.Load() > clients*before })
	// drain returns long before it closes idle connections, because the clients close all of them.
	server.drain(time.Hour)
	requests.Wait()
}

func TestDrainClosesIdleConnectionsButWaitsForRequests(t *testing.T) {
	server, url := startHTTP(t, "a")
	idle, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer idle.Close()
	if _, err := fmt.Fprint(idle, "GET / HTTP/1.1\r\nHost: a\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	answers := bufio.NewReader(idle)
	response, err := http.ReadResponse(answers, nil)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, response.Body)

	answered := make(chan error, 1)
	go func() {
		last, err := post(httpClient(&net.Dialer{}, nil, true), url+"/?delay=1s")
		if err == nil && !last {
			err = fmt.Errorf("the answer has no header Connection: close")
		}
		answered <- err
	}()
	eventually(t, func() bool { return server.state.http.Load() == 2 })
	server.drain(10 * time.Millisecond)
	if err := <-answered; err != nil {
		t.Error(err)
	}
	if rest, err := io.ReadAll(answers); err != nil || len(rest) > 0 {
		t.Errorf("the idle connection got %q, %v", rest, err)
	}
}

func TestDrainAnswersReceivedLines(t *testing.T) {
	const lines = 1000
	server := newTCPServer(newState("a", true))
	if err := server.listen("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	connection, err := net.Dial("tcp", server.listeners[0].Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	if _, err := fmt.Fprint(connection, strings.Repeat("line\n", lines)); err != nil {
		t.Fatal(err)
	}
	eventually(t, func() bool { return server.state.tcp.Load() > 0 })
	server.drain(time.Hour)
	if got, err := io.ReadAll(connection); err != nil || string(got) != strings.Repeat("a 127.0.0.1 line\n", lines) {
		t.Errorf("got %d bytes, %v", len(got), err)
	}
}

func TestDrainAnswersQueuedDatagrams(t *testing.T) {
	const datagrams = 50
	server := &udpServer{state: newState("a", true)}
	if err := server.listen("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	socket, err := net.Dial("udp", server.sockets[0].LocalAddr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	for range datagrams {
		if _, err := fmt.Fprint(socket, "datagram"); err != nil {
			t.Fatal(err)
		}
	}
	server.drain(0)
	if got := server.state.udp.Load(); got != datagrams {
		t.Errorf("answered %d of %d", got, datagrams)
	}
}
