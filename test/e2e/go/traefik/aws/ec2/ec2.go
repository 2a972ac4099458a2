// Package ec2 is a stub of the AWS client for EC2.
package ec2

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

type (
	// Client sends no requests.
	Client struct{}
	// DescribeInstancesInput selects machines.
	DescribeInstancesInput struct{ InstanceIds []string }
	// DescribeInstancesOutput is a list of machines.
	DescribeInstancesOutput struct{ Reservations []types.Reservation }
	// DescribeInstancesPaginator has no pages.
	DescribeInstancesPaginator struct{}
)

// NewFromConfig returns a client that sends no requests.
func NewFromConfig(any) *Client { return &Client{} }

// NewDescribeInstancesPaginator returns a paginator without pages.
func NewDescribeInstancesPaginator(*Client, *DescribeInstancesInput) *DescribeInstancesPaginator {
	return &DescribeInstancesPaginator{}
}

// HasMorePages returns false.
func (*DescribeInstancesPaginator) HasMorePages() bool { return false }

// NextPage fails.
func (*DescribeInstancesPaginator) NextPage(context.Context) (*DescribeInstancesOutput, error) {
	return nil, errors.ErrUnsupported
}
