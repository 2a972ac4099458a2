import type { DisruptionBudgetOptions } from 'cdk8s-service-patterns';
import { withoutUndefined, type Fields } from './fields';
import { readMetadata } from './metadata';
import type { Mode } from './mode';
import { enumerationMember } from '../code/enumerations';
import { DisruptionBudget, PodCount } from '../code/library';
import type { Document } from '../document';

const NO_EVICTION = 'the existing manifest has this budget';

/**
 * Reads a PodDisruptionBudget, apart from its selector.
 *
 * @param workload the workload whose pods it selects
 * @param lowest the lowest number of pods
 */
export function readBudget(object: Fields, workload: Document, lowest: number, mode: Mode): DisruptionBudget {
  ['apiVersion', 'kind', 'status'].forEach(name => object.read(name));
  const { name, metadata } = object.readObject('metadata', fields => ({ name: fields.read<string>('name')!, metadata: readMetadata(fields) }))!;
  return object.readObject('spec', spec => {
    spec.read('selector');
    const [field, other] = spec.has('minAvailable') ? ['minAvailable', 'maxUnavailable'] as const : ['maxUnavailable', 'minAvailable'] as const;
    const amount = spec.read<number | string>(field)!;
    if (!/^\d+%?$/.test(String(amount))) {
      spec.report(field, 'it is neither a number nor a percentage');
    }
    if (spec.has(other)) {
      spec.read(other);
      spec.report(other, `a budget has only one of ${other} and ${field}`);
    }
    const count = String(amount).endsWith('%') ? PodCount.percent(parseInt(String(amount), 10)) : PodCount.of(Number(amount));
    return DisruptionBudget[field](count, withoutUndefined<DisruptionBudgetOptions>({
      unhealthyPodEvictionPolicy: readPolicy(spec, workload, mode),
      noEvictionJustification: allowsNone(field, amount, lowest) ? NO_EVICTION : undefined,
      name: name === workload.metadata.name ? undefined : name,
      metadata,
    }));
  })!;
}

/** In place, the default of Kubernetes is written, because the library has another one for Deployments. */
function readPolicy(spec: Fields, { kind }: Document, { inPlace }: Mode): DisruptionBudgetOptions['unhealthyPodEvictionPolicy'] {
  const implied = kind === 'Deployment' ? 'AlwaysAllow' : undefined;
  const policy = spec.readMember('unhealthyPodEvictionPolicy', 'UnhealthyPodEvictionPolicy');
  if (spec.has('unhealthyPodEvictionPolicy')) {
    return spec.read('unhealthyPodEvictionPolicy') === implied ? undefined : policy;
  }
  return inPlace && implied ? enumerationMember('UnhealthyPodEvictionPolicy', 'IfHealthyBudget') : undefined;
}

/** Whether a budget allows no eviction although all pods are ready. Kubernetes rounds percentages up. */
function allowsNone(field: 'minAvailable' | 'maxUnavailable', amount: number | string, lowest: number): boolean {
  const number = parseInt(String(amount), 10);
  if (field === 'maxUnavailable') {
    return number === 0;
  }
  const pods = Math.max(lowest, 1);
  return String(amount).endsWith('%') ? number > 0 && Math.ceil(number * pods / 100) >= pods : number >= pods;
}
