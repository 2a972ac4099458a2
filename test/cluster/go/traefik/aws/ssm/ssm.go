// Package ssm asks nobody about machines.
package ssm

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/service/ssm/types"
)

type (
	// Client asks nobody.
	Client struct{}
	// DescribeInstanceInformationInput says which machines.
	DescribeInstanceInformationInput struct {
		Filters []types.InstanceInformationStringFilter
	}
	// DescribeInstanceInformationOutput has none.
	DescribeInstanceInformationOutput struct {
		InstanceInformationList []types.InstanceInformation
	}
	// DescribeInstanceInformationPaginator has no page.
	DescribeInstanceInformationPaginator struct{}
)

// NewFromConfig gives a client that asks nobody.
func NewFromConfig(any) *Client { return &Client{} }

// NewDescribeInstanceInformationPaginator has no page.
func NewDescribeInstanceInformationPaginator(*Client, *DescribeInstanceInformationInput) *DescribeInstanceInformationPaginator {
	return &DescribeInstanceInformationPaginator{}
}

// HasMorePages is false.
func (*DescribeInstanceInformationPaginator) HasMorePages() bool { return false }

// NextPage fails.
func (*DescribeInstanceInformationPaginator) NextPage(context.Context) (*DescribeInstanceInformationOutput, error) {
	return nil, errors.ErrUnsupported
}
