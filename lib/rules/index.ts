import { addressRules } from './addresses';
import { backendRules } from './backends';
import { clusterRules } from './cluster';
import { configurationRules } from './configuration';
import { connectionRules } from './connections';
import { containerRules } from './containers';
import { defaultsRules } from './defaults';
import { discoveryRules } from './discovery';
import { disruptionRules } from './disruption';
import { exposureRules } from './exposure';
import { gatewayRules } from './gateways';
import { isolationRules } from './isolation';
import { libraryRules } from './library';
import { loadBalancerRules } from './load-balancers';
import { meshRules } from './mesh';
import { metadataRules } from './metadata';
import { metricsRules } from './metrics';
import { nameRules, objectRules } from './names';
import { placementRules } from './placement';
import { podNetworkRules } from './pod-network';
import { portRules } from './ports';
import { probeRules } from './probes';
import { resourceRules } from './resources';
import { routeRules } from './routes';
import type { Rule } from './rule';
import { scalingRules } from './scaling';
import { securityRules } from './security';
import { selectorRules } from './selectors';
import { textRules } from './text';
import { unresolvedRules } from './unresolved';
import { valueRules } from './values';
import { versionRules } from './versions';
import { volumeRules } from './volumes';
import { workloadRules } from './workloads';

/** All rules that a declaration can break, by subject. @internal */
export const RULES: Readonly<Record<string, readonly Rule[]>> = {
  'Names and objects': [...Object.values(nameRules), ...Object.values(objectRules)],
  'Labels and annotations': Object.values(metadataRules),
  'Ports': Object.values(portRules),
  'Exposure': Object.values(exposureRules),
  'Load balancers': Object.values(loadBalancerRules),
  'Health checks': Object.values(probeRules),
  'Pods': Object.values(workloadRules),
  'Selectors of pods': Object.values(selectorRules),
  'Disruption of pods': Object.values(disruptionRules),
  'Scaling': Object.values(scalingRules),
  'Placement of pods': Object.values(placementRules),
  'Network of pods': Object.values(podNetworkRules),
  'Security of pods': Object.values(securityRules),
  'Containers': Object.values(containerRules),
  'Resources': Object.values(resourceRules),
  'Configuration and accounts': Object.values(configurationRules),
  'Volumes': Object.values(volumeRules),
  'Addresses': Object.values(addressRules),
  'Backends outside': Object.values(backendRules),
  'Addresses of Services': Object.values(discoveryRules),
  'Connections': Object.values(connectionRules),
  'Isolation': Object.values(isolationRules),
  'Metrics': Object.values(metricsRules),
  'Service mesh': Object.values(meshRules),
  'Routes': Object.values(routeRules),
  'Gateways': Object.values(gatewayRules),
  'Cluster and version': [...Object.values(clusterRules), ...Object.values(versionRules), ...Object.values(libraryRules)],
  'Defaults': Object.values(defaultsRules),
  'Strings and types': [...Object.values(textRules), ...Object.values(valueRules), ...Object.values(unresolvedRules)],
};
