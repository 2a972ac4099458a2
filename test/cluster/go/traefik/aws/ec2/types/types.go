// Package types has what would be said of machines.
package types

// InstanceStateName is the name of a state.
type InstanceStateName string

// InstanceStateNameRunning is the state that is looked for.
const InstanceStateNameRunning InstanceStateName = "running"

type (
	// InstanceState is a state.
	InstanceState struct{ Name InstanceStateName }
	// Instance is a machine.
	Instance struct {
		InstanceId, PrivateIpAddress *string
		State                        *InstanceState
	}
	// Reservation is some machines.
	Reservation struct{ Instances []Instance }
)
