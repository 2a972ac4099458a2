package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"testing"
	"time"
)

func TestOwnTimeoutEndsWithTheErrorOfADeadline(t *testing.T) {
	ctx, cancel := withOwnTimeout(t.Context(), tick)
	defer cancel()
	derived, cancelDerived := context.WithCancel(ctx)
	defer cancelDerived()
	<-derived.Done()
	for _, ended := range []context.Context{ctx, derived} {
		if err := ended.Err(); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("the error is %v", err)
		}
	}
}

func TestOwnTimeoutThatIsCanceledIsNoDeadline(t *testing.T) {
	ctx, cancel := withOwnTimeout(t.Context(), time.Hour)
	cancel()
	<-ctx.Done()
	if err := ctx.Err(); !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
}

// A ticker drops ticks while its receiver does not run, so a pause of the whole process counts as one tick.
func TestAPauseOfTheClientIsReportedAndDoesNotCountAsATimeout(t *testing.T) {
	pausing, stop := context.WithCancel(t.Context())
	pause := longestPause(pausing)
	ctx, cancel := withOwnTimeout(t.Context(), 400*tick)
	defer cancel()
	stopProcess(t, 500*tick)
	if err := ctx.Err(); err != nil {
		t.Errorf("the request ended during a pause of the client: %v", err)
	}
	stop()
	if longest := pause(); longest < 400*tick {
		t.Errorf("the longest pause is %v", longest)
	}
}

// A deadline that ends calls on a socket must do so for calls that are already in progress.
func TestOwnTimeoutEndsARequestOverASocket(t *testing.T) {
	for name, request := range map[string]func(address string) requester{
		"tcp": func(address string) requester { return requestTCP(&net.Dialer{}, address, "ping") },
		"udp": func(address string) requester { return requestUDP(&net.Dialer{}, address, "ping") },
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := withOwnTimeout(t.Context(), tick)
			defer cancel()
			if _, err := request(silentServer(t, name))(ctx); err == nil {
				t.Error("the request succeeded")
			}
		})
	}
}

// silentServer returns the address of a server that never answers.
func silentServer(t *testing.T, network string) string {
	t.Helper()
	if network == "udp" {
		connection, err := net.ListenPacket("udp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { connection.Close() })
		return connection.LocalAddr().String()
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	return listener.Addr().String()
}

// stopProcess stops this process for a time, as a machine does that runs other programs.
func stopProcess(t *testing.T, pause time.Duration) {
	t.Helper()
	script := fmt.Sprintf("kill -STOP %[1]d; sleep %[2]f; kill -CONT %[1]d", os.Getpid(), pause.Seconds())
	if output, err := exec.Command("sh", "-c", script).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, output)
	}
}
