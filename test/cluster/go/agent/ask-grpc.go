package main

import (
	"context"
	"errors"
	"net"
	"strings"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/metadata"
)

// grpcClient connects when it is first used. The target is passed through to the dialer, because gRPC's own resolver keeps what it found
// for 30 seconds.
func grpcClient(dialer *net.Dialer, target, authority string) (*grpc.ClientConn, error) {
	return grpc.NewClient("passthrough:///"+target,
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithAuthority(authority),
		grpc.WithDisableServiceConfig(),
		grpc.WithDisableRetry(),
		grpc.WithNoProxy(),
		grpc.WithContextDialer(func(ctx context.Context, address string) (net.Conn, error) {
			return dialer.DialContext(ctx, "tcp", address)
		}),
	)
}

// askGRPC checks the health of a service, and fails at once where there is no connection.
func askGRPC(client grpc.ClientConnInterface, service string, header metadata.MD) asker {
	return func(ctx context.Context) (answer, error) {
		var received metadata.MD
		response, err := healthpb.NewHealthClient(client).Check(metadata.NewOutgoingContext(ctx, header),
			&healthpb.HealthCheckRequest{Service: service}, grpc.Header(&received))
		result := answer{Pod: strings.Join(received.Get(podHeader), " ")}
		if err != nil {
			return result, err
		}
		state := response.GetStatus()
		result.Status = state.String()
		if state != healthpb.HealthCheckResponse_SERVING {
			return result, errors.New(state.String())
		}
		return result, nil
	}
}
