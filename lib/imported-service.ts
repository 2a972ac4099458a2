import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { declarePeer } from './discovery/peer';
import type { IReachable } from './discovery/reachable';
import { ServiceAddress } from './discovery/service-address';
import { checkPortsOutside } from './external/check-ports';
import { Port } from './port/port';
import { Ports } from './port/ports';
import { checkNetworks, checkTlsServerName } from './rules/backends';
import { discoveryRules } from './rules/discovery';
import { checkLabelMap } from './rules/metadata';
import { isDnsLabel, nameRules } from './rules/names';
import { Problems } from './rules/rule';
import { checkBoolean, checkInstances } from './rules/values';
import { snapshot } from './values/snapshot';

/** DNS suffix that the Multi-Cluster Services API uses instead of the domain of a cluster. */
const CLUSTER_SET = 'svc.clusterset.local';

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

/**
 * An existing Service, which `ExternalService.fromServiceName(…)` returns. It generates no objects.
 */
export class ImportedService extends Construct implements IReachable {
  /** @internal */
  public static _of(scope: Construct, id: string, serviceName: string, options: ImportedServiceOptions): ImportedService {
    return new ImportedService(scope, id, serviceName, options);
  }

  /** The address of the Service inside the cluster. For a Service of the cluster set, only the fully qualified name resolves. */
  public readonly address: ServiceAddress;

  private constructor(scope: Construct, id: string, serviceName: string, options: ImportedServiceOptions) {
    super(scope, id);
    const { clusterSet, podLabels, networks, tlsServerName } = snapshot(options);
    const namespace = options.namespace ?? Chart.of(this).namespace;
    const problems = new Problems(this);
    const ports = new Ports('imported', checkInstances(problems, 'ports', options.ports, Port._isPort, 'Port.http(8080)') ? options.ports : []);
    ports.check(problems);
    checkPortsOutside(problems, ports);
    checkName(problems, serviceName);
    if (namespace !== undefined && !isDnsLabel(namespace)) {
      problems.report(nameRules.namespace, 'namespace', namespace, "Use a name such as 'billing'.");
    }
    if (checkBoolean(problems, 'clusterSet', clusterSet) && clusterSet && namespace === undefined) {
      problems.report(discoveryRules.namespace, 'namespace', namespace, "Set it, such as { namespace: 'billing' }, because a Service of a cluster set has no short name.");
    }
    checkLabelMap(problems, 'podLabels', podLabels);
    checkNetworks(problems, networks);
    checkTlsServerName(problems, tlsServerName);
    problems.refuseIfAny();

    this.address = ServiceAddress._of(this, {
      name: serviceName, alias: false, ports: () => ports.exposed, namespace, suffix: clusterSet ? CLUSTER_SET : undefined, tlsServerName,
    });
    declarePeer({
      construct: this,
      address: this.address,
      serviceKind: clusterSet ? 'ServiceImport' : 'Service',
      ports: () => ports.exposed,
      pods: podLabels && (() => ({ namespace, labels: podLabels })),
      networks,
    });
  }
}

function checkName(problems: Problems, name: string): void {
  if (!isDnsLabel(name)) {
    const [first, second] = String(name).split('.');
    const fix = isDnsLabel(first) && isDnsLabel(second) ? `Use '${first}' with { namespace: '${second}' }.` : "Use the name that 'kubectl get services' shows, such as 'payments'.";
    problems.report(nameRules.serviceName, 'serviceName', name, fix);
  }
}
