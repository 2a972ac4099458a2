/**
 * How the pods of a workload are spread across zones and nodes: topology constraints with a `maxSkew` of 1 for each of the two.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
 */
export enum Spread {
  /** Across zones and across nodes if possible. A pod is also scheduled if its zone or its node then has more pods than others. */
  PREFERRED = 'Preferred',

  /**
   * Always across zones, and across nodes if possible. No pod is scheduled to a zone that has more pods than another one, or to a node without the label
   * of a zone. A pod waits if all nodes of its zone are full.
   */
  REQUIRED_ZONES = 'RequiredZones',
}
