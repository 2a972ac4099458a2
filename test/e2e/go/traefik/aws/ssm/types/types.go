// Package types has the types of the SSM stub.
package types

type (
	// InstanceInformationStringFilter selects machines.
	InstanceInformationStringFilter struct {
		Key    *string
		Values []string
	}
	// InstanceInformation describes a machine.
	InstanceInformation struct {
		InstanceId, IPAddress *string
		PingStatus            string
	}
)
