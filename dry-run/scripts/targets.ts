/** A module that does not compile for WASI, and the replacements of some of its files, by path. */
export interface Replacement {
  readonly module: string;
  readonly files: Readonly<Record<string, string>>;
}

/** The build settings of one WebAssembly file. */
export interface Target {
  /** Name of the file, without `.wasm.br`. */
  readonly name: string;
  readonly modfile: string;
  readonly tags: readonly string[];
  readonly replacements: readonly Replacement[];
}

// The tracing page of gRPC renders templates, which call methods by name. With it, the linker could not remove unused methods.
const NO_TRACE = 'grpcnotrace';

const JOURNAL = { module: 'github.com/coreos/go-systemd/v22', files: { 'journal/journal_unix.go': 'overlay/journal_wasip1.go.txt' } };
const ETCD = { module: 'go.etcd.io/etcd/client/pkg/v3', files: { 'fileutil/lock_flock.go': 'overlay/lock_wasip1.go.txt' } };
// Later releases of etcd have their own file for WebAssembly.
const OLDER_ETCD = { ...ETCD, files: { ...ETCD.files, 'transport/sockopt_unix.go': 'overlay/sockopt_wasip1.go.txt' } };

export const TARGETS: readonly Target[] = [
  { name: 'server-1.37', modfile: 'go.mod', tags: [NO_TRACE], replacements: [ETCD, JOURNAL] },
  { name: 'server-1.33', modfile: 'go.1.33.mod', tags: [NO_TRACE, 'kubernetes_1_33'], replacements: [OLDER_ETCD, JOURNAL] },
];

/** The custom resource definitions that the server has at its start. A separate module pins their version. */
export const GATEWAY_API = { pinned: 'gateway-api', module: 'sigs.k8s.io/gateway-api', directory: 'config/crd/standard' };

export const WASI = { GOOS: 'wasip1', GOARCH: 'wasm', CGO_ENABLED: '0' };

/** The flags of `go build` and `go list` that select what is compiled. */
export function selection({ tags }: Target, modfile: string): string[] {
  return [`-modfile=${modfile}`, '-tags', tags.join(',')];
}
