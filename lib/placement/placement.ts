import type { NodeTerm } from './node-term';
import type { PodTerm } from './pod-term';
import type { Spread } from './spread';
import type { Toleration } from './toleration';
import type { TopologySpread } from './topology-spread';

/** Whether pods of a higher priority can replace pods of a lower priority on a node. */
export enum Preemption {
  /** Pods of a lower priority are evicted if there is no other node. */
  LOWER_PRIORITY = 'PreemptLowerPriority',

  /** No pods are evicted. */
  NEVER = 'Never',
}

/**
 * Where pods run. Methods of `.workload.scheduling` add to these options: their terms and tolerations follow those of the options, and a required node
 * term of `attract` is an alternative to the required terms of `nodeAffinity`.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/
 */
export interface Placement {
  /**
   * Labels that the nodes must have.
   *
   * @default - none
   */
  readonly nodeSelector?: { [label: string]: string };

  /**
   * Taints of nodes that the pods tolerate.
   *
   * @default - those that Kubernetes adds to all pods: nodes that are not ready or not reachable, for 5 minutes
   */
  readonly tolerations?: Toleration[];

  /**
   * Nodes on which the pods must run, or preferably run.
   *
   * @default - all nodes
   */
  readonly nodeAffinity?: NodeTerm[];

  /**
   * Pods near which the pods must run, or preferably run.
   *
   * @default - none
   */
  readonly podAffinity?: PodTerm[];

  /**
   * Pods apart from which the pods must run, or preferably run. A required term for the pods of a Deployment itself needs another rollout, or
   * `matchLabelKeys: ['pod-template-hash']`.
   *
   * @default - none
   */
  readonly podAntiAffinity?: PodTerm[];

  /**
   * How the pods are spread across zones and nodes. The pods of each revision of a Deployment are spread separately (`matchLabelKeys`), so that a
   * rollout leaves them spread. A zone is a value of the node label `topology.kubernetes.io/zone`. Use `topologySpread` for other domains.
   *
   * @default - none: the scheduler spreads the pods of a Service across nodes and zones if possible, as its operator has configured it
   * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/placement.md#topology-spread
   */
  readonly spread?: Spread;

  /**
   * Constraints by which the pods are spread across domains. One explicit topology constraint switches off the scheduler's defaults.
   *
   * @default - the constraints of `spread`; without them, the scheduler spreads the pods of a Service across nodes and zones if possible
   */
  readonly topologySpread?: TopologySpread[];

  /**
   * Name of the PriorityClass.
   *
   * @default - the default PriorityClass of the cluster; if there is none, the priority 0
   */
  readonly priorityClassName?: string;

  /**
   * Whether the pods can replace pods of a lower priority. The API server refuses pods with another value than that of their PriorityClass.
   *
   * @default - the value of the PriorityClass
   */
  readonly preemption?: Preemption;

  /**
   * Name of the scheduler.
   *
   * @default - `default-scheduler`
   */
  readonly schedulerName?: string;

  /**
   * Name of the RuntimeClass, which selects the container runtime.
   *
   * @default - the default runtime of the nodes
   */
  readonly runtimeClassName?: string;

  /**
   * Name of the node on which all pods run, without the scheduler. Taints with the effect `NoExecute` and the capacity of the node still apply.
   * `nodeSelector` is usually better.
   *
   * @default - the scheduler selects the nodes
   */
  readonly nodeName?: string;
}
