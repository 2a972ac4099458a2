import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { declarePeer } from './discovery/peer';
import type { IReachable } from './discovery/reachable';
import { ServiceAddress } from './discovery/service-address';
import type { Port } from './port/port';
import { Ports } from './port/ports';
import { backendRules, checkNetworks, checkTlsServerName } from './rules/backends';
import { discoveryRules } from './rules/discovery';
import { isolationRules } from './rules/isolation';
import { checkLabelMap } from './rules/metadata';
import { isDnsLabel, nameRules } from './rules/names';
import { Problems } from './rules/rule';
import { checkAllMade, checkBoolean, snapshot } from './rules/values';

/** What the Multi-Cluster Services API puts in the place of the domain of a cluster. */
const CLUSTER_SET = 'svc.clusterset.local';

/**
 * What is known of a Service that is there already.
 */
export interface ImportedServiceOptions {
  /**
   * Namespace of the Service.
   *
   * @default - that of the chart
   */
  readonly namespace?: string;

  /**
   * Ports that the Service offers. `servicePort` is what callers use; the number itself is what the pods listen on, which network policies
   * go by. Where the two are equal, one is enough.
   *
   * @default - none: callers know the name alone, and nothing can be connected to it
   */
  readonly ports?: Port[];

  /**
   * Whether it is a Service of the cluster set (Multi-Cluster Services API): its name ends in `svc.clusterset.local`, which leads to the pods
   * of all clusters that export it, and routes refer to its ServiceImport.
   *
   * @default false
   * @see https://multicluster.sigs.k8s.io/concepts/multicluster-services-api/
   */
  readonly clusterSet?: boolean;

  /**
   * Labels of the pods behind it, for network policies. Empty stands for all pods of the namespace. Of a cluster set, most network plugins
   * see those of the own cluster alone; `networks` says where the others are.
   *
   * @default - not known
   */
  readonly podLabels?: { [key: string]: string };

  /**
   * Ranges of the addresses behind it, for network policies: where pods of other clusters are, or what the Service leads to outside.
   *
   * @default - not known
   */
  readonly networks?: string[];

  /**
   * Name in the certificate of the server, where it speaks TLS and the name of the Service is not in it.
   *
   * @default - not known
   */
  readonly tlsServerName?: string;
}

/**
 * A Service that is there already, as `ExternalService.fromServiceName(…)` gives it. It makes no object.
 */
export class ImportedService extends Construct implements IReachable {
  /** @internal */
  public static _of(scope: Construct, id: string, serviceName: string, options: ImportedServiceOptions): ImportedService {
    return new ImportedService(scope, id, serviceName, options);
  }

  /** How the Service is reached. Of one of the cluster set only the full name resolves. */
  public readonly address: ServiceAddress;

  private constructor(scope: Construct, id: string, serviceName: string, options: ImportedServiceOptions) {
    super(scope, id);
    const { clusterSet, podLabels, networks, tlsServerName } = snapshot(options);
    const namespace = options.namespace ?? Chart.of(this).namespace;
    const ports = new Ports('imported');
    const problems = new Problems(this);
    checkPorts(problems, ports, options.ports);
    checkName(problems, serviceName);
    if (namespace !== undefined && !isDnsLabel(namespace)) {
      problems.report(nameRules.namespace, 'namespace', namespace, "Write it like 'billing'.");
    }
    if (checkBoolean(problems, 'clusterSet', clusterSet) && clusterSet && namespace === undefined) {
      problems.report(discoveryRules.namespace, 'namespace', namespace, "Write it like { namespace: 'billing' }: a cluster set has no other name than the full one.");
    }
    checkLabelMap(problems, 'podLabels', podLabels);
    checkNetworks(problems, networks);
    checkTlsServerName(problems, tlsServerName);
    problems.throwIfAny();

    ports.add(...options.ports ?? []);
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

function checkPorts(problems: Problems, ports: Ports, declared: readonly Port[] | undefined): void {
  if (!checkAllMade(problems, 'ports', declared, '_plainName', 'Port.http(8080)')) {
    return;
  }
  ports.check(problems, declared ?? []);
  declared?.forEach((port, index) => {
    if (!port.exposed) {
      problems.report(backendRules.unexposed, `ports[${index}].exposed`, false, 'Leave the port out.');
    }
    if (port.scraped) {
      problems.report(isolationRules.scrapedOutside, `ports[${index}].scraped`, true, 'Leave it out.');
    }
  });
}

function checkName(problems: Problems, name: string): void {
  if (!isDnsLabel(name)) {
    const [first, second] = String(name).split('.');
    const fix = isDnsLabel(first) && isDnsLabel(second) ? `Write '${first}', with { namespace: '${second}' }.` : "Write it as 'kubectl get services' lists it, like 'payments'.";
    problems.report(nameRules.serviceName, 'serviceName', name, fix);
  }
}
