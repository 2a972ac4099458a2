package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// runLoad returns the summary of a load, and checks the output before it.
func runLoad(t *testing.T, target string, options loadOptions, stdin io.Reader) summary {
	t.Helper()
	options.timeout = 20 * time.Second
	requesters, err := options.requesters(target)
	if err != nil {
		t.Error(err)
	}
	var stdout bytes.Buffer
	if err := load(t.Context(), requesters, options, stdin, &stdout); err != nil {
		t.Error(err)
	}
	ready, last, _ := strings.Cut(stdout.String(), "\n")
	if ready != `{"ready":true}` {
		t.Errorf("the output begins with %q", ready)
	}
	var result summary
	if err := json.Unmarshal([]byte(last), &result); err != nil {
		t.Errorf("%q: %v", last, err)
	}
	return result
}

// failEvery starts a server on which every request whose number is a multiple of the given one fails.
func failEvery(t *testing.T, number int64, fail http.HandlerFunc) (url string, received *atomic.Int64) {
	received = new(atomic.Int64)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if received.Add(1)%number == 0 {
			fail(w, r)
			return
		}
		fmt.Fprint(w, `{"pod":"a"}`)
	}))
	t.Cleanup(server.Close)
	return server.URL, received
}

func checkCounts(t *testing.T, got summary, received int64, failures ...string) {
	t.Helper()
	failed := int(received) / 10
	if got.Sent != int(received) || got.Failed != failed || got.ByPod["a"] != got.Sent-failed {
		t.Errorf("the server received %d, and the load counted %+v", received, got)
	}
	counted := 0
	for _, failure := range failures {
		counted += got.Errors[failure]
	}
	if counted != failed {
		t.Errorf("errors are %v, not only %q", got.Errors, failures)
	}
	if got.FirstFailure == nil || got.FirstFailure.After(*got.LastFailure) {
		t.Errorf("failures from %v to %v", got.FirstFailure, got.LastFailure)
	}
	if got.P50 <= 0 || got.P50 > got.P99 || got.P99 > got.Max {
		t.Errorf("latencies are not in order: %+v", got)
	}
}

func TestLoadCountsFailingAnswers(t *testing.T) {
	for _, kind := range []string{"new", "keepalive"} {
		t.Run(kind, func(t *testing.T) {
			target, received := failEvery(t, 10, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) })
			got := runLoad(t, target, loadOptions{kind: kind, connections: 4, atLeast: 500}, strings.NewReader(""))
			if got.Sent < 500 || got.Sent > 504 {
				t.Errorf("sent %d", got.Sent)
			}
			checkCounts(t, got, received.Load(), "HTTP 500")
		})
	}
}

// The counts would differ if the client retried a request: the server would receive it twice.
func TestLoadCountsAbortedConnections(t *testing.T) {
	target, received := failEvery(t, 10, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	got := runLoad(t, target, loadOptions{kind: "keepalive", connections: 4, atLeast: 500}, strings.NewReader(""))
	server, _ := url.Parse(target)
	checkCounts(t, got, received.Load(), "EOF", "read tcp "+server.Host+": read: connection reset by peer")
}

func TestLoadContinuesUntilStdinIsClosed(t *testing.T) {
	target, received := failEvery(t, math.MaxInt64, nil)
	stdin, end := io.Pipe()
	go func() {
		for received.Load() < 200 {
			time.Sleep(time.Millisecond)
		}
		end.Close()
	}()
	got := runLoad(t, target, loadOptions{kind: "keepalive", connections: 2, atLeast: 10}, stdin)
	if got.Sent < 200 || got.Failed != 0 || got.FirstFailure != nil {
		t.Errorf("counted %+v", got)
	}
}

func TestLoadKeepsItsRateAndStopsAfterAtMost(t *testing.T) {
	target, _ := failEvery(t, math.MaxInt64, nil)
	stdin, _ := io.Pipe()
	start := time.Now()
	got := runLoad(t, target, loadOptions{kind: "new", connections: 4, rate: 100, atMost: time.Second}, stdin)
	if took := time.Since(start).Seconds(); float64(got.Sent) > 1+100*took {
		t.Errorf("sent %d in %v s", got.Sent, took)
	}
}

func TestQuantilesAreAccurateToOnePercent(t *testing.T) {
	latencies := histogram{buckets: map[int]int{}}
	for i := range 1000 {
		latencies.add(time.Duration(i+1) * time.Millisecond)
	}
	for share, want := range map[float64]float64{0.5: 500, 0.99: 990, 1: 1000} {
		if got := latencies.quantile(share); got < want || got > want*growth {
			t.Errorf("quantile %v is %v", share, got)
		}
	}
}

func TestReasonsDoNotContainThePortOfTheClient(t *testing.T) {
	err := &url.Error{Op: "Post", URL: "http://a", Err: errors.New("read tcp [::1]:4242->[::1]:80: i/o timeout")}
	if got := reason(err); got != "read tcp [::1]:80: i/o timeout" {
		t.Errorf("got %q", got)
	}
}
