//go:build tools

// Package definitions pins the version of the Gateway API whose custom resource definitions the
// server has from the start. The module is one of its own so that it pins nothing else.
package definitions

import _ "sigs.k8s.io/gateway-api/pkg/consts"
