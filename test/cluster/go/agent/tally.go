package main

import (
	"sync"
	"time"
)

// maxReasons bounds how many reasons of failures are told apart.
const maxReasons = 100

// tally counts requests. Its size does not depend on their number.
type tally struct {
	mu        sync.Mutex
	start     time.Time
	sent      int
	failed    int
	errors    map[string]int
	byPod     map[string]int
	latencies histogram
	first     *float64
	last      *float64
	onSuccess func()
}

// newTally begins to count. It calls onSuccess for the first request that succeeds.
func newTally(onSuccess func()) *tally {
	return &tally{
		start:     time.Now(),
		errors:    map[string]int{},
		byPod:     map[string]int{},
		latencies: histogram{buckets: map[int]int{}},
		onSuccess: sync.OnceFunc(onSuccess),
	}
}

func (t *tally) add(pod string, took time.Duration, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.sent++
	if err == nil {
		t.byPod[pod]++
		t.latencies.add(took)
		t.onSuccess()
		return
	}
	t.failed++
	message := reason(err)
	if _, known := t.errors[message]; !known && len(t.errors) >= maxReasons {
		message = "other"
	}
	t.errors[message]++
	now := time.Since(t.start).Seconds()
	t.last = &now
	if t.first == nil {
		t.first = &now
	}
}

func (t *tally) requests() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.sent
}

// summary is the last line of a load.
type summary struct {
	Sent         int            `json:"sent"`
	Failed       int            `json:"failed"`
	Errors       map[string]int `json:"errors"`
	ByPod        map[string]int `json:"byPod"`
	P50          float64        `json:"p50"`
	P99          float64        `json:"p99"`
	Max          float64        `json:"max"`
	FirstFailure *float64       `json:"firstFailure,omitempty"`
	LastFailure  *float64       `json:"lastFailure,omitempty"`
}

func (t *tally) summary() summary {
	t.mu.Lock()
	defer t.mu.Unlock()
	return summary{
		Sent:         t.sent,
		Failed:       t.failed,
		Errors:       t.errors,
		ByPod:        t.byPod,
		P50:          t.latencies.quantile(0.5),
		P99:          t.latencies.quantile(0.99),
		Max:          t.latencies.max,
		FirstFailure: t.first,
		LastFailure:  t.last,
	}
}
