import { isIPv4, isIPv6 } from 'node:net';
import type { ApiObject } from './finding';
import { escaped, escapedJson } from './messages/escaped';
import { typeNameOf } from './messages/type-name';
import { KUBERNETES_VERSIONS, type KubernetesVersion } from './versions';

/** Options of `ServerDryRun`: the settings of the cluster, and what is checked. */
export interface ServerDryRunOptions {
  /**
   * Minor version of Kubernetes, from '1.33' to '1.37'. The feature gates have the default values of this version.
   */
  readonly kubernetesVersion: KubernetesVersion;

  /**
   * The Pod Security level that is enforced in namespaces without the label `pod-security.kubernetes.io/enforce`.
   *
   * @default - privileged, as in a cluster without an admission configuration
   * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
   */
  readonly podSecurity?: PodSecurityLevel;

  /**
   * The range of node ports of Services: the flag `--service-node-port-range` of kube-apiserver.
   *
   * @default - 30000-32767, the default of kube-apiserver
   */
  readonly nodePortRange?: string;

  /**
   * The ranges of Service addresses: the flag `--service-cluster-ip-range` of kube-apiserver. Specify one range, or two ranges of
   * different IP families. A Service can have the IP families of these ranges.
   *
   * @default - 10.96.0.0/12, the default of kubeadm
   */
  readonly serviceCidrs?: readonly string[];

  /**
   * How the server handles unknown and duplicate fields: `Strict` refuses the object, `Warn` drops the fields with a warning, `Ignore`
   * drops the fields. This is the parameter `fieldValidation` of the API, and the flag `--validate` of kubectl.
   *
   * @default - Strict, the default of kubectl
   * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation
   */
  readonly fieldValidation?: FieldValidation;

  /**
   * Whether to report findings about references between objects and about updates, such as a Service that selects no pods, or a missing
   * ConfigMap that a pod mounts.
   *
   * @default - true
   */
  readonly references?: boolean;

  /**
   * What happens to an object whose kind neither Kubernetes nor a CustomResourceDefinition defines. `refuse` refuses it, as a cluster
   * without the definition does. `warn` and `ignore` check its metadata, and `warn` also reports each such kind once. A kind in an API
   * group of Kubernetes itself is always refused.
   *
   * @default - warn
   */
  readonly unknownKinds?: UnknownKinds;

  /**
   * CustomResourceDefinitions of the cluster, in addition to the ones in the manifests: objects, their JSON text, and paths of files and
   * directories, such as the output of `kubectl get crd -o yaml`. Directories are read with their subdirectories, at the first call of
   * `apply`. A text that begins with `{` is JSON. The definitions are used and not checked like documents, but each must be valid.
   *
   * @default - none. The definitions of the Gateway API's standard channel are built in.
   */
  readonly crds?: readonly (ApiObject | string)[];

  /**
   * The number of seconds that the server may take for one call of `apply` or `decode`. The call then throws an error that names the
   * document that the server was reading. The first call also starts the server, which takes about a second.
   *
   * @default - no limit
   */
  readonly timeout?: number;
}

const POD_SECURITY_LEVELS = ['privileged', 'baseline', 'restricted'] as const;

/** A level of the Pod Security Standards. */
export type PodSecurityLevel = typeof POD_SECURITY_LEVELS[number];

const FIELD_VALIDATIONS = ['Strict', 'Warn', 'Ignore'] as const;

/** How the server handles unknown and duplicate fields. */
export type FieldValidation = typeof FIELD_VALIDATIONS[number];

const UNKNOWN_KINDS = ['refuse', 'warn', 'ignore'] as const;

/** What happens to an object of a kind without a definition. */
export type UnknownKinds = typeof UNKNOWN_KINDS[number];

const DEFAULTS = {
  podSecurity: 'privileged',
  nodePortRange: '30000-32767',
  serviceCidrs: ['10.96.0.0/12'],
  fieldValidation: 'Strict',
  references: true,
  unknownKinds: 'warn',
  crds: [] as readonly (ApiObject | string)[],
  timeout: Infinity,
} as const;
const NAMES = ['kubernetesVersion', ...Object.keys(DEFAULTS)];

/**
 * Adds the defaults to the options.
 *
 * @throws Error that names each invalid option and says how to fix it
 */
export function completeOptions(specified: ServerDryRunOptions): Required<ServerDryRunOptions> {
  if (typeof specified !== 'object' || specified === null) {
    throw new Error(`The options must be an object, not ${shown(specified)}. Use an object such as { kubernetesVersion: '1.35' }.`);
  }
  const defined = Object.fromEntries(Object.entries(specified).filter(([, value]) => value !== undefined));
  const options: Required<ServerDryRunOptions> = { ...DEFAULTS, ...defined as unknown as ServerDryRunOptions };
  const problems = [
    ...nameProblems(defined, NAMES),
    ...oneOf('kubernetesVersion', options.kubernetesVersion, KUBERNETES_VERSIONS),
    ...oneOf('podSecurity', options.podSecurity, POD_SECURITY_LEVELS),
    ...nodePortRangeProblems(options.nodePortRange),
    ...serviceCidrProblems(options.serviceCidrs),
    ...oneOf('fieldValidation', options.fieldValidation, FIELD_VALIDATIONS),
    ...referencesProblems(options.references),
    ...oneOf('unknownKinds', options.unknownKinds, UNKNOWN_KINDS),
    ...crdProblems(options.crds),
    ...timeoutProblems(options.timeout),
  ];
  if (problems.length > 0) {
    throw new Error(problems.join('\n'));
  }
  return options;
}

/** The problems with names of options that do not exist. */
export function nameProblems(options: object, names: readonly string[]): string[] {
  return Object.keys(options).filter(name => !names.includes(name))
    .map(name => `${escaped(name)}: this option does not exist. The options are ${names.join(', ')}.`);
}

function oneOf(name: string, value: unknown, allowed: readonly string[]): string[] {
  const fix = `Use one of ${allowed.map(each => `'${each}'`).join(', ')}.`;
  return allowed.includes(value as string) ? [] : [`${name} ${shown(value)}: the value is not supported. ${fix}`];
}

function referencesProblems(references: unknown): string[] {
  return typeof references === 'boolean' ? [] : [`references ${shown(references)}: the value must be true or false. Use one of them.`];
}

function timeoutProblems(timeout: unknown): string[] {
  return typeof timeout === 'number' && timeout > 0
    ? []
    : [`timeout ${shown(timeout)}: the value must be a positive number of seconds. Use a value such as 60.`];
}

function nodePortRangeProblems(range: unknown): string[] {
  const [, first, last] = typeof range === 'string' && /^(\d+)-(\d+)$/.exec(range) || [];
  return first !== undefined && 1 <= Number(first) && Number(first) <= Number(last) && Number(last) <= 65535
    ? []
    : [`nodePortRange ${shown(range)}: the range must have a first and a last port from 1 to 65535. Use a value such as '30000-32767'.`];
}

function serviceCidrProblems(ranges: unknown): string[] {
  const fix = "Use one range such as ['10.96.0.0/12'], or two ranges of different IP families such as ['10.96.0.0/12', 'fd00:10:96::/108'].";
  if (!Array.isArray(ranges) || ranges.length < 1 || ranges.length > 2) {
    return [`serviceCidrs ${shown(ranges)}: the list must have one or two ranges. ${fix}`];
  }
  const families = Array.from(ranges, familyOf);
  const problems = Array.from(ranges).filter((_, index) => families[index] === undefined)
    .map(range => `serviceCidrs ${shown(range)}: a range must be an address with a prefix length. ${fix}`);
  return problems.length === 0 && ranges.length === 2 && families[0] === families[1]
    ? [`serviceCidrs ${shown(ranges)}: two ranges must have different IP families, but both are ${families[0]}. ${fix}`]
    : problems;
}

function crdProblems(crds: unknown): string[] {
  const fix = "Use a list of paths and objects, such as ['crds/'].";
  if (!Array.isArray(crds)) {
    return [`crds ${shown(crds)}: the value must be a list. ${fix}`];
  }
  const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
  return Array.from(crds).filter(each => typeof each === 'string' ? each === '' : !isObject(each))
    .map(each => `crds ${shown(each)}: an item must be a path or a CustomResourceDefinition. ${fix}`);
}

function familyOf(range: unknown): 'IPv4' | 'IPv6' | undefined {
  const [, address, bits] = typeof range === 'string' && /^([^/]+)\/(\d{1,3})$/.exec(range) || [];
  if (address !== undefined && isIPv4(address) && Number(bits) <= 32) {
    return 'IPv4';
  }
  return address !== undefined && isIPv6(address) && Number(bits) <= 128 ? 'IPv6' : undefined;
}

/** A value for a message. */
function shown(value: unknown): string {
  try {
    return typeof value === 'number' ? String(value) : escapedJson(JSON.stringify(value) ?? typeNameOf(value));
  } catch {
    // JSON cannot represent the value.
    return typeNameOf(value);
  }
}
