// Package log is a stub without output.
package log

import "log/slog"

// SetDefault does nothing.
func SetDefault(*slog.Logger) {}
