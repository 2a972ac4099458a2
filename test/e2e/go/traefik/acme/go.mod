// A stub of the ACME client. It obtains no certificates and needs no SDKs of DNS providers.
module github.com/go-acme/lego/v5

go 1.26.0
