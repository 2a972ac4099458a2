package main

import (
	"context"
	"encoding/json"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/time/rate"
)

type loadOptions struct {
	trust
	kind                   string
	connections, atLeast   int
	rate                   float64
	atMost, delay, timeout time.Duration
}

func loadCommand() *cobra.Command {
	var options loadOptions
	command := &cobra.Command{
		Use:   "load URL",
		Short: "Send requests continuously, and count the failures",
		Long: `Send requests continuously, until stdin is closed and --at-least requests were sent, or until --at-most is over, or until SIGTERM. Requests
in progress are completed and counted. It prints {"ready":true} once a request has succeeded, and at the end
{"sent","failed","errors":{message:count},"byPod":{pod:count},"p50","p99","max","longestPause","firstFailure","lastFailure"}:
latencies of successful requests in milliseconds, with an accuracy of one percent for percentiles, the longest time in milliseconds for which the
machine did not run this program, and the times of the first and the last failure.

new        a new connection for each request
keepalive  each connection is kept for one request after another, until the server closes it
grpc       one connection with --connections concurrent callers, which check the health of the service "echo"`,
		Example: `  agent load http://backend/ --kind keepalive --connections 8 --rate 200 --at-least 1000
  agent load grpc://backend:9090 --kind grpc --delay 2s --at-most 1m`,
		Args: cobra.ExactArgs(1),
		RunE: func(command *cobra.Command, arguments []string) error {
			requesters, err := options.requesters(arguments[0])
			if err != nil {
				return err
			}
			return load(command.Context(), requesters, options, command.InOrStdin(), command.OutOrStdout())
		},
	}
	options.addFlags(command)
	flags := command.Flags()
	flags.StringVar(&options.kind, "kind", "", "`new|keepalive|grpc`")
	flags.IntVar(&options.connections, "connections", 4, "number of concurrent requests")
	flags.Float64Var(&options.rate, "rate", 0, "requests per second over all connections, 0 for as many as possible")
	flags.IntVar(&options.atLeast, "at-least", 0, "minimum number of requests, even if stdin is closed before")
	flags.DurationVar(&options.atMost, "at-most", 0, "maximum duration, 0 for no limit")
	flags.DurationVar(&options.delay, "delay", 0, "how long the server waits before each answer")
	flags.DurationVar(&options.timeout, "timeout", 5*time.Second, "timeout of a request, in time in which this program runs")
	_ = command.MarkFlagRequired("kind")
	return command
}

// load sends requests with all requesters at the same time.
func load(ctx context.Context, requesters []requester, options loadOptions, stdin io.Reader, stdout io.Writer) error {
	running, stop := context.WithCancel(ctx)
	defer stop()
	if options.atMost > 0 {
		time.AfterFunc(options.atMost, stop)
	}
	lines := json.NewEncoder(stdout)
	counts := newRequestCounts(func() { _ = lines.Encode(map[string]bool{"ready": true}) })

	var stdinClosed atomic.Bool
	stopWhenDone := func() {
		if stdinClosed.Load() && counts.requests() >= options.atLeast {
			stop()
		}
	}
	go func() {
		_, _ = io.Copy(io.Discard, stdin)
		stdinClosed.Store(true)
		stopWhenDone()
	}()

	pace := rate.NewLimiter(rate.Inf, 1)
	if options.rate > 0 {
		pace.SetLimit(rate.Limit(options.rate))
	}
	pause := longestPause(running)
	var workers sync.WaitGroup
	for _, send := range requesters {
		workers.Go(func() {
			for pace.Wait(running) == nil {
				// The end of the load must not cancel a request, which would then count as failed.
				request, cancel := withOwnTimeout(context.WithoutCancel(ctx), options.timeout)
				start := time.Now()
				result, err := send(request)
				cancel()
				counts.add(result.Pod, time.Since(start), err)
				stopWhenDone()
			}
		})
	}
	workers.Wait()
	stop()
	return lines.Encode(counts.summary(pause()))
}
