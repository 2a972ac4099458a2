import { parseArgs } from 'node:util';
import type { ServerDryRunOptions } from '../options';
import { KUBERNETES_VERSIONS } from '../versions';

const NEWEST = KUBERNETES_VERSIONS[KUBERNETES_VERSIONS.length - 1];

export const HELP = `usage: kubernetes-dry-run [OPTION...] FILE|DIRECTORY|-...

Says what \`kubectl apply --dry-run=server\` would say about Kubernetes manifests, without a cluster. Reads YAML and JSON; of a
directory the files that end in .yaml, .yml or .json; - is the standard input.

  --kubernetes-version VERSION  ${KUBERNETES_VERSIONS.join(', ')} (default: ${NEWEST})
  --pod-security LEVEL          what namespaces without a label enforce: privileged, baseline, restricted (default: privileged)
  --node-port-range FIRST-LAST  default: 30000-32767
  --service-cidr RANGE          twice for a cluster with two IP families (default: 10.96.0.0/12)
  --field-validation MODE       what is done about unknown fields: Strict, Warn, Ignore (default: Strict)
  --live FILE|DIRECTORY         objects that are in the cluster, which the manifests update; may be given several times
  --no-references               leave out what only a look at several objects finds
  -R, --recursive               read the subdirectories of directories too
  -o, --output FORMAT           text or json (default: text)
  -h, --help                    print this
  --version                     print the version of this program

Exit code: 0 all would be accepted as they are; 1 something would be refused, lose fields or not work; 2 it could not be found out.
`;

/** What the command line asks for. */
export interface Arguments {
  readonly help: boolean;
  readonly version: boolean;
  readonly output: 'text' | 'json';
  readonly recursive: boolean;
  readonly paths: readonly string[];
  readonly live: readonly string[];
  readonly options: ServerDryRunOptions;
}

/** @throws Error with what is wrong and what to write instead */
export function readArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      'kubernetes-version': { type: 'string', default: NEWEST },
      'pod-security': { type: 'string' },
      'node-port-range': { type: 'string' },
      'service-cidr': { type: 'string', multiple: true },
      'field-validation': { type: 'string' },
      'live': { type: 'string', multiple: true, default: [] },
      'no-references': { type: 'boolean', default: false },
      'recursive': { type: 'boolean', short: 'R', default: false },
      'output': { type: 'string', short: 'o', default: 'text' },
      'help': { type: 'boolean', short: 'h', default: false },
      'version': { type: 'boolean', default: false },
    },
  });
  const { help, version, output } = values;
  if (output !== 'text' && output !== 'json') {
    throw new Error(`--output ${output}: write text or json`);
  }
  if (positionals.length === 0 && !help && !version) {
    throw new Error('name the files or directories with the manifests, or - for the standard input');
  }
  return {
    help: help!,
    version: version!,
    output,
    recursive: values.recursive!,
    paths: positionals,
    live: values.live!,
    // Checked by the constructor that gets them.
    options: {
      kubernetesVersion: values['kubernetes-version'],
      podSecurity: values['pod-security'],
      nodePortRange: values['node-port-range'],
      serviceCidrs: values['service-cidr'],
      fieldValidation: values['field-validation'],
      references: !values['no-references'],
    } as ServerDryRunOptions,
  };
}
