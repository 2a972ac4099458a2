package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"slices"
	"time"

	"github.com/spf13/cobra"
)

func resolveCommand() *cobra.Command {
	var kind string
	var timeout time.Duration
	command := &cobra.Command{
		Use:   "resolve NAME",
		Short: "Look up a name in DNS, as configured in /etc/resolv.conf",
		Long: `Look up a name in DNS, as configured in /etc/resolv.conf, and print, sorted, {"addresses":[...]}, {"cname":"..."} or
{"srv":[{"target","port","priority","weight"}]}. If there is no answer, it prints {"error":"..."} and the exit code is 1.`,
		Example: `  agent resolve backend.default.svc.cluster.local
  agent resolve _http._tcp.backend --type srv`,
		Args: cobra.ExactArgs(1),
		RunE: func(command *cobra.Command, arguments []string) error {
			ctx, cancel := context.WithTimeout(command.Context(), timeout)
			defer cancel()
			found, err := resolve(ctx, arguments[0], kind)
			if err != nil {
				found = map[string]string{"error": reason(err)}
			}
			_ = json.NewEncoder(command.OutOrStdout()).Encode(found)
			return err
		},
	}
	command.Flags().StringVar(&kind, "type", "host", "`host|cname|srv`")
	command.Flags().DurationVar(&timeout, "timeout", 2*time.Second, "timeout of the lookup")
	return command
}

// service is a record of type SRV.
type service struct {
	Target   string `json:"target"`
	Port     uint16 `json:"port"`
	Priority uint16 `json:"priority"`
	Weight   uint16 `json:"weight"`
}

// resolve returns the result to print as JSON.
func resolve(ctx context.Context, name, kind string) (any, error) {
	resolver := net.DefaultResolver
	switch kind {
	case "host":
		addresses, err := resolver.LookupHost(ctx, name)
		slices.Sort(addresses)
		return map[string][]string{"addresses": addresses}, err
	case "cname":
		canonical, err := resolver.LookupCNAME(ctx, name)
		return map[string]string{"cname": canonical}, err
	case "srv":
		_, records, err := resolver.LookupSRV(ctx, "", "", name)
		services := []service{}
		for _, record := range records {
			services = append(services, service(*record))
		}
		slices.SortFunc(services, func(a, b service) int {
			return cmp.Or(cmp.Compare(a.Target, b.Target), cmp.Compare(a.Port, b.Port), cmp.Compare(a.Priority, b.Priority))
		})
		return map[string][]service{"srv": services}, err
	default:
		return nil, fmt.Errorf("--type must be host, cname or srv, not %q", kind)
	}
}
