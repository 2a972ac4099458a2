// Stands in for a client of ACME that gets no certificate, and needs no SDK of any DNS provider.
module github.com/go-acme/lego/v5

go 1.26.0
