// A stub of an AWS client, which sends no requests.
module github.com/aws/aws-sdk-go-v2/service/ec2

go 1.26.0
