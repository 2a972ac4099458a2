import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { declarePeer } from './discovery/peer';
import type { IReachable } from './discovery/reachable';
import { ServiceAddress } from './discovery/service-address';
import { checkPortsOutside } from './external/check-ports';
import type { ImportedServiceOptions } from './external/imported-service-options';
import { receiveNew } from './options/receive';
import { Ports } from './port/ports';
import { checkNetworks, checkTlsServerName } from './rules/backends';
import { discoveryRules } from './rules/discovery';
import { checkLabelMap } from './rules/metadata';
import { isDnsLabel, nameRules } from './rules/names';
import { Problems } from './rules/rule';

/** DNS suffix that the Multi-Cluster Services API uses instead of the domain of a cluster. */
const CLUSTER_SET = 'svc.clusterset.local';

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
    [serviceName, options = {}] = receiveNew(this, 'ExternalService.fromServiceName', serviceName, options);
    const { clusterSet, podLabels, networks, tlsServerName, namespace = Chart.of(this).namespace } = options;
    const problems = new Problems(this);
    const ports = new Ports('imported', [{ field: 'ports', ports: options.ports, listener: 'servers' }]);
    ports.check(problems);
    checkPortsOutside(problems, ports);
    checkName(problems, serviceName);
    if (namespace !== undefined && !isDnsLabel(namespace)) {
      problems.report(nameRules.namespace, 'namespace', namespace, "Use a name such as 'billing'.");
    }
    if (clusterSet && namespace === undefined) {
      problems.report(discoveryRules.namespace, 'namespace', namespace, "Set it, such as { namespace: 'billing' }, because a Service of a cluster set has no short name.");
    }
    checkLabelMap(problems, 'podLabels', podLabels);
    checkNetworks(problems, networks);
    checkTlsServerName(problems, tlsServerName);
    problems.refuseIfAny();

    this.address = ServiceAddress._of(this, {
      name: serviceName, alias: false, ports: ports.listExposed, namespace, suffix: clusterSet ? CLUSTER_SET : undefined, tlsServerName,
    });
    declarePeer({
      construct: this,
      address: this.address,
      serviceKind: clusterSet ? 'ServiceImport' : 'Service',
      ports: ports.listExposed,
      pods: podLabels && (() => ({ namespace, labels: podLabels })),
      networks,
    });
  }
}

function checkName(problems: Problems, name: string): void {
  const [first, second] = name.split('.');
  if (!isDnsLabel(name)) {
    const fix = isDnsLabel(first) && isDnsLabel(second) ? `Use '${first}' with { namespace: '${second}' }.` : "Use the name that 'kubectl get services' shows, such as 'payments'.";
    problems.report(nameRules.serviceName, 'serviceName', name, fix);
  }
}
