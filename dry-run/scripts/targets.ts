/** A module that does not compile for WASI, and what is compiled in place of some files of it, by their paths. */
export interface StandIn {
  readonly module: string;
  readonly files: Readonly<Record<string, string>>;
}

/** What one WebAssembly file is built with. */
export interface Target {
  /** Name of the file, without `.wasm.br`. */
  readonly name: string;
  readonly modfile: string;
  readonly tags: readonly string[];
  readonly standIns: readonly StandIn[];
}

// gRPC's tracing page renders templates, which call methods by name: with them the linker could leave no method out.
const NO_TRACE = 'grpcnotrace';

const JOURNAL = { module: 'github.com/coreos/go-systemd/v22', files: { 'journal/journal_unix.go': 'overlay/journal_wasip1.go.txt' } };
const ETCD = { module: 'go.etcd.io/etcd/client/pkg/v3', files: { 'fileutil/lock_flock.go': 'overlay/lock_wasip1.go.txt' } };
// Later releases of etcd have a file of their own for WebAssembly.
const OLDER_ETCD = { ...ETCD, files: { ...ETCD.files, 'transport/sockopt_unix.go': 'overlay/sockopt_wasip1.go.txt' } };

export const TARGETS: readonly Target[] = [
  { name: 'server-1.37', modfile: 'go.mod', tags: [NO_TRACE], standIns: [ETCD, JOURNAL] },
  { name: 'server-1.33', modfile: 'go.1.33.mod', tags: [NO_TRACE, 'kubernetes_1_33'], standIns: [OLDER_ETCD, JOURNAL] },
];

/** The custom resource definitions that the server has from the start, of a version which a module of its own pins. */
export const GATEWAY_API = { pinned: 'gateway-api', module: 'sigs.k8s.io/gateway-api', directory: 'config/crd/standard' };

export const WASI = { GOOS: 'wasip1', GOARCH: 'wasm', CGO_ENABLED: '0' };

/** Flags of `go build` and `go list` that choose what is compiled. */
export function selection({ tags }: Target, modfile: string): string[] {
  return [`-modfile=${modfile}`, '-tags', tags.join(',')];
}
