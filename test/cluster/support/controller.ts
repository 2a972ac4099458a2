import { ServiceAccount } from 'cdk8s-plus-28';
import { balancerAddress } from './balancer';
import { deploy } from './declare';
import { Front } from './front';
import { installGatewayApi } from './gateway-api';
import { apply, kubectl } from './kubectl';
import { createNamespace } from './namespace';
import { ExposedWorkload, Exposure, HealthCheck, Port } from '../../../lib';
import type { Document } from '../../support';
import { API_SERVER } from '../harness/facts';
import { TRAEFIK_IMAGE, importImages } from '../harness/images';
import { containerdSocket } from '../harness/node';

/** What runs in its pods has this label and no other that a test may rely on. */
export const CONTROLLER = { namespace: 'traefik', labels: { 'app.kubernetes.io/name': 'traefik' } } as const;

/** Class of the Ingresses and of the Gateways that the controller serves. */
export const ROUTE_CLASS = 'traefik';

/** Ports of its Service. A Gateway's listener for one of them is served, and for no other. */
const HTTP = Port.http(80);
const HTTPS = Port.https(443);
/** Where it says that it runs. */
const PING = Port.http(8080, { name: 'ping', exposed: false });

/** Has a controller of Ingresses and of the Gateway API in the cluster, from then on. Several files of tests may call it. */
export async function deployController(): Promise<Front> {
  const { namespace } = CONTROLLER;
  if (!kubectl('get', 'namespaces', '--output=name').includes(`namespace/${namespace}\n`)) {
    await installGatewayApi();
    const directory = process.env.CLUSTER_DIRECTORY!;
    importImages(containerdSocket(directory), directory, { traefik: process.env.TRAEFIK! }, [{ reference: TRAEFIK_IMAGE, program: 'traefik' }]);
    await createNamespace(namespace);
    apply(clusterWide());
    deployTraefik();
  }
  return new Front(await balancerAddress(namespace, 'traefik'));
}

function deployTraefik(): void {
  const { namespace, labels } = CONTROLLER;
  apply([{ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'traefik', namespace } }]);
  const published = `${namespace}/traefik`;
  deploy(namespace, chart => new ExposedWorkload(chart, 'traefik', {
    image: TRAEFIK_IMAGE,
    args: [
      '--global.checknewversion=false', '--log.level=INFO', '--ping', '--entrypoints.traefik.address=:8080',
      '--entrypoints.http.address=:80', '--entrypoints.https.address=:443', '--entrypoints.https.http.tls',
      `--providers.kubernetesingress.ingressclass=${ROUTE_CLASS}`, `--providers.kubernetesingress.ingressendpoint.publishedservice=${published}`,
      // The Service of the API server has no endpoint.
      `--providers.kubernetesingress.endpoint=${API_SERVER}`, `--providers.kubernetesgateway.endpoint=${API_SERVER}`,
      // A prefix is of whole path elements, as Ingress has it: by default it is of characters.
      '--providers.kubernetesingress.strictprefixmatching',
      `--providers.kubernetesgateway.statusaddress.service.namespace=${namespace}`, '--providers.kubernetesgateway.statusaddress.service.name=traefik',
      // It waits that long after a change, for more of them.
      '--providers.providersthrottleduration=100ms',
    ],
    ports: [HTTP, HTTPS, PING],
    exposure: Exposure.loadBalancer(),
    readiness: HealthCheck.http('/ping', { port: PING.name }),
    serviceAccount: ServiceAccount.fromServiceAccountName(chart, 'account', 'traefik'),
    automountServiceAccountToken: true,
    podMetadata: { labels },
  }));
}

/** Its classes, and what it may read and write. */
function clusterWide(): Document[] {
  const READ = ['get', 'list', 'watch'];
  const routes = ['httproutes', 'grpcroutes', 'tlsroutes', 'backendtlspolicies'];
  const named = { name: 'traefik' };
  return [
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: named,
      rules: [
        { apiGroups: [''], resources: ['services', 'secrets', 'configmaps', 'namespaces', 'nodes'], verbs: READ },
        { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: READ },
        { apiGroups: ['networking.k8s.io'], resources: ['ingresses', 'ingressclasses'], verbs: READ },
        { apiGroups: ['networking.k8s.io'], resources: ['ingresses/status'], verbs: ['update'] },
        { apiGroups: ['gateway.networking.k8s.io'], resources: ['gatewayclasses', 'gateways', 'referencegrants', ...routes], verbs: READ },
        {
          apiGroups: ['gateway.networking.k8s.io'],
          resources: ['gatewayclasses', 'gateways', ...routes].map(resource => `${resource}/status`),
          verbs: ['update'],
        },
      ],
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: named,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'traefik' },
      subjects: [{ kind: 'ServiceAccount', name: 'traefik', namespace: CONTROLLER.namespace }],
    },
    { apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata: { name: ROUTE_CLASS }, spec: { controller: 'traefik.io/ingress-controller' } },
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'GatewayClass',
      metadata: { name: ROUTE_CLASS },
      spec: { controllerName: 'traefik.io/gateway-controller' },
    },
  ];
}
