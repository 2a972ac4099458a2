import type { Port } from '../port/port';

/**
 * Properties of an existing Service, for `ExternalService.fromServiceName(…)`.
 */
export interface ImportedServiceOptions {
  /**
   * Namespace of the Service.
   *
   * @default - the namespace of the chart
   */
  readonly namespace?: string;

  /**
   * Ports of the Service. Callers use `servicePort`; network policies use the number of the port, which the pods listen on. Without
   * `servicePort`, both are the same number.
   *
   * @default - no ports: the address has only a name, and callers cannot be connected to the Service
   */
  readonly ports?: Port[];

  /**
   * Whether to use the Service of the cluster set (Multi-Cluster Services API). Its DNS name ends in `svc.clusterset.local` and leads to the
   * pods of all clusters that export the Service. Routes refer to its ServiceImport.
   *
   * @default false
   * @see https://multicluster.sigs.k8s.io/concepts/multicluster-services-api/
   */
  readonly clusterSet?: boolean;

  /**
   * Labels of the pods behind the Service, for network policies. An empty map selects all pods of the namespace. For a cluster set, most
   * network plugins match only the pods of the local cluster; set `networks` for the pods of the other clusters.
   *
   * @default - unknown
   */
  readonly podLabels?: { [key: string]: string };

  /**
   * CIDR ranges of the addresses behind the Service, for network policies, such as `10.8.0.0/14`: those of the pods of other clusters, or of a
   * backend outside the cluster.
   *
   * @default - unknown
   */
  readonly networks?: string[];

  /**
   * Name in the TLS certificate of the server, if the certificate does not contain the name of the Service.
   *
   * @default - unknown
   */
  readonly tlsServerName?: string;
}
