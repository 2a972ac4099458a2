import type { Code } from '../code/expression';

/** The order in which a person writes the options of a workload. Those after the gap come last. */
const FIRST = [
  'name', 'workloadName', 'image', 'imagePullPolicy', 'containerName', 'command', 'args', 'workingDir', 'ports', 'exposure', 'env', 'envValueFrom', 'envFrom',
  'envOrder', 'injectedVariables', 'mounts', 'devices', 'volumes', 'resources', 'readiness', 'liveness', 'startup', 'lifecycle', 'controller', 'replicas',
  'scaling', 'disruption', 'selector', 'selectorOverlapJustification', 'workloadLabel', 'existingTemplate',
];
const LAST = ['labels', 'workloadMetadata', 'podMetadata', 'serviceMetadata', 'initContainers', 'sidecars', 'additionalContainers'];

/** The options in the order in which a person writes them. */
export function inOrder(options: Readonly<Record<string, Code>>): Record<string, Code> {
  const others = Object.keys(options).filter(name => !FIRST.includes(name) && !LAST.includes(name));
  return Object.fromEntries([...FIRST, ...others, ...LAST].filter(name => options[name] !== undefined).map(name => [name, options[name]]));
}
