import { parseArgs } from 'node:util';
import { STDIN } from '../input/manifests';
import { escaped } from '../messages/escaped';
import type { ServerDryRunOptions } from '../options';
import { KUBERNETES_VERSIONS } from '../versions';

const NEWEST = KUBERNETES_VERSIONS[KUBERNETES_VERSIONS.length - 1];

export const HELP = `usage: kubernetes-dry-run [OPTION...] FILE|DIRECTORY|-...

Checks Kubernetes manifests as \`kubectl apply --dry-run=server\` does, without a cluster. Reads YAML and JSON files. In a directory, it
reads the files that end in .yaml, .yml or .json. - is the standard input.

  --kubernetes-version VERSION  ${KUBERNETES_VERSIONS.join(', ')} (default: ${NEWEST})
  --pod-security LEVEL          the Pod Security level of namespaces that have no enforce label: privileged, baseline, restricted
                                (default: privileged)
  --node-port-range FIRST-LAST  the range of node ports (default: 30000-32767)
  --service-cidr RANGE          the range of Service addresses; use it twice for a dual-stack cluster (default: 10.96.0.0/12)
  --field-validation MODE       how unknown and duplicate fields are handled: Strict, Warn, Ignore (default: Strict)
  --crds FILE|DIRECTORY         CustomResourceDefinitions of the cluster, such as the output of \`kubectl get crd -o yaml\`; can be used
                                several times, and includes subdirectories
  --unknown-kinds MODE          how objects without a definition of their kind are handled: refuse, warn, ignore (default: warn)
  --live FILE|DIRECTORY         the objects that exist in the cluster, which the manifests update, such as the output of
                                \`kubectl get -o yaml --show-managed-fields\`, with Pods; can be used several times
  --context FILE|DIRECTORY      files that are read only to look up what the manifests refer to, such as the root of the repository;
                                can be used several times, and includes subdirectories except node_modules
  --timeout SECONDS             how long the server may take to read a file, and to check all objects (default: no limit). The first
                                file also starts the server, which takes about a second
  --no-references               omit findings about references between objects and about updates
  -R, --recursive               also read the subdirectories of directories
  -o, --output FORMAT           text or json (default: text)
  -h, --help                    print this help
  --version                     print the version of this program

Exit codes:
  0  the server would accept all objects as they are
  1  the server would refuse an object or drop fields, or a finding is an error
  2  the check could not run, for example because a file does not exist
`;

const OPTIONS = {
  'kubernetes-version': { type: 'string', default: NEWEST },
  'pod-security': { type: 'string' },
  'node-port-range': { type: 'string' },
  'service-cidr': { type: 'string', multiple: true },
  'field-validation': { type: 'string' },
  'crds': { type: 'string', multiple: true },
  'unknown-kinds': { type: 'string' },
  'live': { type: 'string', multiple: true, default: [] as string[] },
  'context': { type: 'string', multiple: true, default: [] as string[] },
  'timeout': { type: 'string' },
  'no-references': { type: 'boolean', default: false },
  'recursive': { type: 'boolean', short: 'R', default: false },
  'output': { type: 'string', short: 'o', default: 'text' },
  'help': { type: 'boolean', short: 'h', default: false },
  'version': { type: 'boolean', default: false },
} as const;

/** The arguments of the command line. */
export interface Arguments {
  readonly help: boolean;
  readonly version: boolean;
  readonly output: 'text' | 'json';
  readonly recursive: boolean;
  readonly paths: readonly string[];
  readonly live: readonly string[];
  readonly context: readonly string[];
  readonly options: ServerDryRunOptions;
}

/**
 * Reads the arguments of the command line.
 *
 * @throws Error that says what is wrong and how to fix it
 */
export function readArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parsed(args);
  const { help, version, output } = values;
  if (output !== 'text' && output !== 'json') {
    throw new Error(`--output ${JSON.stringify(output)}: the format must be text or json. Use one of them.`);
  }
  if ([...positionals, ...values.live!, ...values.context!, ...values.crds ?? []].filter(path => path === STDIN).length > 1) {
    throw new Error('- is specified more than once, but the standard input can be read only once. Specify files instead of the others.');
  }
  if (positionals.length === 0 && !help && !version) {
    throw new Error('no manifests are specified. Specify files or directories, or - for the standard input.');
  }
  return {
    help: help!,
    version: version!,
    output,
    recursive: values.recursive!,
    paths: positionals,
    live: values.live!,
    context: values.context!,
    // The constructor of ServerDryRun checks these values.
    options: {
      kubernetesVersion: values['kubernetes-version'],
      podSecurity: values['pod-security'],
      nodePortRange: values['node-port-range'],
      serviceCidrs: values['service-cidr'],
      fieldValidation: values['field-validation'],
      unknownKinds: values['unknown-kinds'],
      crds: values.crds,
      timeout: secondsOf(values.timeout),
      references: !values['no-references'],
    } as ServerDryRunOptions,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS });
  } catch (error) {
    // Other messages contain no arguments, and some have several lines.
    const { code, message } = error as NodeJS.ErrnoException;
    throw code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' ? new Error(escaped(message)) : error;
  }
}

/** The number, or the text if it is no number, which the constructor of ServerDryRun shows in its error. */
function secondsOf(text: string | undefined): number | string | undefined {
  const seconds = Number(text);
  return text === undefined || text.trim() === '' || Number.isNaN(seconds) ? text : seconds;
}
