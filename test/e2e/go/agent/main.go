// The only program in the container images of the tests: a server whose behavior a test controls, and the client that sends requests to it.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	root := &cobra.Command{
		Use:               "agent",
		Short:             "A server whose behavior a test controls, and the client that sends requests to it",
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
	}
	root.AddCommand(pauseCommand(), serveCommand(), callCommand(), loadCommand(), resolveCommand(), certificateCommand(), checkCommand())
	root.SetArgs(withoutRest(os.Args[1:]))
	if root.ExecuteContext(ctx) != nil {
		os.Exit(1)
	}
}
