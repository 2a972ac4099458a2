// Package types has what would be said of machines.
package types

type (
	// InstanceInformationStringFilter chooses machines.
	InstanceInformationStringFilter struct {
		Key    *string
		Values []string
	}
	// InstanceInformation is a machine.
	InstanceInformation struct {
		InstanceId, IPAddress *string
		PingStatus            string
	}
)
