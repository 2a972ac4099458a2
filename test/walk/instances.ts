import {
  AllowedRoutes, AppArmor, Backend, Controller, Credentials, DownwardApiFile, EnvFromSource, EnvVarSource, ExposedWorkload, Exposure,
  GrpcMethod, HealthCheck, IngressController, LoadBalancerProvider, Mesh, NetworkPolicyProvider, NodeExpression, NodeTerm, PathMatch,
  PodCount, PodExpression, PodTerm, Port, ProjectedSource, Rollout, RouteBackend, RouteBackendTls, RouteParent, RouteTls, Seccomp,
  SecurityExemption, SecurityProfile, Toleration, TopologySpread, ValueMatch, VolumeSource,
} from '../../lib';
import { MINIMAL, newChart } from '../support';

const target = new ExposedWorkload(newChart(), 'target', MINIMAL);

/** An instance of each value class. */
export const VALUES = {
  AllowedRoutes: AllowedRoutes.fromNamespaces('shop'),
  AppArmor: AppArmor.localhost('k8s-web'),
  Backend: Backend.hostnames('a.example.com', 'b.example.com'),
  Controller: Controller.statefulSet(),
  Credentials: Credentials.fromSecret('login'),
  DownwardApiFile: DownwardApiFile.podField('labels', 'metadata.labels'),
  EnvFromSource: EnvFromSource.secret('login', { prefix: 'LOGIN_' }),
  EnvVarSource: EnvVarSource.secretKey('login', 'password'),
  Exposure: Exposure.loadBalancer({ internal: true }),
  GrpcMethod: GrpcMethod.of('shop.v1.Orders', 'Place'),
  HealthCheck: HealthCheck.tcp(),
  IngressController: IngressController.TRAEFIK,
  LoadBalancerProvider: LoadBalancerProvider.AKS,
  Mesh: Mesh.LINKERD,
  NetworkPolicyProvider: NetworkPolicyProvider.CILIUM,
  NodeExpression: NodeExpression.labelIn('disk', 'ssd'),
  NodeTerm: NodeTerm.preferred(10, NodeExpression.labelExists('disk')),
  PodExpression: PodExpression.labelExists('app'),
  PodTerm: PodTerm.preferred(10, 'kubernetes.io/hostname'),
  Toleration: Toleration.exists('dedicated'),
  TopologySpread: TopologySpread.required('kubernetes.io/hostname'),
  PathMatch: PathMatch.prefix('/api'),
  PodCount: PodCount.of(1),
  Port: Port.http(8080),
  ProjectedSource: ProjectedSource.secret('login'),
  Rollout: Rollout.recreate(),
  RouteBackend: RouteBackend.of(target),
  RouteBackendTls: RouteBackendTls.configMap('ca', { hostname: 'web.internal' }),
  RouteParent: RouteParent.gatewayNamed('public'),
  RouteTls: RouteTls.secret('shop-tls'),
  Seccomp: Seccomp.localhost('profiles/audit.json'),
  SecurityExemption: SecurityExemption.runAsRoot('the reason'),
  SecurityProfile: SecurityProfile.ofImageAndCluster('the reason'),
  ServiceAddress: target.address,
  ValueMatch: ValueMatch.exact('always'),
  VolumeSource: VolumeSource.emptyDir(),
} satisfies Record<string, object>;
