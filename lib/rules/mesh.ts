import type { Rule } from './rule';

const REQUIREMENTS = 'https://istio.io/latest/docs/ops/deployment/application-requirements/';
const LINKERD_VALUES = 'charts/linkerd-control-plane/values.yaml in linkerd/linkerd2';

/** Rules that hold where the profile of the cluster has a mesh. @internal */
export const meshRules = {
  portName: {
    id: 'mesh-port-name',
    limit: 'where Istio is, the name of a port without appProtocol does not begin with another protocol than its own: Istio takes what stands before the first hyphen for the protocol',
    source: 'https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/; ConvertProtocol in pkg/config/kube/conversion.go of istio/istio',
    cases: [],
    hazard: 'The server takes it, and the proxies break the traffic. Insist by appProtocol, which Istio reads before the name.',
  },
  port: {
    id: 'mesh-port',
    limit: 'no container of a pod in a mesh listens on a port of the proxy, which shares its network',
    source: `${REQUIREMENTS}#ports-used-by-istio; architecture/ambient/ztunnel.md in istio/istio; ${LINKERD_VALUES}`,
    cases: [],
    hazard: 'The server takes it, and one of the two fails to listen, or gets the traffic of the other. Insist by leaving the pods out of the mesh.',
  },
  user: {
    id: 'mesh-user',
    limit: 'no container of a pod in a mesh runs as the user or group of the proxy: what that user sends is not redirected',
    source: `${REQUIREMENTS}#pod-requirements; ${LINKERD_VALUES} (proxy.uid)`,
    cases: [],
    hazard: 'The server takes it, and the container gets past the mesh without encryption or policy. Insist by leaving the pods out of the mesh.',
  },
  name: {
    id: 'mesh-name',
    limit: 'containers of a pod in a mesh, and their ports, are not called as those that are put beside them',
    source: 'manifests/charts/istio-control/istio-discovery/files/injection-template.yaml in istio/istio; charts/partials/templates/_proxy.tpl in linkerd/linkerd2',
    cases: [],
    hazard: 'The server takes it, and the container is taken for the proxy, or the Service finds the port of the proxy. Insist by leaving the pods out of the mesh.',
  },
  tcpCheck: {
    id: 'mesh-tcp-check',
    limit: 'a health check of a pod in a mesh does more than connect where the proxy takes every connection, be the server there or not',
    source: 'https://github.com/linkerd/linkerd2/issues/7777; https://istio.io/latest/docs/ops/configuration/mesh/app-health-check/',
    cases: [],
    hazard: 'The server takes it, and the pod gets traffic before its server listens. Insist by HealthCheck.none(), or by having the proxy skip the port.',
  },
  linkerdWait: {
    id: 'mesh-linkerd-wait',
    limit: "Linkerd's proxy waits before it exits only where it is no native sidecar: with both, its injector fails",
    source: 'charts/partials/templates/_proxy.tpl in linkerd/linkerd2; https://linkerd.io/2/reference/proxy-configuration/',
    cases: [],
    hazard: 'The server takes the workload, and its pods come up without a proxy, or not at all. There is no way to insist.',
  },
} satisfies Record<string, Rule>;
