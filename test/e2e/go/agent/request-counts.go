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
	sent      int
	failed    int
	errors    map[string]int
	byPod     map[string]int
	latencies histogram
	first     *time.Time
	last      *time.Time
	onSuccess func()
}

// newRequestCounts starts to count. It calls onSuccess for the first successful request.
func newRequestCounts(onSuccess func()) *requestCounts {
	return &requestCounts{
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
	now := time.Now().UTC()
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
	LongestPause float64        `json:"longestPause"`
	FirstFailure *time.Time     `json:"firstFailure,omitempty"`
	LastFailure  *time.Time     `json:"lastFailure,omitempty"`
}

func (c *requestCounts) summary(longestPause time.Duration) summary {
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
		LongestPause: milliseconds(longestPause),
		FirstFailure: c.first,
		LastFailure:  c.last,
	}
}
