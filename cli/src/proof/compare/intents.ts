import { isDeepStrictEqual } from 'node:util';
import type { NodeDifference } from './tree/walk';
import type { Document } from '../../document';

/** A value that the library writes into objects whose declaration does not state it. */
interface Intent {
  /** The kind of the object; all kinds if undefined. */
  readonly kind?: RegExp;
  readonly path: RegExp;
  /** Whether the value is that of the library. */
  readonly has: (value: Document, declared: Document) => boolean;
  readonly reason: string;
  /** Whether the value includes any other, so that it is also a default if the original sets the field. */
  readonly includesOthers?: boolean;
}

const POD = String.raw`^spec\.template\.spec\.`;
const CONTAINER = String.raw`${POD}(?:containers|initContainers)\[[^\]]+\]\.`;
const SECURITY = String.raw`${CONTAINER}securityContext\.`;

const equals = (expected: unknown) => (value: unknown) => isDeepStrictEqual(value, expected);
const at = (...parts: readonly string[]) => new RegExp(`${parts.join('')}$`);

/** The defaults of pods: the first table of docs/defaults.md, in its order. */
const POD_INTENTS: readonly Intent[] = [
  { path: at(SECURITY, 'runAsNonRoot'), has: equals(true), reason: 'runAsNonRoot: an image that runs as root does not start, docs/security.md#user-and-group' },
  { path: at(SECURITY, String.raw`seccompProfile\.type`), has: equals('RuntimeDefault'), reason: 'security default, docs/security.md' },
  { path: at(SECURITY, 'allowPrivilegeEscalation'), has: equals(false), reason: 'security default, docs/security.md' },
  { path: at(SECURITY, String.raw`capabilities\.drop`), has: equals(['ALL']), reason: 'security default, docs/security.md', includesOthers: true },
  {
    path: at(SECURITY, 'readOnlyRootFilesystem'),
    has: equals(true),
    reason: 'readOnlyRootFilesystem: programs can write only to volumes, docs/security.md#read-only-root-file-system',
  },
  {
    path: at(POD, String.raw`securityContext\.sysctls\[net\.ipv4\.ip_unprivileged_port_start\]`),
    has: ({ value }) => value === '0',
    reason: 'ports below 1024 without root, docs/security.md#ports-below-1024',
  },
  { path: at(POD, String.raw`volumes\[[^\]]+\]`), has: isTemporary, reason: 'programs write to /tmp, docs/security.md#read-only-root-file-system' },
  {
    path: at(CONTAINER, String.raw`volumeMounts\[/tmp\]`),
    has: ({ name }, { spec }) => isTemporary(spec.template.spec.volumes?.find((volume: Document) => volume.name === name) ?? {}),
    reason: 'programs write to /tmp, docs/security.md#read-only-root-file-system',
  },
  { path: at(POD, 'automountServiceAccountToken'), has: equals(false), reason: 'automountServiceAccountToken: no token without a role, docs/security.md#service-account' },
  { path: at(POD, 'enableServiceLinks'), has: equals(false), reason: 'enableServiceLinks: no variables for other Services, docs/defaults.md#pods' },
  { path: at(CONTAINER, 'readinessProbe'), has: ({ tcpSocket }) => tcpSocket !== undefined, reason: 'readiness default, docs/health-checks.md' },
  { path: at(CONTAINER, String.raw`lifecycle\.preStop`), has: ({ sleep }) => sleep !== undefined, reason: 'shutdown delay, docs/shutdown.md' },
  { path: at(POD, 'terminationGracePeriodSeconds'), has: value => value > 30, reason: 'shutdown delay, docs/shutdown.md' },
  { path: at(POD, String.raw`securityContext\.fsGroup`), has: isNumber, reason: 'fsGroup: the program can write to its volumes, docs/security.md#volumes-of-claims-and-disks' },
  {
    path: at(POD, String.raw`securityContext\.fsGroupChangePolicy`),
    has: equals('OnRootMismatch'),
    reason: 'fsGroupChangePolicy: large volumes do not delay the start, docs/security.md#volumes-of-claims-and-disks',
  },
  {
    kind: /^Deployment$/,
    path: at(POD, String.raw`topologySpreadConstraints\[[^\]]+\]\.matchLabelKeys`),
    has: equals(['pod-template-hash']),
    reason: 'pods of the previous release do not count, docs/placement.md#topology-spread',
  },
  {
    path: /^spec\.template\.metadata\.annotations\[prometheus\.io\/(scrape|port)\]$/, has: isText, reason: 'annotations for Prometheus, docs/metrics.md',
  },
  {
    path: /^spec\.template\.metadata\.labels\[cdk8s-service-patterns\/workload\]$/, has: isText, reason: 'label of the workload, docs/pod-selection.md',
  },
  {
    path: /^spec\.template\.metadata\.annotations\[cdk8s-service-patterns\/configuration\]$/,
    has: isText,
    reason: 'hash of the configuration, docs/configuration.md',
  },
];

/** The defaults of controllers and Services: the second table. */
const SERVICE_INTENTS: readonly Intent[] = [
  {
    kind: /^Deployment$/, path: /^spec\.strategy\.rollingUpdate\.maxUnavailable$/, has: equals(0), reason: 'rollout default, docs/controllers.md#rollouts',
  },
  { kind: /^StatefulSet$/, path: /^spec\.serviceName$/, has: isText, reason: 'names of the pods, docs/controllers.md#statefulset' },
  {
    kind: /^StatefulSet$/,
    path: /^spec\.volumeClaimTemplates\[[^\]]+\]\.spec\.accessModes$/,
    has: equals(['ReadWriteOnce']),
    reason: 'access mode of claims, docs/defaults.md#controllers-and-services',
  },
  { kind: /^Service$/, path: /^spec\.ports\[[^\]]+\]\.name$/, has: isText, reason: 'the library names each port, docs/ports.md' },
  { kind: /^EndpointSlice$/, path: /^(addresses|ports)\[[^\]]+\]\.name$/, has: isText, reason: 'the library names each port, docs/ports.md' },
  { path: at(CONTAINER, String.raw`ports\[[^\]]+\]\.name`), has: isText, reason: 'the library names each port, docs/ports.md' },
  {
    path: at(CONTAINER, String.raw`ports\[[^\]]+\]`),
    has: ({ hostPort, name }) => hostPort === undefined && isText(name),
    reason: 'the library names each port to which a Service leads, docs/ports.md',
  },
  { kind: /^Service$/, path: /^spec\.(ipFamilies|ipFamilyPolicy)$/, has: (_, { spec }) => !spec.selector, reason: 'family of the backend, docs/external-services.md' },
  { kind: /^ServiceAccount$/, path: /^automountServiceAccountToken$/, has: equals(false), reason: 'automountServiceAccountToken: no token without a role, docs/security.md#service-account' },
  { kind: /^Service$/, path: /^metadata\.labels\[cdk8s-service-patterns\/service\]$/, has: isText, reason: 'the ServiceMonitor selects it, docs/metrics.md' },
  {
    kind: /^EndpointSlice$/,
    path: /^metadata\.labels\[endpointslice\.kubernetes\.io\/managed-by\]$/,
    has: equals('cdk8s-service-patterns'),
    reason: 'no controller changes the slice, docs/defaults.md#controllers-and-services',
  },
  { kind: /^PodDisruptionBudget$/, path: /^spec\.unhealthyPodEvictionPolicy$/, has: equals('AlwaysAllow'), reason: 'disruption default, docs/disruption.md' },
];

/**
 * The defaults of routes, Gateways and network policies: the third table. A match of all requests, and the fields of references, are also the defaults of
 * the API, so that they make no difference. A policy that blocks another direction is not a default, but a change.
 */
const ROUTE_INTENTS: readonly Intent[] = [
  { kind: /^Ingress$/, path: /^spec\.rules\[[^\]]*\]\.http\.paths\[[^\]]+\]\.path$/, has: equals('/'), reason: 'a rule without paths is for all requests, docs/routes.md#rules' },
  { path: /^spec\.parentRefs\[[^\]]+\]\.sectionName$/, has: isText, reason: 'the listener that the route needs, docs/routes.md' },
  { kind: /^Gateway$/, path: /^spec\.listeners\[[^\]]+\]$/, has: () => true, reason: 'a listener that a route of the app needs, docs/routes.md' },
  { kind: /^NetworkPolicy$/, path: /^spec\.egress\[\]$/, has: isDns, reason: 'the DNS of the cluster, docs/isolation.md#dns' },
];

const INTENTS = [...POD_INTENTS, ...SERVICE_INTENTS, ...ROUTE_INTENTS];

/** The reason for a difference, if it is a default of the library. What the original sets itself never changes by intent, unless the default includes it. */
export function intentOfField({ path, is, wasSet }: NodeDifference, declared: Document): { intent?: string } {
  const found = is === undefined ? undefined : INTENTS.find(intent => (
    (!wasSet || intent.includesOthers) && (intent.kind?.test(declared.kind) ?? true) && intent.path.test(path) && intent.has(is, declared)
  ));
  return found ? { intent: found.reason } : {};
}

function isTemporary({ name, emptyDir }: Document): boolean {
  return isText(name) && isDeepStrictEqual(emptyDir, {});
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number';
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

/** Whether a rule allows DNS only. */
function isDns({ ports }: Document): boolean {
  return Array.isArray(ports) && ports.length > 0 && ports.every(({ port }) => port === 53);
}
