import { ServiceAccount } from 'cdk8s-plus-28';
import { balancerAddress } from './balancer';
import { installGatewayApi } from './custom-resources';
import { deploy } from './declare';
import { CONTROLLER, EntryPoint } from './entry-point';
import { apply } from './kubectl';
import { createNamespace } from './namespace';
import { once } from './once';
import { ExposedWorkload, Exposure, HealthCheck, Port } from '../../../lib';
import type { Document } from '../../support';
import { API_SERVER } from '../harness/facts';
import { TRAEFIK_IMAGE, importImages } from '../harness/images';
import { containerdSocket } from '../harness/node';

/** The IngressClass and the GatewayClass that the controller serves. */
export const ROUTE_CLASS = 'traefik';

/** Ports of its entry points, as in its Helm chart. The controller serves only Gateway listeners on these ports. */
export const ENTRY_POINTS = { http: 8000, https: 8443 } as const;
const HTTP = Port.http(ENTRY_POINTS.http, { servicePort: 80 });
const HTTPS = Port.https(ENTRY_POINTS.https, { servicePort: 443 });
/** The port of its readiness check. */
const PING = Port.http(8080, { name: 'ping', exposed: false });

/** Deploys a controller for Ingresses and the Gateway API if the cluster does not have it yet. Several test files can call this function. */
export async function deployController(): Promise<EntryPoint> {
  const { namespace } = CONTROLLER;
  await installGatewayApi();
  await once('deploying the controller', async () => {
    const directory = process.env.CLUSTER_DIRECTORY!;
    importImages(containerdSocket(directory), directory, { traefik: process.env.TRAEFIK! }, [{ reference: TRAEFIK_IMAGE, program: 'traefik' }]);
    await createNamespace(namespace);
    apply(clusterObjects());
    deployTraefik();
  });
  return new EntryPoint(await balancerAddress(namespace, 'traefik'));
}

function deployTraefik(): void {
  const { namespace, labels } = CONTROLLER;
  apply([{ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'traefik', namespace } }]);
  const published = `${namespace}/traefik`;
  deploy(namespace, chart => new ExposedWorkload(chart, 'traefik', {
    image: TRAEFIK_IMAGE,
    args: [
      '--global.checknewversion=false', '--log.level=INFO', '--ping', '--entrypoints.traefik.address=:8080',
      `--entrypoints.web.address=:${ENTRY_POINTS.http}`, `--entrypoints.websecure.address=:${ENTRY_POINTS.https}`, '--entrypoints.websecure.http.tls',
      `--providers.kubernetesingress.ingressclass=${ROUTE_CLASS}`, `--providers.kubernetesingress.ingressendpoint.publishedservice=${published}`,
      // The Service of the API server has no endpoints.
      `--providers.kubernetesingress.endpoint=${API_SERVER}`, `--providers.kubernetesgateway.endpoint=${API_SERVER}`,
      // A prefix matches whole path elements, as Ingress specifies. By default, Traefik compares characters.
      '--providers.kubernetesingress.strictprefixmatching',
      `--providers.kubernetesgateway.statusaddress.service.namespace=${namespace}`, '--providers.kubernetesgateway.statusaddress.service.name=traefik',
      // How long it waits after a change for further changes.
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

/** The classes of the controller and its permissions. */
function clusterObjects(): Document[] {
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
