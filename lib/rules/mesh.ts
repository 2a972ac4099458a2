import type { Rule } from './rule';

const REQUIREMENTS = 'https://istio.io/latest/docs/ops/deployment/application-requirements/';
const LINKERD_VALUES = 'charts/linkerd-control-plane/values.yaml in linkerd/linkerd2';

/** Rules that apply if the profile of the cluster has a mesh. @internal */
export const meshRules = {
  portName: {
    id: 'mesh-port-name',
    limit: 'in a cluster with Istio, the name of a port without appProtocol must not begin with the name of another protocol, because Istio reads the part before the first hyphen as the protocol',
    showsValue: true,
    source: 'https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/; ConvertProtocol in pkg/config/kube/conversion.go of istio/istio',
    cases: [],
    hazard: 'The API server accepts the name, and the proxies break the traffic. To keep the name, set appProtocol, which Istio reads before the name.',
  },
  port: {
    id: 'mesh-port',
    limit: 'a container of a pod in a mesh must not listen on a port of the proxy, because both share the network of the pod',
    showsValue: true,
    source: `${REQUIREMENTS}#ports-used-by-istio; architecture/ambient/ztunnel.md in istio/istio; ${LINKERD_VALUES}`,
    cases: [],
    hazard: 'The API server accepts the port. Then the server or the proxy fails to listen, or gets the traffic of the other. To keep the port, exclude the pods from the mesh.',
  },
  user: {
    id: 'mesh-user',
    limit: 'a container of a pod in a mesh must not run as the user or group of the proxy, because the mesh does not redirect the traffic of that user',
    showsValue: true,
    source: `${REQUIREMENTS}#pod-requirements; ${LINKERD_VALUES} (proxy.uid)`,
    cases: [],
    hazard: 'The API server accepts the user, and the traffic of the container bypasses the mesh, without encryption or policy. To keep the user, exclude the pods from the mesh.',
  },
  name: {
    id: 'mesh-name',
    limit: 'containers of a pod in a mesh, and their ports, must not have the names of the containers and ports that the mesh injects',
    showsValue: true,
    source: 'manifests/charts/istio-control/istio-discovery/files/injection-template.yaml in istio/istio; charts/partials/templates/_proxy.tpl in linkerd/linkerd2',
    cases: [],
    hazard: 'The API server accepts the name. Then the mesh uses the container as its proxy, or the Service sends traffic to a port of the proxy. To keep the name, exclude the pods from the mesh.',
  },
  tcpCheck: {
    id: 'mesh-tcp-check',
    limit: 'a health check of a pod in a mesh must do more than open a TCP connection if the proxy accepts every connection, even before the server listens',
    showsValue: true,
    source: 'https://github.com/linkerd/linkerd2/issues/7777; https://istio.io/latest/docs/ops/configuration/mesh/app-health-check/',
    cases: [],
    hazard: 'The API server accepts the check, and the pod gets traffic before its server listens. To override the rule, use HealthCheck.none(), or configure the proxy to skip the port.',
  },
  linkerdWait: {
    id: 'mesh-linkerd-wait',
    limit: "Linkerd's proxy can wait before it exits only if it is not a native sidecar, because Linkerd's injector fails with both settings",
    source: 'charts/partials/templates/_proxy.tpl in linkerd/linkerd2; https://linkerd.io/2/reference/proxy-configuration/',
    cases: [],
    hazard: 'The API server accepts the workload, and its pods start without a proxy, or do not start. This rule cannot be overridden.',
  },
  custom: {
    id: 'custom-mesh',
    limit: 'a custom mesh must have a name, and each entry of its egress and ingress must have a namespace or networks',
    showsValue: true,
    source: 'docs/rules.md',
    cases: [],
  },
} satisfies Record<string, Rule>;
