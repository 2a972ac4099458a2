import { isDeepStrictEqual } from 'util';
import { WORKLOAD_LABEL } from '../../lib/workload/pod/identity';
import type { Document } from '../support';

/** Lists of objects whose order has no meaning, so that a declaration has them in another order. */
const WITHOUT_ORDER = ['env', 'hostAliases', 'httpHeaders', 'options', 'ports', 'resizePolicy', 'sysctls', 'volumes', 'volumeMounts'];

/** Values that fields have in a cluster if they are not set. */
const DEFAULTS: readonly (readonly [name: string, value: unknown])[] = [
  ['apiVersion', 'v1'],
  ['automountServiceAccountToken', true],
  ['enableServiceLinks', true],
  ['fsGroupChangePolicy', 'Always'],
  ['nodeAffinityPolicy', 'Honor'],
  ['partition', 0],
  ['podManagementPolicy', 'OrderedReady'],
  ['protocol', 'TCP'],
  ['runAsNonRoot', false],
  ['setHostnameAsFQDN', false],
  ['type', 'ClusterIP'],
  ['type', 'RollingUpdate'],
];

/** Settings of a pod that its containers have unless they override them. A declaration may set them in other places. */
const INHERITED = ['runAsUser', 'runAsGroup', 'runAsNonRoot', 'seccompProfile', 'seLinuxOptions', 'appArmorProfile'];

const ACTIONS = [['readinessProbe'], ['livenessProbe'], ['startupProbe'], ['lifecycle', 'postStart'], ['lifecycle', 'preStop']];

/**
 * A document in a form that is the same for documents with the same meaning: ports have numbers instead of names, containers have the security
 * settings of their pod, amounts are texts, and lists have one order. It has no selectors, because the library generates them, and no defaults.
 *
 * @param workload the workload of the document, or to whose pods a Service leads
 */
export function meaningOf(document: Document, workload: Document): Document {
  const copy = JSON.parse(JSON.stringify(document)) as Document;
  delete copy.spec.selector;
  if (copy.kind === 'Service') {
    const containers = containersOf(workload.spec.template.spec);
    copy.spec.ports.forEach((port: Document) => Object.assign(port, { targetPort: numberOf(port.targetPort || port.port, containers) }));
  } else {
    const { metadata, spec: pod } = copy.spec.template;
    delete metadata.labels?.[WORKLOAD_LABEL];
    containersOf(pod).forEach(container => completeContainer(container, pod.securityContext ?? {}));
    INHERITED.forEach(name => delete pod.securityContext?.[name]);
  }
  return normalized(copy);
}

function containersOf({ containers, initContainers = [] }: Document): Document[] {
  return [...containers, ...initContainers];
}

function numberOf(reference: number | string, containers: readonly Document[]): number {
  const ports: Document[] = containers.flatMap(container => container.ports ?? []);
  return ports.find(({ name }) => name === reference)?.containerPort ?? reference;
}

function completeContainer(container: Document, podSecurity: Document): void {
  for (const path of ACTIONS) {
    const action = path.reduce<Document | undefined>((object, name) => object?.[name], container);
    const handler = action?.httpGet ?? action?.tcpSocket;
    if (handler) {
      handler.port = numberOf(handler.port, [container]);
    }
  }
  const inherited = Object.fromEntries(INHERITED.filter(name => podSecurity[name] !== undefined).map(name => [name, podSecurity[name]]));
  container.securityContext = { ...inherited, ...container.securityContext };
  container.ports = container.ports?.map(({ name, ...port }: Document) => port);
}

function normalized(value: any, key = ''): any {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    const list = value.map(each => normalized(each));
    return WITHOUT_ORDER.includes(key) ? list.sort(byIdentity) : list;
  }
  const isAmounts = key === 'requests' || key === 'limits';
  const entries = Object.entries(value).map(([name, each]) => [name, isAmounts ? String(each) : normalized(each, name)] as const);
  return Object.fromEntries(entries.filter(([name, each]) => !isDefault(name, each)));
}

/** Whether a field means the same as a field that is not set. An empty selector selects everything. */
function isDefault(name: string, value: unknown): boolean {
  const isEmpty = isDeepStrictEqual(value, {}) && !name.endsWith('Selector');
  return isEmpty || DEFAULTS.some(([key, each]) => key === name && each === value);
}

/** Objects of these lists have a name, or other fields that identify them. */
function byIdentity(a: Document, b: Document): number {
  const identity = ({ mountPath, name, ip, resourceName, containerPort, port, protocol = 'TCP' }: Document) => (
    [mountPath, name, ip, resourceName, containerPort, port, protocol].join(' ')
  );
  return identity(a) < identity(b) ? -1 : 1;
}
