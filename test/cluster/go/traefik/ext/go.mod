// Stands in for extensions of the configuration, of which there are none.
module github.com/traefik/traefik/dynamic/ext

go 1.26.0
