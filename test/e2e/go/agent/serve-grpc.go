package main

import (
	"context"
	"crypto/tls"
	"net"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
)

const (
	// echoService is the service whose checks count as requests, not as health checks.
	echoService = "echo"
	// podHeader is the response header that names the pod.
	podHeader = "pod"
	// delayHeader is the request header that sets the delay of the answer to an echo.
	delayHeader = "delay"
)

type grpcServer struct {
	healthpb.UnimplementedHealthServer
	state  *state
	server *grpc.Server
}

func newGRPCServer(state *state, options ...grpc.ServerOption) *grpcServer {
	s := &grpcServer{state: state}
	s.server = grpc.NewServer(append(options, grpc.UnaryInterceptor(s.sign))...)
	healthpb.RegisterHealthServer(s.server, s)
	return s
}

// newGRPCSServer creates a server with TLS and a certificate.
func newGRPCSServer(state *state, certificate tls.Certificate) *grpcServer {
	return newGRPCServer(state, grpc.Creds(credentials.NewServerTLSFromCert(&certificate)))
}

func (s *grpcServer) listen(address string) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	go func() { _ = s.server.Serve(listener) }()
	return nil
}

// drain asks the clients to open new connections (GOAWAY). No client treats this as a failure, so idle connections can be closed immediately.
func (s *grpcServer) drain(time.Duration) {
	s.server.GracefulStop()
}

// sign adds the name of the pod to every answer, also to errors.
func (s *grpcServer) sign(ctx context.Context, request any, _ *grpc.UnaryServerInfo, handle grpc.UnaryHandler) (any, error) {
	_ = grpc.SetHeader(ctx, metadata.Pairs(podHeader, s.state.pod))
	return handle(ctx, request)
}

// Check returns the health of any service, or answers an echo.
func (s *grpcServer) Check(ctx context.Context, request *healthpb.HealthCheckRequest) (*healthpb.HealthCheckResponse, error) {
	if request.GetService() == echoService {
		return s.echo(ctx)
	}
	if s.state.ready.Load() {
		return serving, nil
	}
	return &healthpb.HealthCheckResponse{Status: healthpb.HealthCheckResponse_NOT_SERVING}, nil
}

var serving = &healthpb.HealthCheckResponse{Status: healthpb.HealthCheckResponse_SERVING}

func (s *grpcServer) echo(ctx context.Context) (*healthpb.HealthCheckResponse, error) {
	s.state.grpc.Add(1)
	for _, delay := range metadata.ValueFromIncomingContext(ctx, delayHeader) {
		duration, err := time.ParseDuration(delay)
		if err != nil {
			return nil, status.Error(codes.InvalidArgument, err.Error())
		}
		if err := hold(ctx, duration); err != nil {
			return nil, status.FromContextError(err).Err()
		}
	}
	return serving, nil
}
