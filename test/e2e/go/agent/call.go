package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"google.golang.org/grpc/metadata"
)

type callOptions struct {
	trust
	timeout        time.Duration
	header         []string
	method, source string
	times          int
}

func callCommand() *cobra.Command {
	var options callOptions
	command := &cobra.Command{
		Use:   "call URL",
		Short: "Send requests to a server over HTTP, gRPC, TCP or UDP, each over a new connection",
		Long: `Send requests to a server, each over a new connection, and print a line for each request:
{"pod","status","location","certificate","body","error","milliseconds"}, without empty fields. "location" is the target of a redirect,
"certificate" has the host names of the server's certificate. The exit code is 1 if a request failed.

http://, https://   succeeds if the status is below 400; redirects are not followed
grpc://HOST:PORT    checks the health of the service "echo", or of SERVICE with grpc://HOST:PORT/SERVICE; succeeds if it is SERVING
grpcs://            the same over TLS
dns:///HOST:PORT    the same as grpc://HOST:PORT, with gRPC's own resolver
tcp://, udp://      sends "ping", or the path of the URL; succeeds with any answer. Any other scheme means TCP
env:NAME            the URL in the environment variable NAME`,
		Example: `  agent call http://localhost:8080/ready
  agent call grpc://backend:9090 --times 100`,
		Args: cobra.ExactArgs(1),
		RunE: func(command *cobra.Command, arguments []string) error {
			target := arguments[0]
			if name, found := strings.CutPrefix(target, "env:"); found {
				target = os.Getenv(name)
			}
			send, err := options.requester(target)
			if err != nil {
				return err
			}
			return call(command, send, options)
		},
	}
	options.addFlags(command)
	flags := command.Flags()
	flags.DurationVar(&options.timeout, "timeout", 5*time.Second, "timeout of a request, in time in which this program runs")
	flags.StringArrayVar(&options.header, "header", nil, "header `'Name: value'` to send, as metadata with gRPC; can be repeated")
	flags.StringVar(&options.method, "method", http.MethodGet, "HTTP method")
	flags.StringVar(&options.source, "source", "", "local IP `address` to send from")
	flags.IntVar(&options.times, "times", 1, "number of requests, sent one after the other")
	return command
}

func call(command *cobra.Command, send requester, options callOptions) error {
	lines := json.NewEncoder(command.OutOrStdout())
	failed := 0
	for range options.times {
		ctx, cancel := withOwnTimeout(command.Context(), options.timeout)
		start := time.Now()
		result, err := send(ctx)
		cancel()
		result.Milliseconds = milliseconds(time.Since(start))
		if err != nil {
			result.Error = reason(err)
			failed++
		}
		if err := lines.Encode(result); err != nil {
			return err
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d requests failed", failed, options.times)
	}
	return nil
}

// requester returns the requester for the URL's scheme.
func (o callOptions) requester(target string) (requester, error) {
	u, err := url.Parse(target)
	if err != nil {
		return nil, err
	}
	header, err := parseHeader(o.header)
	if err != nil {
		return nil, err
	}
	security, err := o.config()
	if err != nil {
		return nil, err
	}
	tcp, udp := &net.Dialer{}, &net.Dialer{}
	if o.source != "" {
		source := net.ParseIP(o.source)
		if source == nil {
			return nil, fmt.Errorf("--source must be an IP address, not %q", o.source)
		}
		tcp.LocalAddr, udp.LocalAddr = &net.TCPAddr{IP: source}, &net.UDPAddr{IP: source}
	}
	path := strings.TrimPrefix(u.Path, "/")
	switch u.Scheme {
	case "http", "https":
		client := httpClient(tcp, security, false)
		return requestHTTP(client, httpRequest{method: o.method, url: target, host: o.host, header: header}), nil
	case "grpc", "grpcs", "dns":
		service := cmp.Or(path, echoService)
		if u.Scheme == "dns" {
			service = echoService
		}
		return func(ctx context.Context) (answer, error) {
			client, err := grpcClient(tcp, u, o.host, security)
			if err != nil {
				return answer{}, err
			}
			defer client.Close()
			return requestGRPC(client, service, grpcHeader(header))(ctx)
		}, nil
	case "udp":
		return requestUDP(udp, u.Host, cmp.Or(path, "ping")), nil
	case "":
		return nil, errors.New("the URL must begin with a scheme, such as http or tcp")
	default:
		return requestTCP(tcp, u.Host, cmp.Or(path, "ping")), nil
	}
}

func parseHeader(lines []string) (http.Header, error) {
	header := http.Header{}
	for _, line := range lines {
		name, value, found := strings.Cut(line, ":")
		if !found {
			return nil, fmt.Errorf("--header must have the form 'Name: value', not %q", line)
		}
		header.Add(name, strings.TrimSpace(value))
	}
	return header, nil
}

func grpcHeader(header http.Header) metadata.MD {
	pairs := metadata.MD{}
	for name, values := range header {
		pairs.Append(name, values...)
	}
	return pairs
}

func milliseconds(d time.Duration) float64 {
	return float64(d) / float64(time.Millisecond)
}
