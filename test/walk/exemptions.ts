import type { Place } from './places';

/** Options that change no document of the declarations of the walk, with the reason. */
const WITHOUT_EFFECT: Readonly<Record<string, string>> = {
  ...because('The justification is not part of a document.', ['BackendEndpoint.justification', 'HostnameOptions.justification', 'RouteBackendOptions.justification']),
  ...because('The library only compares objects and values with this fact about the cluster.', [
    'ClusterProfileProps.cluster', 'ClusterProfileProps.nodePortRange', 'ClusterProfileProps.serviceCidrs',
  ]),
  ...because('The library only compares containers and ports with this fact about the mesh.', [
    'MeshProxy.acceptsTcpProbes', 'MeshProxy.containerNames', 'MeshProxy.group', 'MeshProxy.portNames', 'MeshProxy.ports', 'MeshProxy.skippedPortsAnnotation',
    'MeshProxy.user',
  ]),
  ...because('Only properties and addresses of the declaration contain it.', [
    'ExternalServiceProps.tlsServerName', 'ImportedServiceOptions.tlsServerName', 'PortOptions.scheme',
  ]),
  ...because('Only a key of a label of the chart has an effect.', ['ExposedWorkloadProps.excludedChartLabels']),
  ...because('Only a label or an annotation has a key.', ['cdk8s-plus-28.EnvValue.fromFieldRef.options.key']),
};

function because(reason: string, options: readonly string[]): Record<string, string> {
  return Object.fromEntries(options.map(option => [option, reason]));
}

/** All options that `hasNoEffect` knows. */
export const EXEMPT = Object.keys(WITHOUT_EFFECT);

/** Whether an option changes no document, as its documentation says. */
export function hasNoEffect({ name }: Pick<Place, 'name'>): boolean {
  return optionOf(name) in WITHOUT_EFFECT;
}

/** The name of a place without the words that say that it is an entry. */
export function optionOf(name: string): string {
  return name.replace(/^(an item|a value) of /, '');
}
