import type { ApiObject } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { budgetsOfPods } from './budgets-of-users';
import { DecidedAtSynth, type Condition } from '../../app/decided-at-synth';
import { hasDefaultsOf } from '../../app/defaults-version';
import { API_OBJECT_ID, Manifest, type Json } from '../../manifest/manifest';
import { objectsOfUsers } from '../../manifest/objects-by-kind';
import type { ControllerKind } from '../controller';
import { UnhealthyPodEvictionPolicy } from '../disruption-budget';
import { podNumbers } from '../pod/pod-numbers';
import { selectorLabels } from '../pod/selector';
import type { ManagedWorkload } from '../pod/workloads';
import type { WorkloadOptions } from '../workload-options';

/** Id of the budget in its declaration. */
const ID = 'DisruptionBudget';

/** The version of the defaults that introduced budgets. */
const DEFAULTS_VERSION = 2;

/**
 * The number of pods from which on a budget is a percentage: with one pod at a time, the drain of all nodes of a large workload would take too long.
 * Kubernetes rounds a percentage up, so that 10 % of fewer pods is one pod too.
 */
const MANY_PODS = 10;

const NONE: readonly ApiObject[] = [];

/**
 * Creates the disruption budget of a workload, if it declares one or has one by default. It follows the workload in the manifest.
 *
 * @param others whether another budget of the app selects the pods, in which case the default is left out
 * @internal
 */
export function createBudget(declaration: Construct, workload: ManagedWorkload, props: WorkloadOptions, others: Condition): void {
  const { disruption } = props;
  const kind = workload.kind as ControllerKind;
  if (disruption?._field !== undefined) {
    const { _field: field, _pods: pods, _options: { unhealthyPodEvictionPolicy } } = disruption;
    newBudget(declaration, ID, workload, { [field]: pods, unhealthyPodEvictionPolicy: unhealthyPodEvictionPolicy ?? defaultPolicy(kind) });
  } else if (disruption === undefined && hasDefaultBudget(declaration, kind, props)) {
    const { max } = podNumbers(props);
    const maxUnavailable = max! < MANY_PODS ? 1 : '10%';
    const scope = new DecidedAtSynth(declaration, ID, others);
    newBudget(scope, API_OBJECT_ID, workload, { maxUnavailable, unhealthyPodEvictionPolicy: defaultPolicy(kind) });
  }
}

function hasDefaultBudget(declaration: IConstruct, kind: ControllerKind, props: WorkloadOptions): boolean {
  const { min = 1 } = podNumbers(props);
  return kind !== 'DaemonSet' && min > 1 && hasDefaultsOf(declaration, DEFAULTS_VERSION);
}

/**
 * A pod of a Deployment that is not ready serves nothing, so that its eviction takes nothing away. A pod of a StatefulSet has an identity, and often
 * state, in a volume or in memory: one that is not ready may be receiving it from the others.
 */
function defaultPolicy(kind: ControllerKind): UnhealthyPodEvictionPolicy | undefined {
  return kind === 'Deployment' ? UnhealthyPodEvictionPolicy.ALWAYS_ALLOW : undefined;
}

function newBudget(scope: Construct, id: string, workload: ManagedWorkload, spec: Json): void {
  new Manifest(scope, id, {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: workload.name },
    spec: { ...spec, selector: { matchLabels: selectorLabels(workload) } },
  });
}

/**
 * The disruption budgets of the app that select the pods of a workload and that no declaration has generated.
 *
 * @param labels all labels of the pods
 * @internal
 */
export function otherBudgets(workload: IConstruct, labels: () => Readonly<Record<string, string>>): readonly ApiObject[] {
  return objectsOfUsers(workload, 'PodDisruptionBudget').length > 0 ? budgetsOfPods(workload, labels()) : NONE;
}
