// Package types has the types of the EC2 stub.
package types

// InstanceStateName is the name of a machine's state.
type InstanceStateName string

// InstanceStateNameRunning is the state of a running machine.
const InstanceStateNameRunning InstanceStateName = "running"

type (
	// InstanceState is the state of a machine.
	InstanceState struct{ Name InstanceStateName }
	// Instance is a machine.
	Instance struct {
		InstanceId, PrivateIpAddress *string
		State                        *InstanceState
	}
	// Reservation is a group of machines.
	Reservation struct{ Instances []Instance }
)
