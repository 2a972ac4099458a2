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
		Short: "Send requests all the time, and count what failed",
		Long: `Send requests all the time, until stdin has ended and --at-least requests were made, or --at-most is over, or SIGTERM. Requests under
way are waited for, and count. It prints {"ready":true} once a request has succeeded, and in the end
{"sent","failed","errors":{message:count},"byPod":{pod:count},"p50","p99","max","firstFailure","lastFailure"}:
latencies of what succeeded in milliseconds, percentiles within one per cent, and seconds since the start if there were failures.

new        a new connection a request
keepalive  each connection is kept, with one request after another, until the server says otherwise
grpc       one connection, with as many callers as --connections; each checks the health of "echo"`,
		Example: `  agent load http://backend/ --kind keepalive --connections 8 --rate 200 --at-least 1000
  agent load grpc://backend:9090 --kind grpc --delay 2s --at-most 1m`,
		Args: cobra.ExactArgs(1),
		RunE: func(command *cobra.Command, arguments []string) error {
			askers, err := options.askers(arguments[0])
			if err != nil {
				return err
			}
			return load(command.Context(), askers, options, command.InOrStdin(), command.OutOrStdout())
		},
	}
	options.addFlags(command)
	flags := command.Flags()
	flags.StringVar(&options.kind, "kind", "", "`new|keepalive|grpc`")
	flags.IntVar(&options.connections, "connections", 4, "how many requests at the same time")
	flags.Float64Var(&options.rate, "rate", 0, "requests per second over all connections, 0 for as many as possible")
	flags.IntVar(&options.atLeast, "at-least", 0, "how many requests to make also after the end of stdin")
	flags.DurationVar(&options.atMost, "at-most", 0, "how long to go on, 0 for no limit")
	flags.DurationVar(&options.delay, "delay", 0, "how long the server shall take for each request")
	flags.DurationVar(&options.timeout, "timeout", 5*time.Second, "how long a request may take before it failed")
	_ = command.MarkFlagRequired("kind")
	return command
}

// load sends requests by all askers at the same time.
func load(ctx context.Context, askers []asker, options loadOptions, stdin io.Reader, stdout io.Writer) error {
	running, stop := context.WithCancel(ctx)
	defer stop()
	if options.atMost > 0 {
		time.AfterFunc(options.atMost, stop)
	}
	lines := json.NewEncoder(stdout)
	counts := newTally(func() { _ = lines.Encode(map[string]bool{"ready": true}) })

	var ended atomic.Bool
	stopWhenDone := func() {
		if ended.Load() && counts.requests() >= options.atLeast {
			stop()
		}
	}
	go func() {
		_, _ = io.Copy(io.Discard, stdin)
		ended.Store(true)
		stopWhenDone()
	}()

	pace := rate.NewLimiter(rate.Inf, 1)
	if options.rate > 0 {
		pace.SetLimit(rate.Limit(options.rate))
	}
	var workers sync.WaitGroup
	for _, ask := range askers {
		workers.Go(func() {
			for pace.Wait(running) == nil {
				// The end of the load does not end a request: it would count as failed.
				request, cancel := context.WithTimeout(context.WithoutCancel(ctx), options.timeout)
				start := time.Now()
				result, err := ask(request)
				cancel()
				counts.add(result.Pod, time.Since(start), err)
				stopWhenDone()
			}
		})
	}
	workers.Wait()
	return lines.Encode(counts.summary())
}
