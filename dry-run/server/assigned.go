package main

import (
	"fmt"
	"maps"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// assigned are the fields that only servers set. A manifest that has them is a copy of an object that a
// server printed, so it is no problem if the server drops them.
var assigned = map[string]bool{
	"status": true, "metadata.uid": true, "metadata.resourceVersion": true, "metadata.creationTimestamp": true,
	"metadata.generation": true, "metadata.managedFields": true, "metadata.selfLink": true,
	"metadata.deletionTimestamp": true, "metadata.deletionGracePeriodSeconds": true,
}

// assignedMetadata are the metadata fields among them whose values differ in every cluster.
var assignedMetadata = []string{"uid", "resourceVersion", "creationTimestamp", "generation", "managedFields"}

// forgetAssigned removes these metadata fields from an object.
func forgetAssigned(object map[string]any) {
	if metadata, is := object["metadata"].(map[string]any); is {
		for _, field := range assignedMetadata {
			delete(metadata, field)
		}
	}
}

// hideAssigned removes the values that differ in every cluster from a stored object.
func hideAssigned(d *document, stored map[string]any) {
	uid, _, _ := unstructured.NestedString(stored, "metadata", "uid")
	forgetAssigned(stored)
	if metadata, is := stored["metadata"].(map[string]any); is && d.generated != "" {
		delete(metadata, "name")
		hideLabels(stored, d.generated)
	}
	switch d.GroupVersionKind() {
	case services:
		asked, _ := d.Object["spec"].(map[string]any)
		if spec, is := stored["spec"].(map[string]any); is {
			hideAllocated(asked, spec)
		}
	case jobs:
		hideLabels(stored, uid)
	case certificateSigningRequests:
		for _, field := range []string{"username", "uid", "groups", "extra"} {
			unstructured.RemoveNestedField(stored, "spec", field)
		}
	case deviceTaintRules, resourceSlices:
		hideTimesAdded(d.Object, stored)
	case persistentVolumes:
		unstructured.RemoveNestedField(stored, "status", "lastPhaseTransitionTime")
	}
}

var (
	certificateSigningRequests = kind("certificates.k8s.io", "v1", "CertificateSigningRequest")
	deviceTaintRules           = kind("resource.k8s.io", "v1", "DeviceTaintRule")
	jobs                       = kind("batch", "v1", "Job")
	persistentVolumes          = kind("", "v1", "PersistentVolume")
	resourceSlices             = kind("resource.k8s.io", "v1", "ResourceSlice")
)

// hideAllocated removes the addresses and ports from a Service that the document did not request.
func hideAllocated(asked, spec map[string]any) {
	for _, field := range []string{"clusterIP", "clusterIPs", "healthCheckNodePort"} {
		if unasked(asked[field]) && spec["clusterIP"] != corev1.ClusterIPNone {
			delete(spec, field)
		}
	}
	numbers := map[string]bool{}
	for _, port := range portsOf(asked) {
		numbers[fmt.Sprint(port["nodePort"])] = true
	}
	for _, port := range portsOf(spec) {
		if !numbers[fmt.Sprint(port["nodePort"])] {
			delete(port, "nodePort")
		}
	}
}

// unasked reports whether an address or a port is unset, empty or 0.
func unasked(value any) bool { return empty(value) || value == "" || value == int64(0) }

func portsOf(spec map[string]any) []map[string]any {
	list, _ := spec["ports"].([]any)
	ports := []map[string]any{}
	for _, entry := range list {
		if port, is := entry.(map[string]any); is {
			ports = append(ports, port)
		}
	}
	return ports
}

// hideLabels removes the labels with a value, such as the labels with the UID that a Job uses to select its pods.
func hideLabels(object map[string]any, value string) {
	for _, path := range [][]string{{"metadata", "labels"}, {"spec", "selector", "matchLabels"}, {"spec", "template", "metadata", "labels"}} {
		labels, _, _ := unstructured.NestedFieldNoCopy(object, path...)
		if labels, is := labels.(map[string]any); is {
			maps.DeleteFunc(labels, func(_ string, each any) bool { return each == value })
		}
	}
}

// hideTimesAdded removes the times from the taints of devices for which the document has none. The server sets them to the current time.
func hideTimesAdded(asked, stored any) {
	switch stored := stored.(type) {
	case map[string]any:
		asked, _ := asked.(map[string]any)
		if asked["timeAdded"] == nil {
			delete(stored, "timeAdded")
		}
		for key, value := range stored {
			hideTimesAdded(asked[key], value)
		}
	case []any:
		asked, _ := asked.([]any)
		for i, value := range stored {
			if i < len(asked) {
				hideTimesAdded(asked[i], value)
			}
		}
	}
}
