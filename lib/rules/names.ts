import type { Problems, Rule } from './rule';
import { withoutCredentials } from './show';
import { isAtLeast, type KubernetesVersion } from './versions';

const DNS_1123_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const DNS_1035_LABEL = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const DNS_1123_SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

const OBJECT_NAMES = 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/';

/** @internal */
export const nameRules = {
  serviceName: {
    id: 'service-name',
    limit: 'a Service name must be a DNS label (RFC 1035): at most 63 lowercase letters, digits and hyphens, starting with a letter (from Kubernetes 1.36 also a digit) and not ending with a hyphen',
    showsValue: true,
    source: `${OBJECT_NAMES}; ValidateServiceName in apimachinery/pkg/api/validation/generic.go`,
    cases: ['A01', 'A02', 'A04', 'A06', 'A07', 'A08', 'A10', 'J31', 'L18', 'L19', 'V07'],
  },
  workloadName: {
    id: 'workload-name',
    limit: 'the name of a DaemonSet must be a DNS subdomain (RFC 1123): at most 253 lowercase letters, digits, hyphens and dots; the name of a Deployment or StatefulSet must not contain dots',
    showsValue: true,
    source: `${OBJECT_NAMES}; apps/validation/validation.go; WarningsOnCreate in pkg/registry/apps/deployment/strategy.go`,
    cases: ['A12', 'A15', 'A16', 'V05'],
    hazard: 'The API server accepts dots in the name of a Deployment with a warning, because the names of pods and their hostnames are derived from it. This rule cannot be overridden.',
  },
  deploymentNameLength: {
    id: 'deployment-name-length',
    limit: 'a Deployment name must have at most 63 characters, because the names of pods and their hostnames are derived from it',
    showsValue: true,
    source: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#creating-a-deployment; WarningsOnCreate in pkg/registry/apps/deployment/strategy.go',
    cases: ['A13'],
    hazard: 'The API server accepts up to 253 characters with a warning; with 243 or more, no pod is ever created. This rule cannot be overridden.',
  },
  statefulSetNameLength: {
    id: 'statefulset-name-length',
    limit: 'a StatefulSet name must have at most 52 characters, because its controller labels every pod with the name and a hash of 11 characters, and a label value can have at most 63 characters',
    showsValue: true,
    source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/; controller-revision-hash in pkg/controller/statefulset',
    cases: [],
    hazard: 'The API server accepts up to 63 characters, but no pod is ever created. This rule cannot be overridden, because such a StatefulSet cannot work.',
  },
  namespace: {
    id: 'namespace-name',
    limit: 'a namespace must be a DNS label (RFC 1123): at most 63 lowercase letters, digits and hyphens',
    showsValue: true,
    source: OBJECT_NAMES,
    cases: [],
  },
  containerName: {
    id: 'container-name',
    limit: 'a container name must be a DNS label (RFC 1123): at most 63 lowercase letters, digits and hyphens',
    showsValue: true,
    source: 'validateContainerCommon in core/validation/validation.go',
    cases: [],
  },
  containerNameDuplicate: {
    id: 'container-name-duplicate',
    limit: 'each container of a pod, including init containers and sidecars, must have a unique name',
    showsValue: true,
    source: 'validateContainers in core/validation/validation.go',
    cases: [],
  },
} satisfies Record<string, Rule>;

/** @internal */
export const objectRules = {
  unique: {
    id: 'object-unique',
    limit: 'two objects must not have the same API group, kind, namespace and name, because they overwrite each other in the cluster',
    showsValue: true,
    source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
    cases: [],
    hazard: 'The API server treats the second object as an update of the first. Objects of different charts are compared only if the profiles of the charts name the same cluster.',
  },
  name: {
    id: 'object-name',
    limit: 'the name of an object must be a DNS subdomain (RFC 1123): at most 253 lowercase letters, digits, hyphens and dots',
    showsValue: true,
    source: `${OBJECT_NAMES}; NameIsDNSSubdomain in apimachinery/pkg/api/validation/generic.go`,
    cases: [],
    hazard: 'The API server accepts other names for a PodDisruptionBudget, which the documentation of Kubernetes does not permit. This rule cannot be overridden.',
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

/** A DNS label that is similar to a value, for the proposal in a message. @internal */
export function proposeLabel(value: unknown, fallback = 'web'): string {
  const label = withoutCredentials(String(value)).toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, 52).replace(/^[-0-9]+|-+$/g, '');
  return label === '' ? fallback : label;
}

/** Whether a Service can have a name. Versions before 1.36 do not allow a digit at the beginning. @internal */
export function isServiceName(name: unknown, version: KubernetesVersion): boolean {
  const pattern = isAtLeast(version, '1.36') ? DNS_1123_LABEL : DNS_1035_LABEL;
  return typeof name === 'string' && name.length <= 63 && pattern.test(name);
}

/** Reports the name of an object of a declaration, other than a Service or a workload, if it is not valid. @internal */
export function checkObjectName(problems: Problems, field: string, name: string | undefined): void {
  if (name !== undefined && !isDnsSubdomain(name)) {
    problems.report(objectRules.name, field, name, `Use the name of the object, such as '${proposeLabel(name)}'.`);
  }
}

/** @internal */
export function checkServiceName(problems: Problems, field: string, name: string, version: KubernetesVersion): boolean {
  const valid = isServiceName(name, version);
  if (!valid) {
    problems.report(nameRules.serviceName, field, name, `Set name: '${proposeLabel(name)}'. The default is the id of the construct.`);
  }
  return valid;
}

/** @internal */
export function checkWorkloadName(problems: Problems, field: string, name: string, kind: string): void {
  const stateful = kind === 'StatefulSet';
  const dotted = kind !== 'DaemonSet' && name.includes('.');
  if (dotted || (stateful ? !isDnsLabel(name) : !isDnsSubdomain(name))) {
    problems.report(nameRules.workloadName, field, name, `Set ${field}: '${proposeLabel(name)}'.`);
  } else if (stateful && name.length > 52) {
    problems.report(nameRules.statefulSetNameLength, field, name, `It has ${name.length} characters. Set ${field}: '${proposeLabel(name)}'.`);
  } else if (kind === 'Deployment' && name.length > 63) {
    problems.report(nameRules.deploymentNameLength, field, name, `It has ${name.length} characters. Set ${field}: '${proposeLabel(name)}'.`);
  }
}

/** @internal */
export function checkNamespace(problems: Problems, field: string, namespace: string | undefined): void {
  if (namespace !== undefined && !isDnsLabel(namespace)) {
    problems.report(nameRules.namespace, field, namespace, `Set namespace: '${proposeLabel(namespace)}' on the chart.`);
  }
}
