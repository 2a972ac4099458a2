//go:build tools

// Package definitions pins the version of the Gateway API whose custom resource definitions the server
// contains. It is a separate module so that it affects no other dependencies.
package definitions

import _ "sigs.k8s.io/gateway-api/pkg/consts"
