// Stands in for passwords of people, of whom none is let in.
module github.com/abbot/go-http-auth

go 1.26.0
