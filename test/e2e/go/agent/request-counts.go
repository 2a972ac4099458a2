package main

import (
	"sync"
	"time"
)

// maxReasons is the maximum number of different failure reasons that are counted.
const maxReasons = 100

// requestCounts counts requests. Its size does not depend on their number.
type requestCounts struct {
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

// newRequestCounts starts to count. It calls onSuccess for the first successful request.
func newRequestCounts(onSuccess func()) *requestCounts {
	return &requestCounts{
		start:     time.Now(),
		errors:    map[string]int{},
		byPod:     map[string]int{},
		latencies: histogram{buckets: map[int]int{}},
		onSuccess: sync.OnceFunc(onSuccess),
	}
}

func (c *requestCounts) add(pod string, took time.Duration, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sent++
	if err == nil {
		c.byPod[pod]++
		c.latencies.add(took)
		c.onSuccess()
		return
	}
	c.failed++
	message := reason(err)
	if _, known := c.errors[message]; !known && len(c.errors) >= maxReasons {
		message = "other"
	}
	c.errors[message]++
	now := time.Since(c.start).Seconds()
	c.last = &now
	if c.first == nil {
		c.first = &now
	}
}

func (c *requestCounts) requests() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.sent
}

// summary is the last line of the output of a load.
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

func (c *requestCounts) summary() summary {
	c.mu.Lock()
	defer c.mu.Unlock()
	return summary{
		Sent:         c.sent,
		Failed:       c.failed,
		Errors:       c.errors,
		ByPod:        c.byPod,
		P50:          c.latencies.quantile(0.5),
		P99:          c.latencies.quantile(0.99),
		Max:          c.latencies.max,
		FirstFailure: c.first,
		LastFailure:  c.last,
	}
}
