// Answers requests like the Kubernetes API server, without a cluster. The program reads one JSON request
// per line from its standard input, and writes one JSON answer per line to its standard output.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	_ "time/tzdata" // for the timeZone of a CronJob

	"github.com/go-logr/logr"
	"k8s.io/klog/v2"
	"k8s.io/kubernetes/pkg/capabilities"
)

// garbagePercent is higher than Go's default. It trades memory for time: requests are short, and most of the heap is their garbage.
const garbagePercent = 400

// memoryLimit is the number of bytes from which on the garbage is collected more often. A program can have 4 GiB, of which it gives nothing
// back.
const memoryLimit = 1 << 30

func main() {
	setUp()
	run()
}

func setUp() {
	debug.SetGCPercent(garbagePercent)
	debug.SetMemoryLimit(memoryLimit)
	klog.SetLogger(logr.Discard())
	capabilities.Setup(true, 0)
}

func run() {
	if err := serve(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func serve(in io.Reader, out io.Writer) error {
	lines := bufio.NewReaderSize(in, 1<<20)
	server := &server{clusters: map[string]*cluster{}, out: out}
	for {
		line, end := lines.ReadBytes('\n')
		if len(line) > 0 {
			var answered any
			answered, err := server.answer(line)
			if err != nil {
				answered = map[string]string{"error": err.Error()}
			}
			text, err := json.Marshal(answered)
			if err != nil {
				return err
			}
			if _, err := out.Write(append(text, '\n')); err != nil {
				return err
			}
		}
		if end != nil {
			return nil
		}
	}
}
