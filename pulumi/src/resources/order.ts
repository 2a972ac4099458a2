import { groupOf } from './resource-class';
import type { Document } from '../declaration/rendering';

/** What objects contain about others. */
interface Reference {
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
}

/** Which kinds of objects another one needs, if they are in the same app. */
type Needs = (document: Document, other: Document) => boolean;

const WORKLOADS = ['CronJob', 'DaemonSet', 'Deployment', 'Job', 'Pod', 'ReplicaSet', 'ReplicationController', 'StatefulSet'];

/** What pods use when they start. Volume claims are not in the list: some are bound only when a pod uses them. */
const USED_BY_PODS = ['ConfigMap', 'LimitRange', 'ResourceQuota', 'Role', 'RoleBinding', 'Secret', 'ServiceAccount'];
const USED_BY_PODS_OF_ALL_NAMESPACES = ['ClusterRole', 'ClusterRoleBinding', 'PriorityClass', 'RuntimeClass', 'StorageClass'];

/** The rules of the order. Every object waits for those for which one of the rules holds. */
const RULES: readonly Needs[] = [
  (document, other) => other.kind === 'Namespace' && document.metadata.namespace === other.metadata.name && document.kind !== 'Namespace',
  (document, other) => other.kind === 'CustomResourceDefinition' && groupOf(document) === other.spec?.group && document.kind === other.spec?.names?.kind,
  (document, other) => isEndpoints(document) && other.kind === 'Service' && isInNamespaceOf(document, other) && serviceOfEndpoints(document) === other.metadata.name,
  (document, other) => document.kind === 'StatefulSet' && other.kind === 'Service' && isInNamespaceOf(document, other)
    && document.spec?.serviceName === other.metadata.name && !waitsForPods(other),
  (document, other) => isWorkload(document) && isInNamespaceOf(document, other) && (USED_BY_PODS.includes(other.kind) || isNetworkPolicy(other)),
  (document, other) => isWorkload(document) && USED_BY_PODS_OF_ALL_NAMESPACES.includes(other.kind),
  (document, other) => document.kind === 'Secret' && other.kind === 'ServiceAccount' && isInNamespaceOf(document, other)
    && document.metadata.annotations?.['kubernetes.io/service-account.name'] === other.metadata.name,
  (document, other) => document.kind === 'RoleBinding' && ['ClusterRole', 'Role'].includes(other.kind) && isNamed(document.roleRef, other),
  (document, other) => document.kind === 'ClusterRoleBinding' && other.kind === 'ClusterRole' && isNamed(document.roleRef, other),
  (document, other) => document.kind === 'Ingress' && ingressReferences(document).some(reference => isNamed(reference, other) && isReachable(document, other)),
  (document, other) => isGatewayApi(document) && gatewayApiReferences(document).some(reference => isReferenced(reference, document, other)),
  (document, other) => isGatewayApi(document) && document.kind !== 'ReferenceGrant' && other.kind === 'ReferenceGrant',
  (document, other) => document.kind === 'HorizontalPodAutoscaler' && isInNamespaceOf(document, other) && isNamed(document.spec?.scaleTargetRef, other),
  (document, other) => other.kind === 'Service' && webhookServices(document).some(({ name, namespace }) => name === other.metadata.name && namespace === other.metadata.namespace),
];

/** Whether an object must exist, and be ready, before another one is created. */
export function mustPrecede(other: Document, document: Document): boolean {
  return other !== document && RULES.some(needs => needs(document, other));
}

/**
 * Whether the provider waits for pods of a workload before a Service is ready. It waits for each Service that has a selector and is not headless
 * (provider/pkg/await/service.go of version 4.25.0).
 */
export function waitsForPodsOf(service: Document, workload: Document): boolean {
  const labels = podTemplateOf(workload)?.metadata?.labels ?? {};
  return waitsForPods(service) && isWorkload(workload) && isInNamespaceOf(service, workload)
    && Object.entries(service.spec.selector).every(([key, value]) => labels[key] === value);
}

function waitsForPods({ kind, spec, metadata }: Document): boolean {
  return kind === 'Service' && spec?.type !== 'ExternalName' && spec?.clusterIP !== 'None' && Object.keys(spec?.selector ?? {}).length > 0
    && metadata.annotations?.['pulumi.com/skipAwait'] !== 'true';
}

function isWorkload({ kind }: Document): boolean {
  return WORKLOADS.includes(kind);
}

function podTemplateOf(workload: Document): any {
  return workload.kind === 'CronJob' ? workload.spec?.jobTemplate?.spec?.template : workload.kind === 'Pod' ? workload : workload.spec?.template;
}

function isEndpoints({ kind }: Document): boolean {
  return kind === 'Endpoints' || kind === 'EndpointSlice';
}

function serviceOfEndpoints({ kind, metadata }: Document): string | undefined {
  return kind === 'Endpoints' ? metadata.name : metadata.labels?.['kubernetes.io/service-name'];
}

function isInNamespaceOf(document: Document, other: Document): boolean {
  return document.metadata.namespace === other.metadata.namespace;
}

/** The Services and other resources that an Ingress sends requests to, and its class. */
function ingressReferences({ spec }: Document): Reference[] {
  const backends = [spec?.defaultBackend, ...(spec?.rules ?? []).flatMap((rule: any) => (rule.http?.paths ?? []).map((path: any) => path.backend))];
  const secrets = (spec?.tls ?? []).map((tls: any) => ({ kind: 'Secret', name: tls.secretName }));
  return [
    ...backends.map(backend => backend?.resource ?? { kind: 'Service', name: backend?.service?.name }),
    ...secrets,
    { kind: 'IngressClass', name: spec?.ingressClassName },
  ];
}

function isReachable(ingress: Document, other: Document): boolean {
  return other.kind === 'IngressClass' || isInNamespaceOf(ingress, other);
}

function isNetworkPolicy({ kind }: Document): boolean {
  return kind.endsWith('NetworkPolicy');
}

function isGatewayApi(document: Document): boolean {
  return groupOf(document) === 'gateway.networking.k8s.io';
}

/** Parents, backends, certificates and classes of objects of the Gateway API, all of which have the form of a reference. */
function gatewayApiReferences({ spec }: Document): Reference[] {
  const rules: any[] = spec?.rules ?? [];
  const filters = rules.flatMap(rule => [...rule.filters ?? [], ...(rule.backendRefs ?? []).flatMap((backend: any) => backend.filters ?? [])]);
  return [
    ...(spec?.parentRefs ?? []).map((parent: Reference) => ({ kind: 'Gateway', ...parent })),
    ...rules.flatMap(rule => rule.backendRefs ?? []).map((backend: Reference) => ({ kind: 'Service', ...backend })),
    ...filters.flatMap(filter => filter.requestMirror?.backendRef ?? []).map((backend: Reference) => ({ kind: 'Service', ...backend })),
    ...(spec?.targetRefs ?? []),
    ...(spec?.listeners ?? []).flatMap((listener: any) => listener.tls?.certificateRefs ?? []).map((secret: Reference) => ({ kind: 'Secret', ...secret })),
    ...(spec?.validation?.caCertificateRefs ?? []),
    { kind: 'GatewayClass', name: spec?.gatewayClassName },
  ];
}

function isReferenced(reference: Reference, document: Document, other: Document): boolean {
  return isNamed(reference, other) && (other.kind === 'GatewayClass' || (reference.namespace ?? document.metadata.namespace) === other.metadata.namespace);
}

function isNamed(reference: Reference | undefined, { kind, metadata }: Document): boolean {
  return reference?.kind === kind && reference.name === metadata.name;
}

/** The Services that the API server calls for webhooks and aggregated APIs. Objects that come later need them. */
function webhookServices({ kind, webhooks, spec }: Document): Reference[] {
  const services: any[] = kind === 'APIService' ? [spec?.service] : /^(Mutating|Validating)WebhookConfiguration$/.test(kind)
    ? (webhooks ?? []).map((webhook: any) => webhook.clientConfig?.service) : [];
  return services.filter(service => service !== undefined);
}
