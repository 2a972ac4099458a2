import { readFileSync } from 'fs';
import { join } from 'path';
import { moduleDirectory } from '../../../../dry-run/scripts/go';
import { compile, type GoProgram } from '../../../../test/e2e/harness/go-build';

const SOURCES = join(__dirname, '..', 'go');
const CLI = join(SOURCES, 'cli');
const PROVIDER = join(SOURCES, 'provider');

const PROVIDER_MODULE = 'github.com/pulumi/pulumi-kubernetes/provider/v4';
/** The release of the provider that go.mod contains as a commit: the module has no tags. The package @pulumi/kubernetes has the same version. */
export const PROVIDER_VERSION = '4.25.0';

/** Files that the main program of the provider embeds. */
const EMBEDDED = ['schema.json', 'terraform-mapping.json'];

/** The engine of Pulumi and its provider for Kubernetes, by the names with which they must be on `PATH`. */
const PROGRAMS = {
  'pulumi': {
    module: CLI,
    source: 'github.com/pulumi/pulumi/pkg/v3/cmd/pulumi',
    variables: { 'github.com/pulumi/pulumi/sdk/v3/go/common/version.Version': engineVersion() },
    minutes: 'three',
  },
  'pulumi-resource-kubernetes': {
    module: PROVIDER,
    source: '.',
    variables: { [`${PROVIDER_MODULE}/pkg/version.Version`]: PROVIDER_VERSION },
    overlay: embeddedFiles,
    minutes: 'ten',
  },
} satisfies Readonly<Record<string, GoProgram>>;

/** Paths of the compiled programs. */
export type Programs = Readonly<Record<keyof typeof PROGRAMS, string>>;

/** Compiles the programs, unless they are cached. */
export function build(): Programs {
  return compile(PROGRAMS);
}

function engineVersion(): string {
  return /pulumi\/pkg\/v3 (v[\d.]+)/.exec(readFileSync(join(CLI, 'go.mod'), 'utf-8'))![1];
}

/** The files that main.go embeds, in the directory of the main program of the provider. */
function embeddedFiles(): Readonly<Record<string, string>> {
  const directory = join(moduleDirectory(PROVIDER_MODULE, ['-C', PROVIDER]), 'cmd', 'pulumi-resource-kubernetes');
  return Object.fromEntries(EMBEDDED.map(name => [join(PROVIDER, name), join(directory, name)]));
}
