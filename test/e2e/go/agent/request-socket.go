package main

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"strings"
	"time"
)

// requestTCP returns a requester that sends a line and reads a line.
func requestTCP(dialer *net.Dialer, address, payload string) requester {
	return func(ctx context.Context) (answer, error) {
		connection, err := connect(ctx, dialer, "tcp", address)
		if err != nil {
			return answer{}, err
		}
		defer connection.Close()
		if _, err := fmt.Fprintln(connection, payload); err != nil {
			return answer{}, err
		}
		line, err := bufio.NewReader(connection).ReadString('\n')
		return socketAnswer(line), err
	}
}

// requestUDP returns a requester that sends a datagram and reads a datagram.
func requestUDP(dialer *net.Dialer, address, payload string) requester {
	return func(ctx context.Context) (answer, error) {
		connection, err := connect(ctx, dialer, "udp", address)
		if err != nil {
			return answer{}, err
		}
		defer connection.Close()
		if _, err := connection.Write([]byte(payload)); err != nil {
			return answer{}, err
		}
		datagram := make([]byte, maxDatagram)
		size, err := connection.Read(datagram)
		return socketAnswer(string(datagram[:size])), err
	}
}

func connect(ctx context.Context, dialer *net.Dialer, network, address string) (net.Conn, error) {
	connection, err := dialer.DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	// A deadline in the past ends calls in progress.
	context.AfterFunc(ctx, func() { _ = connection.SetDeadline(time.Unix(0, 1)) })
	return connection, nil
}

// socketAnswer reads the name of the pod from the first word.
func socketAnswer(text string) answer {
	pod, _, _ := strings.Cut(text, " ")
	return answer{Pod: pod, Body: strings.TrimSpace(text)}
}
