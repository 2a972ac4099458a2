import { isIPv4, isIPv6 } from 'node:net';
import { KUBERNETES_VERSIONS, type KubernetesVersion } from './versions';

/** The cluster that is asked, and how strictly. */
export interface ServerDryRunOptions {
  /**
   * Minor version of Kubernetes, from '1.33' to '1.37'. The feature gates have the values that this version has by default.
   */
  readonly kubernetesVersion: KubernetesVersion;

  /**
   * The level of Pod Security that namespaces enforce which have no label `pod-security.kubernetes.io/enforce` of their own.
   *
   * @default - privileged, as in a cluster whose admission configuration says nothing
   * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
   */
  readonly podSecurity?: PodSecurityLevel;

  /**
   * The ports that Services may have on nodes: kube-apiserver's `--service-node-port-range`.
   *
   * @default - 30000-32767, as kube-apiserver has
   */
  readonly nodePortRange?: string;

  /**
   * The addresses that Services get: kube-apiserver's `--service-cluster-ip-range`, one or two of different IP families.
   * The families that a Service can have are those of the ranges.
   *
   * @default - 10.96.0.0/12, as kubeadm writes
   */
  readonly serviceCidrs?: readonly string[];

  /**
   * What is done about fields that the API does not know and fields that are there twice: `Strict` refuses the object, `Warn` drops
   * them with a warning, `Ignore` drops them. It is the `fieldValidation` of the API, and `--validate` of kubectl.
   *
   * @default - Strict, as kubectl asks for
   * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation
   */
  readonly fieldValidation?: FieldValidation;

  /**
   * Whether to find what the server takes object by object and what does not fit together: a Service that selects no pod, a ConfigMap that
   * is mounted and not there.
   *
   * @default - true
   */
  readonly references?: boolean;
}

const POD_SECURITY_LEVELS = ['privileged', 'baseline', 'restricted'] as const;
export type PodSecurityLevel = typeof POD_SECURITY_LEVELS[number];

const FIELD_VALIDATIONS = ['Strict', 'Warn', 'Ignore'] as const;
export type FieldValidation = typeof FIELD_VALIDATIONS[number];

const DEFAULTS = {
  podSecurity: 'privileged', nodePortRange: '30000-32767', serviceCidrs: ['10.96.0.0/12'], fieldValidation: 'Strict', references: true,
} as const;
const NAMES = ['kubernetesVersion', ...Object.keys(DEFAULTS)];

/**
 * Options with the defaults in them.
 *
 * @throws Error naming each option that is wrong, and what to write instead
 */
export function completeOptions(given: ServerDryRunOptions): Required<ServerDryRunOptions> {
  if (typeof given !== 'object' || given === null) {
    throw new Error(`The options are an object such as { kubernetesVersion: '1.35' }, not ${shown(given)}`);
  }
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const options: Required<ServerDryRunOptions> = { ...DEFAULTS, ...said as unknown as ServerDryRunOptions };
  const problems = [
    ...Object.keys(said).filter(name => !NAMES.includes(name)).map(name => `${name}: there is no such option, only ${NAMES.join(', ')}`),
    ...oneOf('kubernetesVersion', options.kubernetesVersion, KUBERNETES_VERSIONS),
    ...oneOf('podSecurity', options.podSecurity, POD_SECURITY_LEVELS),
    ...nodePortRangeProblems(options.nodePortRange),
    ...serviceCidrProblems(options.serviceCidrs),
    ...oneOf('fieldValidation', options.fieldValidation, FIELD_VALIDATIONS),
    ...typeof options.references === 'boolean' ? [] : [`references ${shown(options.references)}: write true or false`],
  ];
  if (problems.length > 0) {
    throw new Error(problems.join('\n'));
  }
  return options;
}

function oneOf(name: string, value: unknown, allowed: readonly string[]): string[] {
  return allowed.includes(value as string) ? [] : [`${name} ${shown(value)}: write one of ${allowed.map(each => `'${each}'`).join(', ')}`];
}

function nodePortRangeProblems(range: unknown): string[] {
  const [, first, last] = /^(\d+)-(\d+)$/.exec(String(range)) ?? [];
  return first !== undefined && 1 <= Number(first) && Number(first) <= Number(last) && Number(last) <= 65535
    ? []
    : [`nodePortRange ${shown(range)}: write the first and the last port, from 1 to 65535, such as '30000-32767'`];
}

function serviceCidrProblems(ranges: unknown): string[] {
  const remedy = "write one range such as ['10.96.0.0/12'], or two of different IP families such as ['10.96.0.0/12', 'fd00:10:96::/108']";
  if (!Array.isArray(ranges) || ranges.length < 1 || ranges.length > 2) {
    return [`serviceCidrs ${shown(ranges)}: ${remedy}`];
  }
  const families = ranges.map(familyOf);
  const problems = ranges.filter((_, index) => families[index] === undefined)
    .map(range => `serviceCidrs ${shown(range)}: not an address with the length of its prefix; ${remedy}`);
  return problems.length === 0 && ranges.length === 2 && families[0] === families[1]
    ? [`serviceCidrs ${shown(ranges)}: both are ${families[0]}; ${remedy}`]
    : problems;
}

function familyOf(range: unknown): 'IPv4' | 'IPv6' | undefined {
  const [, address, bits] = /^([^/]+)\/(\d{1,3})$/.exec(String(range)) ?? [];
  if (address !== undefined && isIPv4(address) && Number(bits) <= 32) {
    return 'IPv4';
  }
  return address !== undefined && isIPv6(address) && Number(bits) <= 128 ? 'IPv6' : undefined;
}

/** A value in a message. */
function shown(value: unknown): string {
  return JSON.stringify(value) ?? 'undefined';
}
