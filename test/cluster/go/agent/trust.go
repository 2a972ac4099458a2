package main

import (
	"crypto/tls"
	"crypto/x509"
	"errors"

	"github.com/spf13/cobra"
)

// trust says for whom a client takes a server that is somewhere else, as one behind a load balancer is.
type trust struct {
	host, authority string
	insecure        bool
}

func (t *trust) addFlags(command *cobra.Command) {
	flags := command.Flags()
	flags.StringVar(&t.host, "host", "", "`name` to ask for instead of the URL's: Host, SNI and gRPC's authority")
	flags.StringVar(&t.authority, "authority", "", "certificates to trust instead of the system's, as `PEM` text")
	flags.BoolVar(&t.insecure, "insecure", false, "take any certificate")
}

func (t *trust) config() (*tls.Config, error) {
	config := &tls.Config{ServerName: t.host, InsecureSkipVerify: t.insecure}
	if t.authority != "" {
		config.RootCAs = x509.NewCertPool()
		if !config.RootCAs.AppendCertsFromPEM([]byte(t.authority)) {
			return nil, errors.New("--authority has no certificate")
		}
	}
	return config, nil
}

// namesOf are the host names for which a server showed a certificate.
func namesOf(state *tls.ConnectionState) []string {
	if state == nil || len(state.PeerCertificates) == 0 {
		return nil
	}
	return state.PeerCertificates[0].DNSNames
}
