/** A module that is compiled with changes. */
export interface Replacement {
  readonly module: string;
  /** The replacements of files, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** Texts in files, by path, and what replaces each occurrence. */
  readonly edits?: Readonly<Record<string, readonly (readonly [RegExp, string])[]>>;
}

/** The build settings of one program. */
export interface Target {
  /** Name of its files, without `.wasm.br` and `.memory.br`. */
  readonly name: string;
  readonly modfile: string;
  readonly tags: readonly string[];
  readonly replacements: readonly Replacement[];
}

// The tracing page of gRPC renders templates, which call methods by name. With it, the linker could not remove unused methods.
const NO_TRACE = 'grpcnotrace';

// These modules do not compile for WASI.
const JOURNAL = { module: 'github.com/coreos/go-systemd/v22', files: { 'journal/journal_unix.go': 'overlay/journal_wasip1.go.txt' } };
const ETCD = { module: 'go.etcd.io/etcd/client/pkg/v3', files: { 'fileutil/lock_flock.go': 'overlay/lock_wasip1.go.txt' } };
// Later releases of etcd have their own file for WebAssembly.
const OLDER_ETCD = { ...ETCD, files: { ...ETCD.files, 'transport/sockopt_unix.go': 'overlay/sockopt_wasip1.go.txt' } };

// The linker keeps all methods of all types if any code calls a method of package reflect that returns methods. Newer releases of these
// modules do not, or newer releases of Kubernetes do not use them.
const NO_METHODS: readonly Replacement[] = [
  {
    // The name of an interface without a name contains its methods. No type of the API has such a field.
    module: 'github.com/google/go-cmp',
    edits: { 'cmp/internal/value/name.go': [[/t\.NumMethod\(\)/g, '0'], [/t\.Method\(i\)/g, 'reflect.Method{}']] },
  },
  { module: 'github.com/modern-go/reflect2', files: { 'methods.go': 'overlay/reflect2_methods.go.txt' } },
  {
    // The text of a service descriptor contains its methods. The package reflect has methods with the same name.
    module: 'google.golang.org/protobuf',
    edits: { 'internal/descfmt/stringer.go': [[/\{rv\.MethodByName\("Methods"\), "Methods"\},/g, '']] },
  },
];

export const TARGETS: readonly Target[] = [
  { name: 'server-1.37', modfile: 'go.mod', tags: [NO_TRACE], replacements: [ETCD, JOURNAL] },
  { name: 'server-1.33', modfile: 'go.1.33.mod', tags: [NO_TRACE, 'kubernetes_1_33'], replacements: [OLDER_ETCD, JOURNAL, ...NO_METHODS] },
];

/** The custom resource definitions that the server has at its start. A separate module pins their version. */
export const GATEWAY_API = { pinned: 'gateway-api', module: 'sigs.k8s.io/gateway-api', directory: 'config/crd/standard' };

export const WASI = { GOOS: 'wasip1', GOARCH: 'wasm', CGO_ENABLED: '0' };

/** The flags of `go build` and `go list` that select what is compiled. */
export function selection({ tags }: Target, modfile: string): string[] {
  return [`-modfile=${modfile}`, '-tags', tags.join(',')];
}
