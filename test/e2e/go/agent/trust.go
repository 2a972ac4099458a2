package main

import (
	"crypto/tls"
	"crypto/x509"
	"errors"

	"github.com/spf13/cobra"
)

// trust has the name and the certificates that a client expects of a server whose URL has another host, such as the address of a load balancer.
type trust struct {
	host, authority string
	insecure        bool
}

func (t *trust) addFlags(command *cobra.Command) {
	flags := command.Flags()
	flags.StringVar(&t.host, "host", "", "`name` to use instead of the host of the URL: for Host, SNI and gRPC's authority")
	flags.StringVar(&t.authority, "authority", "", "certificates to trust instead of those of the system, as `PEM` text")
	flags.BoolVar(&t.insecure, "insecure", false, "accept any certificate")
}

func (t *trust) config() (*tls.Config, error) {
	config := &tls.Config{ServerName: t.host, InsecureSkipVerify: t.insecure}
	if t.authority != "" {
		config.RootCAs = x509.NewCertPool()
		if !config.RootCAs.AppendCertsFromPEM([]byte(t.authority)) {
			return nil, errors.New("--authority contains no certificate")
		}
	}
	return config, nil
}

// namesOf returns the host names of the server's certificate.
func namesOf(state *tls.ConnectionState) []string {
	if state == nil || len(state.PeerCertificates) == 0 {
		return nil
	}
	return state.PeerCertificates[0].DNSNames
}
