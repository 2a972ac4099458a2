import { structures, type PassedStructure, type Place } from './places';

/** Names that users know from manifests, other tools, or other constructs. */
const SPELLINGS = [
  'runAsUser', 'runAsGroup', 'timeoutSeconds', 'periodSeconds', 'initialDelaySeconds', 'containerPort', 'targetPort', 'nodePort', 'securityContext', 'env', 'envFrom',
  'livenessProbe', 'readinessProbe', 'startupProbe', 'imagePullPolicy', 'terminationGracePeriodSeconds', 'serviceAccountName', 'containers', 'hostname',
  'loadBalancerSourceRanges', 'loadBalancerIP', 'externalTrafficPolicy', 'clusterIP', 'type', 'labels', 'annotations', 'namespace', 'requests', 'limits',
  'httpGet', 'storageClass', 'mountPath', 'parentRefs', 'hostnames', 'gatewayClassName',
];

/**
 * Names that users could confuse with the options of a construct. A construct refuses only these and near misses of its options, because a subclass
 * may pass options of its own on.
 */
const SPELLINGS_OF_PROPS: Readonly<Record<string, readonly string[]>> = {
  ExposedPodsProps: ['type', 'labels', 'annotations', 'metadata', 'loadBalancerSourceRanges'],
  ExposedWorkloadProps: [
    'livenessProbe', 'readinessProbe', 'startupProbe', 'securityContext', 'containers', 'containerPort', 'envVariables', 'terminationGracePeriodSeconds',
    'serviceAccountName', 'labels', 'annotations', 'loadBalancerSourceRanges', 'hosts', 'backend',
  ],
  ExternalServiceProps: ['externalName', 'addresses', 'endpoints', 'labels', 'annotations', 'image', 'hosts'],
  GatewayProps: ['gatewayClassName', 'hosts', 'labels', 'annotations', 'ports', 'backend'],
  ImmutableConfigMapProps: ['labels', 'annotations', 'stringData', 'immutable', 'spec'],
  ImmutableSecretProps: ['labels', 'annotations', 'binaryData', 'immutable', 'type'],
  RouteProps: ['parentRefs', 'hostnames', 'backendRefs', 'ingressClassName', 'labels', 'annotations', 'image', 'ports'],
  WorkerProps: [
    'livenessProbe', 'readinessProbe', 'startupProbe', 'securityContext', 'containers', 'containerPort', 'envVariables', 'terminationGracePeriodSeconds',
    'serviceAccountName', 'labels', 'annotations', 'hosts', 'exposure', 'servicePorts',
  ],
};

/** Options of constructs that the declarations of the walk set. A construct does not take a name for a misspelling of an option that is also set. */
const SET: Readonly<Record<string, readonly string[]>> = {
  ExposedPodsProps: ['ports', 'selector'],
  ExposedWorkloadProps: ['image', 'ports'],
  ExternalServiceProps: ['backend', 'ports'],
  GatewayProps: ['className', 'listeners'],
  RouteProps: ['backend', 'hosts', 'parents'],
  WorkerProps: ['image'],
};

/** Keys that nobody confuses with an option. Only nested structures refuse them. */
const UNRELATED = ['xyzzyPlugh'];

/** A place for each key that a structure does not have: near misses of its options, and names that users know from elsewhere. */
export function unknownKeys(): Place[] {
  return structures().flatMap(structure => {
    const known = structure.properties.map(({ name }) => name);
    const misspelled = structure.properties.filter(({ name }) => !SET[structure.name]?.includes(name)).flatMap(({ name }) => nearMisses(name));
    const others = SPELLINGS_OF_PROPS[structure.name] ?? [...SPELLINGS, ...UNRELATED, ...structure.properties.map(({ name }) => snakeCase(name))];
    return [...new Set([...misspelled, ...others])].filter(key => !known.includes(key)).map(key => placeOf(structure, key));
  });
}

function placeOf({ name, base, use }: PassedStructure, key: string): Place {
  return {
    name: `${name}.${key}`,
    type: {},
    fields: [key],
    isEntry: false,
    isForeign: false,
    isUnknown: true,
    use: value => use({ ...base, [key]: value }),
  };
}

/** Misspellings of a name: two letters exchanged, a letter missing or doubled, and another case. */
function nearMisses(name: string): string[] {
  const middle = Math.floor(name.length / 2);
  return [
    `${name.slice(0, middle - 1)}${name[middle]}${name[middle - 1]}${name.slice(middle + 1)}`,
    `${name.slice(0, middle)}${name.slice(middle + 1)}`,
    `${name.slice(0, middle)}${name[middle]}${name.slice(middle)}`,
    `${name[0].toUpperCase()}${name.slice(1)}`,
    name.toLowerCase(),
  ];
}

/** The spelling of Python. */
function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
}
