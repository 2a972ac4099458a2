import { VALUES } from './instances';
import type { Place } from './places';

/** Options that change no document of the declarations of the walk, with the reason. */
const WITHOUT_EFFECT: Readonly<Record<string, string>> = {
  ...because('The justification is not part of a document.', ['BackendEndpoint.justification', 'DisruptionBudgetOptions.noEvictionJustification', 'CommonScalingOptions.noEndpointsJustification', 'KedaScalingOptions.noEndpointsJustification', 'ScalingOptions.noEndpointsJustification', 'HostnameOptions.justification', 'LifecycleHooks.stopSignalJustification', 'LoadBalancerOptions.sourceRangesJustification', 'RouteBackendOptions.justification', ...ofPods('automountServiceAccountTokenJustification'), ...ofPods('selectorOverlapJustification')]),
  ...because('An assertion reads the app.', ['Assertions.isolated.exceptions', 'Assertions.onlyCallers.callers', 'Assertions.onlyPublic.declarations']),
  ...because('The library only compares objects and values with this fact about the cluster.', [
    'ClusterProfileProps.cluster', 'ClusterProfileProps.keda', 'ClusterProfileProps.nodePortRange', 'ClusterProfileProps.serviceCidrs',
  ]),
  ...because('The library only compares routes and listeners with this fact about their class.', [
    'RouteClass.combinesRouteKinds', 'RouteClass.detectsMisdirectedRequests',
  ]),
  ...because('The library only compares containers and ports with this fact about the mesh.', [
    'MeshProxy.acceptsTcpProbes', 'MeshProxy.containerNames', 'MeshProxy.group', 'MeshProxy.portNames', 'MeshProxy.ports', 'MeshProxy.skippedPortsAnnotation',
    'MeshProxy.user',
  ]),
  ...because('Only properties and addresses of the declaration contain it.', [
    'ClusterProfileProps.clusterDomain', 'ExternalService.fromServiceName.options', 'ExternalServiceProps.tlsServerName',
    'ImportedServiceOptions.tlsServerName', 'PortOptions.scheme',
  ]),
  ...because('It has an effect together with other options or declarations, which test/random/effects.test.ts generates.', [
    'ClusterProfileProps.loadBalancerProvider', 'ClusterProfileProps.monitoring', 'ClusterProfileProps.monitorLabels', 'ClusterProfileProps.networkPolicyProvider',
    'ClusterProfileProps.nodeCidrs', 'ClusterProfileProps.podCidrs', 'ClusterProfileProps.routeClasses', 'ConnectOptions.shortNames',
    'CustomLoadBalancerProviderProps.enforcesSourceRanges', 'CustomLoadBalancerProviderProps.preservesClientAddress', 'CustomLoadBalancerProviderProps.unhealthyThreshold', 'CustomMeshProps.tunnelPorts',
    'GatewayProps.httpPort', 'GatewayProps.httpsPort', 'GatewayProps.routeClass', 'ImportedServiceOptions.clusterSet', 'IngressClassOptions.routeClass',
    'NamedGatewayOptions.routeClass', 'PortOptions.scraped', 'RouteBackendOptions.grant', 'RouteClass.ingressController',
  ]),
  ...because('The library only compares references with these names.', ofPods('injectedVariables')),
  ...because('It has an effect only together with a selector.', ofPods('workloadLabel')),
  ...because('Only a path of a default of the chart has an effect.', ofPods('ignoredDefaults')),
  ...because('The pods of the walk use no ConfigMap or Secret of the app.', ofPods('reloadsConfiguration')),
  ...because('Only a key of a label of the chart has an effect.', ofPods('excludedChartLabels')),
};

/** An option of the constructs that create pods. */
function ofPods(option: string): string[] {
  return [`ExposedWorkloadProps.${option}`, `WorkerProps.${option}`, `WorkloadOptions.${option}`];
}

function because(reason: string, options: readonly string[]): Record<string, string> {
  return Object.fromEntries(options.map(option => [option, reason]));
}

/** The documented defaults of options, if the values of the walk contain them. */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  'EnvVarResourceOptions.divisor': '',
  'ExposedWorkloadProps.readiness': VALUES.HealthCheck,
  'WorkloadOptions.readiness': VALUES.HealthCheck,
  'LifecycleHttpOptions.port': 'http',
  'PortOptions.name': 'http',
  'PortOptions.servicePort': 8080,
  'RouteClass.podTargets': false,
  'ServiceAddress.grpcTarget.portName': 'http',
  'ServiceAddress.hostAndPort.portName': 'http',
  'ServiceAddress.port.portName': 'http',
  'ServiceAddress.srvName.portName': 'http',
  'ServiceAddress.url.portName': 'http',
  'TcpCheckOptions.port': 'http',
  'UrlOptions.path': '',
  'UrlOptions.scheme': 'http',
  ...Object.fromEntries(['ClaimOptions', 'EphemeralOptions', 'VolumeClaim'].map(name => [`${name}.accessModes`, 'ReadWriteOnce'])),
};

/** All options that have an exemption. */
export const EXEMPT = [...Object.keys(WITHOUT_EFFECT), ...Object.keys(DEFAULTS)];

/** Whether a value of an option changes no document, as the documentation of the option says. */
export function hasNoEffect({ name }: Pick<Place, 'name'>, value: unknown): boolean {
  const option = optionOf(name);
  return option in WITHOUT_EFFECT || (option in DEFAULTS && DEFAULTS[option] === value);
}

/** The name of a place without the words that say that it is an entry. */
export function optionOf(name: string): string {
  return name.replace(/^(an item|a value) of /, '');
}
