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
		Short: "Hold a pod's namespaces until SIGTERM or SIGINT, and reap the children that the pod leaves behind",
		Args:  cobra.NoArgs,
		Run: func(command *cobra.Command, _ []string) {
			ended := make(chan os.Signal, 1)
			signal.Notify(ended, syscall.SIGCHLD)
			for {
				reap()
				select {
				case <-ended:
				case <-command.Context().Done():
					return
				}
			}
		},
	}
}

// reap takes the status of all children that have ended: one signal may stand for several of them.
func reap() {
	for {
		pid, err := syscall.Wait4(-1, nil, syscall.WNOHANG, nil)
		if err != syscall.EINTR && pid <= 0 {
			return
		}
	}
}
