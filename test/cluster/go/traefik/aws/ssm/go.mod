// Stands in for the client of a cloud that nobody asks.
module github.com/aws/aws-sdk-go-v2/service/ssm

go 1.26.0
