package main

import (
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
)

func pauseCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "pause",
		Short: "Hold a pod's namespaces until SIGTERM or SIGINT, and reap orphaned processes of the pod",
		Args:  cobra.NoArgs,
		Run: func(command *cobra.Command, _ []string) {
			terminated := make(chan os.Signal, 1)
			signal.Notify(terminated, syscall.SIGCHLD)
			for {
				reap()
				select {
				case <-terminated:
				case <-command.Context().Done():
					return
				}
			}
		},
	}
}

// reap collects the status of all children that have terminated. One signal can stand for several of them.
func reap() {
	for {
		pid, err := syscall.Wait4(-1, nil, syscall.WNOHANG, nil)
		if err != syscall.EINTR && pid <= 0 {
			return
		}
	}
}
