import { VALUES, podLabels, serviceUrl } from './values';
import type { AppModel, ChartModel, GatewayModel, Place, WorkloadModel } from '../app-model';

/** A Kubernetes object without its namespace. */
export interface Document {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: Record<string, unknown>;
}

/** The documents of a chart, as a user writes them without a library. */
export function documentsOf({ isolated, gateway }: AppModel, { namespace, workloads }: ChartModel): Document[] {
  return [
    ...gateway?.namespace === namespace ? [gatewayDocument(gateway)] : [],
    ...workloads.flatMap(workload => [
      serviceDocument(workload.name, namespace),
      deploymentDocument(workload, namespace),
      budgetDocument(workload.name, namespace),
      ...isolated ? [policyDocument(workload, namespace)] : [],
      ...workload.host && gateway ? [routeDocument(workload.name, workload.host, namespace, gateway)] : [],
    ]),
  ];
}

function serviceDocument(name: string, namespace: string): Document {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace },
    spec: { selector: podLabels(name), ports: [{ name: 'http', port: VALUES.servicePort, targetPort: 'http' }] },
  };
}

function deploymentDocument({ name, calls }: WorkloadModel, namespace: string): Document {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace },
    spec: {
      replicas: VALUES.replicas,
      selector: { matchLabels: podLabels(name) },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0 } },
      template: {
        metadata: { labels: podLabels(name) },
        spec: {
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
          terminationGracePeriodSeconds: VALUES.terminationGracePeriod,
          containers: [{
            name,
            image: VALUES.image,
            imagePullPolicy: 'IfNotPresent',
            ...calls && { env: [{ name: VALUES.variable, value: serviceUrl(calls) }] },
            lifecycle: { preStop: { exec: { command: [...VALUES.preStop] } } },
            ports: [{ name: 'http', containerPort: VALUES.containerPort }],
            readinessProbe: { httpGet: { path: VALUES.readinessPath, port: 'http' } },
            startupProbe: { tcpSocket: { port: 'http' } },
            resources: {
              limits: { memory: `${VALUES.memoryLimit}Mi` },
              requests: { cpu: `${VALUES.cpuRequest}m`, memory: `${VALUES.memoryRequest}Mi` },
            },
            securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
            volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
          }],
          volumes: [{ name: 'tmp', emptyDir: {} }],
        },
      },
    },
  };
}

function budgetDocument(name: string, namespace: string): Document {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, namespace },
    spec: { maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow', selector: { matchLabels: podLabels(name) } },
  };
}

function policyDocument({ name, calls, calledBy }: WorkloadModel, namespace: string): Document {
  const pods = (place: string, labels: Record<string, string>) => [{
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': place } },
    podSelector: { matchLabels: labels },
  }];
  const peer = (place: Place) => pods(place.namespace, podLabels(place.name));
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace },
    spec: {
      podSelector: { matchLabels: podLabels(name) },
      policyTypes: ['Ingress', 'Egress'],
      ingress: calledBy ? [{ ports: [{ port: VALUES.containerPort }], from: peer(calledBy) }] : [],
      egress: [
        { ports: [{ port: 53 }, { port: 53, protocol: 'UDP' }], to: pods(VALUES.dnsNamespace, VALUES.dnsLabels) },
        ...calls ? [{ ports: [{ port: VALUES.containerPort }], to: peer(calls) }] : [],
      ],
    },
  };
}

/** A Gateway that accepts the routes of its namespace over HTTP. */
export function gatewayDocument({ name, namespace, className }: GatewayModel): Document {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name, namespace },
    spec: { gatewayClassName: className, listeners: [{ name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'Same' } } }] },
  };
}

/** An HTTPRoute to a workload. */
export function routeDocument(name: string, host: string, namespace: string, gateway: GatewayModel): Document {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: `${name}-route`, namespace },
    spec: {
      parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: gateway.name, sectionName: 'http' }],
      hostnames: [host],
      rules: [{
        matches: [{ path: { type: 'PathPrefix', value: '/' } }],
        backendRefs: [{ group: '', kind: 'Service', name, port: VALUES.servicePort, weight: 1 }],
      }],
    },
  };
}
