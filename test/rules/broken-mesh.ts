import { web, type Broken } from './broken';
import { ClusterProfile, HealthCheck, Mesh, Port, type ExposedWorkloadProps } from '../../lib';

const LINKERD_WAIT = 'config.alpha.linkerd.io/proxy-wait-before-exit-seconds';

const meshed = (mesh: Mesh, props: Partial<ExposedWorkloadProps>): Broken['declare'] => chart => {
  ClusterProfile.set(chart, { mesh });
  return web(chart, { readiness: HealthCheck.http('/healthz'), ...props });
};

/** A declaration for each rule on service meshes. */
export const BROKEN_MESH: Record<string, Broken> = {
  'mesh-port-name': {
    begins: 'ports[0].name "http-legacy"',
    declare: meshed(Mesh.ISTIO, { ports: [Port.tcp(9000, { name: 'http-legacy' })], readiness: undefined }),
    fixed: meshed(Mesh.ISTIO, { ports: [Port.tcp(9000, { name: 'http-legacy', appProtocol: 'tcp' })], readiness: undefined }),
  },
  'mesh-port': {
    begins: 'ports[0].number 15021',
    declare: meshed(Mesh.ISTIO, { ports: [Port.http(15021)] }),
    fixed: meshed(Mesh.ISTIO, { ports: [Port.http(15021)], podMetadata: { labels: { 'sidecar.istio.io/inject': 'false' } } }),
  },
  'mesh-user': {
    begins: 'security.user 1337',
    declare: meshed(Mesh.ISTIO, { security: { user: 1337 } }),
    fixed: meshed(Mesh.ISTIO, { security: { user: 1338 } }),
  },
  'mesh-name': {
    begins: 'ports[0].name "linkerd-admin"',
    declare: meshed(Mesh.LINKERD, { ports: [Port.http(8080, { name: 'linkerd-admin' })] }),
    fixed: meshed(Mesh.LINKERD, { ports: [Port.http(8080, { name: 'admin' })] }),
  },
  'mesh-tcp-check': {
    begins: 'readiness (not set)',
    declare: meshed(Mesh.LINKERD, { readiness: undefined }),
    fixed: meshed(Mesh.LINKERD, { readiness: HealthCheck.none() }),
  },
  'mesh-linkerd-wait': {
    begins: `podMetadata.annotations['${LINKERD_WAIT}'] (a string of 1 character)`,
    declare: meshed(Mesh.LINKERD, { podMetadata: { annotations: { [LINKERD_WAIT]: '5' } } }),
    fixed: meshed(Mesh.LINKERD, {
      podMetadata: { annotations: { [LINKERD_WAIT]: '5', 'config.beta.linkerd.io/proxy-enable-native-sidecar': 'false' } },
    }),
  },
  'custom-mesh': {
    begins: 'mesh.egress[0].namespace (not set)',
    declare: chart => ClusterProfile.set(chart, { mesh: Mesh.custom({ name: 'Kuma', egress: [{ ports: [5678] }] }) }),
    fixed: chart => ClusterProfile.set(chart, { mesh: Mesh.custom({ name: 'Kuma', egress: [{ namespace: 'kuma-system', ports: [5678] }] }) }),
  },
};
