// The provider of Pulumi for Kubernetes. Its own main program embeds files that its build generates, so the module cannot be built by name.
// The harness supplies the two files below from the module (test/engine/harness/build.ts).
package main

import (
	_ "embed"
	"fmt"

	"github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/provider"
	"github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/version"
)

//go:embed schema.json
var schema []byte

//go:embed terraform-mapping.json
var terraformMapping []byte

func main() {
	provider.Serve("kubernetes", version.Version, withVersion(schema), terraformMapping)
}

// withVersion adds the version to the schema, as the build of the provider does (cmd/pulumi-resource-kubernetes/generate.go).
func withVersion(schema []byte) []byte {
	return append(fmt.Appendf(nil, `{"version":%q,`, version.Version), schema[1:]...)
}
