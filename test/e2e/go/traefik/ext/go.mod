// A stub of the extensions of the configuration, which are empty.
module github.com/traefik/traefik/dynamic/ext

go 1.26.0
