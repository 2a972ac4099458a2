package main

import (
	"encoding/json"
	"net"
	"net/http"
	"strconv"
)

// listenControl serves the endpoints with which tests control a server. It answers as long as the process runs, also while the server drains.
func listenControl(state *state, address string) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	go func() { _ = http.Serve(listener, controlHandler(state)) }()
	return nil
}

func controlHandler(state *state) http.Handler {
	report := func(w http.ResponseWriter) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(state.stats())
	}
	set := func(refusal string, change func(value bool) (changed bool)) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			value, err := strconv.ParseBool(r.URL.Query().Get("value"))
			switch {
			case err != nil:
				http.Error(w, err.Error(), http.StatusBadRequest)
			case !change(value):
				http.Error(w, refusal, http.StatusConflict)
			default:
				report(w)
			}
		}
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /stats", func(w http.ResponseWriter, _ *http.Request) { report(w) })
	mux.HandleFunc("PUT /ready", set("", func(value bool) bool {
		state.ready.Store(value)
		return true
	}))
	mux.HandleFunc("PUT /alive", set("a liveness check that fails keeps failing until the restart", func(value bool) bool {
		if !value {
			state.alive.Store(false)
		}
		return state.alive.Load() == value
	}))
	mux.HandleFunc("PUT /listen", set("a server listens until it ends", func(value bool) bool {
		if value {
			state.listening.Do(func() { close(state.listen) })
		}
		return value
	}))
	return mux
}
