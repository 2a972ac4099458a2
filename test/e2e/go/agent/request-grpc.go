package main

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/url"
	"strings"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/peer"
)

// grpcClient connects when it is first used, with TLS for a grpcs URL. The target is passed through to the dialer, because gRPC's own resolver
// caches its results for 30 seconds. Only targets of the scheme dns use gRPC's resolver.
func grpcClient(dialer *net.Dialer, target *url.URL, authority string, security *tls.Config) (*grpc.ClientConn, error) {
	transport := insecure.NewCredentials()
	if target.Scheme == "grpcs" {
		transport = credentials.NewTLS(security)
	}
	address := "passthrough:///" + target.Host
	if target.Scheme == "dns" {
		address = target.String()
	}
	return grpc.NewClient(address,
		grpc.WithTransportCredentials(transport),
		grpc.WithAuthority(authority),
		grpc.WithDisableServiceConfig(),
		grpc.WithDisableRetry(),
		grpc.WithNoProxy(),
		grpc.WithContextDialer(func(ctx context.Context, address string) (net.Conn, error) {
			return dialer.DialContext(ctx, "tcp", address)
		}),
	)
}

// requestGRPC returns a requester that checks the health of a service. It fails immediately if there is no connection.
func requestGRPC(client grpc.ClientConnInterface, service string, header metadata.MD) requester {
	return func(ctx context.Context) (answer, error) {
		var received metadata.MD
		var server peer.Peer
		response, err := healthpb.NewHealthClient(client).Check(metadata.NewOutgoingContext(ctx, header),
			&healthpb.HealthCheckRequest{Service: service}, grpc.Header(&received), grpc.Peer(&server))
		result := answer{Pod: strings.Join(received.Get(podHeader), " ")}
		if secured, ok := server.AuthInfo.(credentials.TLSInfo); ok {
			result.Certificate = namesOf(&secured.State)
		}
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
