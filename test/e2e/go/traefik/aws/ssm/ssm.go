// Package ssm is a stub of the AWS client for SSM.
package ssm

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/service/ssm/types"
)

type (
	// Client sends no requests.
	Client struct{}
	// DescribeInstanceInformationInput selects machines.
	DescribeInstanceInformationInput struct {
		Filters []types.InstanceInformationStringFilter
	}
	// DescribeInstanceInformationOutput is a list of machines.
	DescribeInstanceInformationOutput struct {
		InstanceInformationList []types.InstanceInformation
	}
	// DescribeInstanceInformationPaginator has no pages.
	DescribeInstanceInformationPaginator struct{}
)

// NewFromConfig returns a client that sends no requests.
func NewFromConfig(any) *Client { return &Client{} }

// NewDescribeInstanceInformationPaginator returns a paginator without pages.
func NewDescribeInstanceInformationPaginator(*Client, *DescribeInstanceInformationInput) *DescribeInstanceInformationPaginator {
	return &DescribeInstanceInformationPaginator{}
}

// HasMorePages returns false.
func (*DescribeInstanceInformationPaginator) HasMorePages() bool { return false }

// NextPage fails.
func (*DescribeInstanceInformationPaginator) NextPage(context.Context) (*DescribeInstanceInformationOutput, error) {
	return nil, errors.ErrUnsupported
}
