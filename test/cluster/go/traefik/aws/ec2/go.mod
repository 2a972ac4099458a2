// Stands in for the client of a cloud that nobody asks.
module github.com/aws/aws-sdk-go-v2/service/ec2

go 1.26.0
