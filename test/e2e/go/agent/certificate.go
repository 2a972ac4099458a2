package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"math/big"
	"time"

	"github.com/spf13/cobra"
)

func certificateCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "certificate NAME...",
		Short: "Create a key and a certificate for host names",
		Long: `Create a key and a certificate for host names, and print them in PEM: {"certificate","key"}. The certificate is self-signed and valid
for one day. A client that trusts it trusts no other certificate.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(command *cobra.Command, names []string) error {
			created, err := makeCertificate(names)
			if err != nil {
				return err
			}
			key, err := x509.MarshalPKCS8PrivateKey(created.PrivateKey)
			if err != nil {
				return err
			}
			return json.NewEncoder(command.OutOrStdout()).Encode(map[string]string{
				"certificate": encode("CERTIFICATE", created.Certificate[0]),
				"key":         encode("PRIVATE KEY", key),
			})
		},
	}
}

func encode(kind string, content []byte) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: content}))
}

func makeCertificate(names []string) (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()),
		DNSNames:     names,
		NotBefore:    time.Now().Add(-time.Hour),
		NotAfter:     time.Now().Add(24 * time.Hour),
	}
	certificate, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	return tls.Certificate{Certificate: [][]byte{certificate}, PrivateKey: key}, err
}
