import type { DeclaredWorkload, Scope } from './scope';
import { THIS, type Call, type Code } from '../code/expression';
import { WorkloadDefaults } from '../code/library';
import { isSameCode, isStructure } from '../code/same-code';

/** Options that describe one workload, so that a reader looks for them at the workload even if several have the same value. */
const OWN = [
  'image', 'env', 'command', 'args', 'workingDir', 'ports', 'name', 'workloadName', 'containerName', 'serviceMetadata', 'exposure', 'selector', 'selectorOverlapJustification', 'replicas', 'scaling',
  'metrics', 'mounts', 'devices', 'volumes', 'additionalContainers', 'sidecars', 'initContainers', 'readiness', 'liveness', 'startup', 'lifecycle', 'envOrder',
  'envValueFrom', 'envFrom', 'serviceAccount', 'createServiceAccount', 'serviceAccountName', 'serviceAccountMetadata', 'isolate',
  'networkPolicyName', 'networkPolicyMetadata', 'existingTemplate',
];

/** Options without which a workload has the same value as with the default that several others have. */
const IMPLIED: Readonly<Record<string, (workload: DeclaredWorkload) => boolean>> = {
  // Only the pods of a Service wait before they terminate.
  shutdownDelay: ({ isExposed }) => !isExposed,
};

type Options = Record<string, Code>;

/** Moves options that the workloads of a namespace share to `WorkloadDefaults`. Returns the statement; undefined if they share none. */
export function shareOptions({ workloads }: Scope): Call | undefined {
  if (workloads.length < 2) {
    return undefined;
  }
  const shared = takeShared(workloads.map(({ options }) => options), (name, index) => IMPLIED[name]?.(workloads[index]) ?? false, OWN);
  return Object.keys(shared).length > 0 ? WorkloadDefaults.set(THIS as never, shared as never) as unknown as Call : undefined;
}

/**
 * Takes the values out of all structures that most of them have. A structure is only left out of account if it has the value anyway. Inner structures are
 * merged with the defaults, so an inner value is only shared if all have one.
 */
function takeShared(structures: readonly Options[], isImplied: (name: string, index: number) => boolean, own: readonly string[]): Options {
  const shared: Options = {};
  for (const name of Object.keys(structures[0]).concat(...structures.slice(1).map(Object.keys)).filter(unique)) {
    const having = structures.filter(structure => structure[name] !== undefined);
    if (own.includes(name) || having.length < 2 || structures.some((structure, index) => structure[name] === undefined && !isImplied(name, index))) {
      continue;
    }
    const values = having.map(structure => structure[name]);
    if (values.every(isStructure)) {
      // The structures are copied, because several workloads can have the same one.
      having.forEach(structure => { structure[name] = { ...structure[name] as Options }; });
      const inner = takeShared(having.map(structure => structure[name] as Options), () => false, []);
      if (Object.keys(inner).length > 0) {
        shared[name] = inner;
      }
      having.filter(structure => Object.keys(structure[name] as Options).length === 0).forEach(structure => delete structure[name]);
    } else {
      const common = values.find(value => values.filter(each => isSameCode(each, value)).length * 2 > values.length);
      if (common !== undefined && values.filter(each => isSameCode(each, common)).length > 1) {
        shared[name] = common;
        having.filter(structure => isSameCode(structure[name], common)).forEach(structure => delete structure[name]);
      }
    }
  }
  return shared;
}

function unique(name: string, index: number, names: readonly string[]): boolean {
  return names.indexOf(name) === index;
}
