package main

import "runtime"

// The WebAssembly program is a library: the build calls `prepare` and stores the memory, and the package calls `answer` in a program that
// begins with this memory. See docs/decisions/stored-memory.md.

//go:wasmexport prepare
func prepare() {
	setUp()
	schemaTypes()
	clearFreeMemory()
}

// answerAll answers the requests in the standard input, until its end.
//
//go:wasmexport answer
func answerAll() { run() }

// clearFreeMemory sets the free pages of the heap to zero, so that they are not stored.
func clearFreeMemory() {
	runtime.GC()
	stats := runtime.MemStats{}
	runtime.ReadMemStats(&stats)
	const page = 8 << 10
	pages := make([][]byte, stats.HeapIdle/page)
	for i := range pages {
		pages[i] = make([]byte, page)
	}
	runtime.KeepAlive(pages)
	pages = nil
	runtime.GC()
}
