import type { Problems, Rule } from './rule';

const DNS_1123_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const DNS_1035_LABEL = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const DNS_1123_SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

const OBJECT_NAMES = 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/';

/** @internal */
export const nameRules = {
  serviceName: {
    id: 'service-name',
    limit: 'a Service name is a DNS label (RFC 1035): at most 63 lower-case letters, digits and hyphens, a letter first (a digit may come first from Kubernetes 1.36), no hyphen last',
    source: `${OBJECT_NAMES}; ValidateServiceName in apimachinery/pkg/api/validation/generic.go`,
    cases: ['A01', 'A02', 'A04', 'A06', 'A07', 'A08', 'A10', 'J31', 'L18', 'L19', 'V07'],
  },
  workloadName: {
    id: 'workload-name',
    limit: 'the name of a DaemonSet is a DNS subdomain (RFC 1123): at most 253 lower-case letters, digits, hyphens and dots; that of a Deployment or StatefulSet holds no dots',
    source: `${OBJECT_NAMES}; apps/validation/validation.go; WarningsOnCreate in pkg/registry/apps/deployment/strategy.go`,
    cases: ['A12', 'A15', 'A16', 'V05'],
    hazard: 'For a Deployment the server takes dots with a warning, because pods and their hosts are named by it. There is no way to insist.',
  },
  deploymentNameLength: {
    id: 'deployment-name-length',
    limit: 'a Deployment name has at most 63 characters, because pods and their hosts are named by it',
    source: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#creating-a-deployment; WarningsOnCreate in pkg/registry/apps/deployment/strategy.go',
    cases: ['A13'],
    hazard: 'The server takes up to 253 with a warning, and from 243 on no pod is ever made. There is no way to insist.',
  },
  statefulSetNameLength: {
    id: 'statefulset-name-length',
    limit: 'a StatefulSet name has at most 52 characters, because its controller labels every pod with the name and a hash of 11 more, and a label value has at most 63',
    source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/; controller-revision-hash in pkg/controller/statefulset',
    cases: [],
    hazard: 'The server takes up to 63, and no pod is ever made. There is no way to insist, because nothing could work.',
  },
  namespace: {
    id: 'namespace-name',
    limit: 'a namespace is a DNS label (RFC 1123): at most 63 lower-case letters, digits and hyphens',
    source: OBJECT_NAMES,
    cases: [],
  },
  containerName: {
    id: 'container-name',
    limit: 'a container name is a DNS label (RFC 1123): at most 63 lower-case letters, digits and hyphens',
    source: 'validateContainerCommon in core/validation/validation.go',
    cases: [],
  },
  containerNameDuplicate: {
    id: 'container-name-duplicate',
    limit: 'every container of a pod, init containers and sidecars included, has a name of its own',
    source: 'validateContainers in core/validation/validation.go',
    cases: [],
  },
} satisfies Record<string, Rule>;

/** @internal */
export const objectRules = {
  unique: {
    id: 'object-unique',
    limit: 'two objects of one API group, kind, namespace and name overwrite each other in a cluster',
    source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
    cases: [],
    hazard: 'The server takes the second as an update of the first. Across charts it is refused where their profiles name the same cluster.',
  },
} satisfies Record<string, Rule>;

/** @internal */
export function isDnsLabel(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 63 && DNS_1123_LABEL.test(value);
}

/** @internal */
export function isDnsSubdomain(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 253 && DNS_1123_SUBDOMAIN.test(value);
}

/** The nearest DNS label to what was written, to be proposed in a message. */
function proposeLabel(value: unknown): string {
  const label = String(value).toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, 52).replace(/^[-0-9]+|-+$/g, '');
  return label === '' ? 'web' : label;
}

/** @internal */
export function checkServiceName(problems: Problems, field: string, name: string, leadingDigit: boolean): boolean {
  const pattern = leadingDigit ? DNS_1123_LABEL : DNS_1035_LABEL;
  const valid = typeof name === 'string' && name.length <= 63 && pattern.test(name);
  if (!valid) {
    problems.report(nameRules.serviceName, field, name, `Give name: '${proposeLabel(name)}'; the Service's name is the construct's id unless \`name\` says otherwise.`);
  }
  return valid;
}

/** @internal */
export function checkWorkloadName(problems: Problems, field: string, name: string, kind: string): void {
  const stateful = kind === 'StatefulSet';
  const dotted = kind !== 'DaemonSet' && String(name).includes('.');
  if (dotted || (stateful ? !isDnsLabel(name) : !isDnsSubdomain(name))) {
    problems.report(nameRules.workloadName, field, name, `Give workloadName: '${proposeLabel(name)}'.`);
  } else if (stateful && name.length > 52) {
    problems.report(nameRules.statefulSetNameLength, field, name, `It has ${name.length}. Give workloadName: '${proposeLabel(name)}'.`);
  } else if (kind === 'Deployment' && name.length > 63) {
    problems.report(nameRules.deploymentNameLength, field, name, `It has ${name.length}. Give workloadName: '${proposeLabel(name)}'.`);
  }
}

/** @internal */
export function checkNamespace(problems: Problems, field: string, namespace: string | undefined): void {
  if (namespace !== undefined && !isDnsLabel(namespace)) {
    problems.report(nameRules.namespace, field, namespace, `Give namespace: '${proposeLabel(namespace)}' to the chart.`);
  }
}

/** @internal */
export function checkContainerNames(
  problems: Problems, ownName: string, containers: readonly { readonly field: string; readonly name: string }[],
): void {
  const seen = new Set([ownName]);
  for (const { field, name } of containers) {
    if (!isDnsLabel(name)) {
      problems.report(nameRules.containerName, field, name, `Give '${proposeLabel(name)}'.`);
    } else if (seen.has(name)) {
      problems.report(nameRules.containerNameDuplicate, field, name, 'Give one of them another name.');
    }
    seen.add(name);
  }
}
