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
	http, https, grpc, grpcs, tcp, udp []string
	control                            string
	unready, hold                      bool
	stop                               string
	drainFor                           time.Duration
}

func serveCommand() *cobra.Command {
	var options serveOptions
	command := &cobra.Command{
		Use:   "serve",
		Short: "Answer over HTTP, gRPC, TCP and UDP until SIGTERM",
		Long: `Answer over HTTP, gRPC, TCP and UDP until SIGTERM. Every answer contains the name of the pod: POD_NAME, or the host name.

HTTP     any path: 200 with {"pod","method","path","host","remote","proto","header"}, after ?delay=2s
         /ready, /healthz, /alive and paths below them: 200 or 503
HTTPS    the same, with a self-signed certificate for the name of the pod
gRPC     grpc.health.v1.Health/Check: the service "echo" is always SERVING, after the delay in the metadata "delay"; any other service
         has the state of /ready. The response header "pod" has the name of the pod
gRPCS    the same, with a self-signed certificate for the name of the pod
TCP      a line "<pod> <client's IP> <line>" for each line
UDP      a datagram "<pod> <client's IP> <payload>" for each datagram
control  PUT /ready?value=false, PUT /alive?value=false (permanent), PUT /listen?value=true after --hold, GET /stats`,
		Example: `  agent serve --http 8080 --grpc 9090 --control 7070
  agent serve --tcp 6379 --ignore-rest -- redis-server --appendonly yes`,
		Args: cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error { return serve(command.Context(), options) },
	}
	flags := command.Flags()
	flags.StringArrayVar(&options.http, "http", nil, "`address` or port to serve HTTP at; can be repeated")
	flags.StringArrayVar(&options.https, "https", nil, "`address` or port to serve HTTPS at; can be repeated")
	flags.StringArrayVar(&options.grpc, "grpc", nil, "`address` or port to serve gRPC at; can be repeated")
	flags.StringArrayVar(&options.grpcs, "grpcs", nil, "`address` or port to serve gRPC with TLS at; can be repeated")
	flags.StringArrayVar(&options.tcp, "tcp", nil, "`address` or port to answer lines at; can be repeated")
	flags.StringArrayVar(&options.udp, "udp", nil, "`address` or port to answer datagrams at; can be repeated")
	flags.StringVar(&options.control, "control", "", "`address` or port of the control endpoints, over HTTP")
	flags.BoolVar(&options.hold, "hold", false, "listen only after PUT /listen; the control endpoints listen immediately")
	flags.BoolVar(&options.unready, "unready", false, "start in the state not ready")
	flags.StringVar(&options.stop, "stop", "drain", "reaction to SIGTERM: `drain|now`")
	flags.DurationVar(&options.drainFor, "drain-for", 3*time.Second, "how long idle connections stay open while the server drains")
	flags.Bool(ignoreRest, false, "ignore all arguments after this one, to stand in for another program")
	return command
}

const ignoreRest = "ignore-rest"

// withoutRest removes the arguments for the program that this program stands in for.
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
	// drain returns once all received requests are answered.
	drain(idle time.Duration)
}

func serve(ctx context.Context, options serveOptions) error {
	if options.stop != "drain" && options.stop != "now" {
		return fmt.Errorf("--stop must be drain or now, not %q", options.stop)
	}
	state := newState(identity(), !options.unready)
	if options.control != "" {
		if err := listenControl(state, address(options.control)); err != nil {
			return err
		}
	}
	if options.hold {
		select {
		case <-state.listen:
		case <-ctx.Done():
			return nil
		}
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
		{newGRPCSServer(state, certificate), options.grpcs},
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

// address converts a port without a host to the address of all interfaces.
func address(at string) string {
	if strings.Contains(at, ":") {
		return at
	}
	return ":" + at
}
