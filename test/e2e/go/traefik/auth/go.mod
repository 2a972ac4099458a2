// A stub of password authentication, which refuses all requests.
module github.com/abbot/go-http-auth

go 1.26.0
