package main

import (
	"context"
	"sync"
	"time"
)

// tick is the resolution of the client's own time.
const tick = 10 * time.Millisecond

// ownTimeout is a context with its own channel and error, so that contexts that are derived from it have the error of a deadline too.
type ownTimeout struct {
	context.Context
	done chan struct{}
	once sync.Once
	err  error
}

// withOwnTimeout returns a context that ends after the client has been running for the given time. While the machine does not run the client, for
// example because other programs use all processors, its ticker has no ticks: a request fails only if the other side does not answer in time,
// not because the client could not read the answer.
func withOwnTimeout(parent context.Context, timeout time.Duration) (context.Context, context.CancelFunc) {
	c := &ownTimeout{Context: parent, done: make(chan struct{})}
	go c.count(max(timeout/tick, 1))
	return c, func() { c.end(context.Canceled) }
}

// count ends the context after a number of ticks.
func (c *ownTimeout) count(ticks time.Duration) {
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	for range ticks {
		select {
		case <-ticker.C:
		case <-c.Context.Done():
			c.end(c.Context.Err())
			return
		case <-c.done:
			return
		}
	}
	c.end(context.DeadlineExceeded)
}

func (c *ownTimeout) end(err error) {
	c.once.Do(func() {
		c.err = err
		close(c.done)
	})
}

func (c *ownTimeout) Done() <-chan struct{} { return c.done }

func (c *ownTimeout) Err() error {
	select {
	case <-c.done:
		return c.err
	default:
		return nil
	}
}

// longestPause measures how long the machine did not run the client, until the context is done. It returns a function that reports the longest pause.
func longestPause(ctx context.Context) func() time.Duration {
	result := make(chan time.Duration, 1)
	// The measurement begins here, because the machine can pause the client before it runs the goroutine.
	longest, last := time.Duration(0), time.Now()
	go func() {
		ticker := time.NewTicker(tick)
		defer ticker.Stop()
		for {
			select {
			case <-ticker.C:
				now := time.Now()
				longest, last = max(longest, now.Sub(last)-tick), now
			case <-ctx.Done():
				result <- max(longest, time.Since(last)-tick)
				return
			}
		}
	}()
	return func() time.Duration { return <-result }
}
