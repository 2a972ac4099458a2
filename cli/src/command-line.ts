import { parseArgs } from 'node:util';
import { escaped } from './escaped';
import { STDIN } from './input/read-input';

export const PROGRAM = 'cdk8s-service-patterns-cli';

export const HELP = `usage: ${PROGRAM} adopt FILE|FOLDER|-... --out MAIN.ts [OPTION...]

Declares the manifests of an application with cdk8s-service-patterns, and reports whether the declaration means the same. Reads YAML and
JSON, such as the output of \`helm template\`, \`kustomize build\` and \`kubectl get -o yaml\`. - is the standard input.

  --out MAIN.ts                 the file to write. Other files are written to the folder of the same name beside it
  --in-place                    keep the pod templates as they are. The report lists the fields of those that change nevertheless,
                                whose pods are replaced. Without this option, the defaults of the library are added
  --namespace NAME              the namespace of objects that specify none, as in \`kubectl apply --namespace NAME\`
  --force                       replace existing files
  --kubernetes-version VERSION  the version of the cluster, such as 1.35 (default: the newest that kubernetes-dry-run contains)
  --output FORMAT               the format of the report: text or json (default: text)
  --quiet                       show no progress
  -h, --help                    print this help
  --version                     print the version of this program

Exit codes:
  0  everything means the same. Without --in-place, defaults that the library adds may differ
  1  something differs or is lost, the API server refuses an update, the program does not type-check, or a document cannot be read
  2  nothing was written, because the command or the input cannot be read
`;

const OPTIONS = {
  'out': { type: 'string' },
  'in-place': { type: 'boolean', default: false },
  'namespace': { type: 'string' },
  'force': { type: 'boolean', default: false },
  'kubernetes-version': { type: 'string' },
  'output': { type: 'string', default: 'text' },
  'quiet': { type: 'boolean', default: false },
  'help': { type: 'boolean', short: 'h', default: false },
  'version': { type: 'boolean', default: false },
} as const;

/** What the command line asks for. */
export type Arguments = 'help' | 'version' | AdoptArguments;

/** The arguments of `adopt`. */
export interface AdoptArguments {
  readonly paths: readonly string[];
  readonly out: string;
  readonly inPlace: boolean;
  /** The namespace of objects that specify none. */
  readonly namespace?: string;
  readonly force: boolean;
  readonly output: 'text' | 'json';
  readonly kubernetesVersion?: string;
  readonly quiet: boolean;
}

/**
 * Reads the arguments of the command line.
 *
 * @throws Error that says what is wrong and how to fix it
 */
export function readArguments(args: readonly string[]): Arguments {
  const { values, positionals: [command, ...paths] } = parsed(args);
  const { out, output, namespace, 'kubernetes-version': kubernetesVersion } = values;
  if (values.help || values.version) {
    return values.help ? 'help' : 'version';
  }
  if (command !== 'adopt') {
    throw new Error(command === undefined ? 'no command is specified. Use adopt, or --help for an explanation.'
      : `there is no command ${JSON.stringify(command)}. Use adopt, or --help for an explanation.`);
  }
  if (paths.length === 0) {
    throw new Error('no manifests are specified. Specify files or folders, or - for the standard input.');
  }
  if (paths.filter(path => path === STDIN).length > 1) {
    throw new Error('- is specified more than once, but the standard input can be read only once. Specify files instead of the others.');
  }
  if (output !== 'text' && output !== 'json') {
    throw new Error(`--output ${JSON.stringify(output)}: the format must be text or json. Use one of them.`);
  }
  if (namespace !== undefined && !/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(namespace)) {
    throw new Error(`--namespace ${JSON.stringify(namespace)}: it must have up to 63 lowercase letters, digits and hyphens. Specify such a name.`);
  }
  if (kubernetesVersion !== undefined && !/^1\.\d+$/.test(kubernetesVersion)) {
    throw new Error(`--kubernetes-version ${JSON.stringify(kubernetesVersion)}: the version must have the form 1.35. Specify the minor version only.`);
  }
  return {
    paths,
    out: checkedOut(out),
    inPlace: values['in-place']!,
    force: values.force!,
    output,
    quiet: values.quiet!,
    ...namespace === undefined ? {} : { namespace },
    ...kubernetesVersion === undefined ? {} : { kubernetesVersion },
  };
}

function checkedOut(out: string | undefined): string {
  if (out === undefined) {
    throw new Error('--out is missing. Specify the file to write, such as --out main.ts.');
  }
  if (out === STDIN) {
    throw new Error('--out -: the program can consist of several files, so it cannot be written to the standard output. Specify a file such as main.ts.');
  }
  if (!/[^/\\]\.ts$/.test(out) || out.endsWith('.d.ts')) {
    throw new Error(`--out ${JSON.stringify(out)}: the name must end in .ts, and not in .d.ts. Specify a file such as main.ts.`);
  }
  return out;
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS });
  } catch (error) {
    throw new Error(escaped((error as Error).message));
  }
}
