package main

import (
	"context"
	"fmt"
	"log"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

type serveOptions struct {
	http, https, grpc, tcp, udp []string
	control                     string
	listenAfter                 time.Duration
	unready                     bool
	stop                        string
	drainFor                    time.Duration
}

func serveCommand() *cobra.Command {
	var options serveOptions
	command := &cobra.Command{
		Use:   "serve",
		Short: "Answer over HTTP, gRPC, TCP and UDP until SIGTERM",
		Long: `Answer over HTTP, gRPC, TCP and UDP until SIGTERM. Every answer names the pod: POD_NAME, or the host's name.

HTTP     any path: 200 with {"pod","method","path","host","remote","proto","header"}, after ?delay=2s
         /ready, /healthz, /alive and what is below them: 200 or 503
HTTPS    the same, with a certificate of its own for the pod's name
gRPC     grpc.health.v1.Health/Check: "echo" is always SERVING, after the metadata "delay"; any other service follows /ready.
         The response header "pod" names the pod
TCP      a line "<pod> <client's IP> <line>" for each line
UDP      a datagram "<pod> <client's IP> <payload>" for each datagram
control  PUT /ready?value=false, PUT /alive?value=false (for good), GET /stats`,
		Example: `  agent serve --http 8080 --grpc 9090 --control 7070
  agent serve --tcp 6379 --ignore-rest -- redis-server --appendonly yes`,
		Args: cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error { return serve(command.Context(), options) },
	}
	flags := command.Flags()
	flags.StringArrayVar(&options.http, "http", nil, "`address` or port to serve HTTP at; may be repeated")
	flags.StringArrayVar(&options.https, "https", nil, "`address` or port to serve HTTPS at; may be repeated")
	flags.StringArrayVar(&options.grpc, "grpc", nil, "`address` or port to serve gRPC at; may be repeated")
	flags.StringArrayVar(&options.tcp, "tcp", nil, "`address` or port to answer lines at; may be repeated")
	flags.StringArrayVar(&options.udp, "udp", nil, "`address` or port to answer datagrams at; may be repeated")
	flags.StringVar(&options.control, "control", "", "`address` or port to be controlled at, by HTTP")
	flags.DurationVar(&options.listenAfter, "listen-after", 0, "how long to open no listener but the control's")
	flags.BoolVar(&options.unready, "unready", false, "begin not ready")
	flags.StringVar(&options.stop, "stop", "drain", "what SIGTERM does: `drain|now`")
	flags.DurationVar(&options.drainFor, "drain-for", 3*time.Second, "how long idle connections are kept while draining")
	flags.Bool(ignoreRest, false, "ignore all arguments after this one, as a stand-in for another program does")
	return command
}

const ignoreRest = "ignore-rest"

// withoutRest cuts the arguments that are meant for the program that this one stands in for.
func withoutRest(arguments []string) []string {
	if i := slices.Index(arguments, "--"+ignoreRest); i >= 0 {
		return arguments[:i+1]
	}
	return arguments
}

// server answers one protocol at any number of addresses.
type server interface {
	// listen returns once connections are accepted.
	listen(address string) error
	// drain returns once all that was asked is answered.
	drain(idle time.Duration)
}

func serve(ctx context.Context, options serveOptions) error {
	if options.stop != "drain" && options.stop != "now" {
		return fmt.Errorf("--stop is drain or now, not %q", options.stop)
	}
	state := newState(identity(), !options.unready)
	if options.control != "" {
		if err := listenControl(state, address(options.control)); err != nil {
			return err
		}
	}
	if hold(ctx, options.listenAfter) != nil {
		return nil
	}
	certificate, err := makeCertificate([]string{state.pod})
	if err != nil {
		return err
	}
	protocols := []struct {
		server    server
		addresses []string
	}{
		{newHTTPServer(state), options.http},
		{newHTTPSServer(state, certificate), options.https},
		{newGRPCServer(state), options.grpc},
		{newTCPServer(state), options.tcp},
		{&udpServer{state: state}, options.udp},
	}
	var servers []server
	for _, protocol := range protocols {
		for _, at := range protocol.addresses {
			if err := protocol.server.listen(address(at)); err != nil {
				return err
			}
		}
		servers = append(servers, protocol.server)
	}
	log.Printf("%s is listening", state.pod)
	<-ctx.Done()
	if options.stop == "drain" {
		log.Printf("%s is draining", state.pod)
		drain(servers, options.drainFor)
	}
	return nil
}

// address turns a bare port into the address of all interfaces.
func address(at string) string {
	if strings.Contains(at, ":") {
		return at
	}
	return ":" + at
}
