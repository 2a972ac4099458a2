package main

import (
	"maps"
	"math"
	"slices"
	"time"
)

// growth is the ratio of the bounds of adjacent buckets, and so the accuracy of quantiles.
const growth = 1.01

// histogram counts latencies in milliseconds in buckets whose width grows with the latency.
type histogram struct {
	buckets map[int]int
	count   int
	max     float64
}

func (h *histogram) add(took time.Duration) {
	value := milliseconds(max(took, time.Microsecond))
	h.buckets[int(math.Ceil(math.Log(value)/math.Log(growth)))]++
	h.count++
	h.max = max(h.max, value)
}

// quantile returns a bound that the given share of all values does not exceed.
func (h *histogram) quantile(share float64) float64 {
	missing := int(math.Ceil(share * float64(h.count)))
	for _, bucket := range slices.Sorted(maps.Keys(h.buckets)) {
		missing -= h.buckets[bucket]
		if missing <= 0 {
			return min(math.Pow(growth, float64(bucket)), h.max)
		}
	}
	return 0
}
