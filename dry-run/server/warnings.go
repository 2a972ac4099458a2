package main

import (
	"slices"
	"strings"
)

// newerWarnings are warnings that a minor version introduced. The server's code returns them whatever version it emulates.
var newerWarnings = []struct {
	since int
	text  string
}{
	{35, "spec.trafficDistribution: \"PreferClose\" is deprecated"},
	{35, "driver names should be lowercase"},
	{36, "spec.externalIPs is deprecated"},
}

// warningsAt removes the warnings that a server of the minor version does not return.
func warningsAt(minor int, warnings []string) []string {
	return slices.DeleteFunc(slices.Clone(warnings), func(warning string) bool {
		for _, newer := range newerWarnings {
			if minor < newer.since && strings.Contains(warning, newer.text) {
				return true
			}
		}
		return false
	})
}
