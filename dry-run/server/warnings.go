package main

import (
	"slices"
	"strings"
)

// newerWarnings are those that a minor version began with, which the server's code gives whatever it emulates.
var newerWarnings = []struct {
	since int
	text  string
}{
	{35, "spec.trafficDistribution: \"PreferClose\" is deprecated"},
	{35, "driver names should be lowercase"},
	{36, "spec.externalIPs is deprecated"},
}

// warningsAt leaves out what a server of the minor version says nothing about.
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
