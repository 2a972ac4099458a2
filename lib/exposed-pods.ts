import { Chart } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { ClusterProfile } from './cluster/cluster-profile';
import { validateUnique } from './cluster/unique-in-cluster';
import { connect } from './discovery/connect';
import type { ConnectOptions } from './discovery/connect-options';
import { declarePeer } from './discovery/peer';
import type { IReachable } from './discovery/reachable';
import { ServiceAddress } from './discovery/service-address';
import { Exposure } from './exposure/exposure';
import { declareIsolation } from './isolation/isolate';
import { LoadBalancer } from './load-balancer/load-balancer';
import type { MetadataOptions } from './manifest/metadata-options';
import type { Port } from './port/port';
import { Ports } from './port/ports';
import { discoveryRules } from './rules/discovery';
import { exposureRules } from './rules/exposure';
import { checkLabels, checkMetadata, checkServiceAnnotations } from './rules/metadata';
import { checkNamespace, checkServiceName } from './rules/names';
import { Problems, ruleError } from './rules/rule';
import { checkBoolean, checkInstance, checkInstances, checkRequired } from './rules/values';
import { isAtLeast } from './rules/versions';
import { checkExposure } from './service/check-exposure';
import { ManagedService } from './service/managed-service';
import { checkPodSelector, containersOf, podLabels } from './service/pod-selector';
import { allocationReservations } from './service/reservations';
import { serviceSpec } from './service/service-spec';

/**
 * Options of `ExposedPods`: existing pods, and the Service that exposes them.
 */
export interface ExposedPodsProps {
  /**
   * The pods: a Deployment or another workload of cdk8s-plus, an `ExposedWorkload`, or `kplus.Pods.select(…)` for pods with certain labels. They
   * must be in the namespace of the chart, because a Service selects only pods of its own namespace.
   */
  readonly selector: kplus.IPodSelector;

  /**
   * Ports of the pods that the Service exposes.
   *
   * @default - none: no Service is generated, and the pods only call others
   */
  readonly ports?: Port[];

  /**
   * How the pods can be reached.
   *
   * @default Exposure.clusterIp()
   */
  readonly exposure?: Exposure;

  /**
   * Whether the pods get a network policy that allows only the declared traffic. `false` excludes the pods from the isolation of an outer scope
   * (`Isolation.enable`).
   *
   * @default - the setting of the outer scope; nothing is isolated unless isolation is enabled
   * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
   */
  readonly isolate?: boolean;

  /**
   * Name of the Service, which is also its DNS name.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * Labels and annotations of the Service.
   *
   * @default - the labels of the chart
   */
  readonly serviceMetadata?: MetadataOptions;
}

/**
 * A Service for pods that are declared elsewhere: an existing Deployment of cdk8s-plus, pods with certain labels, or an additional Service
 * for an `ExposedWorkload`. The pods are not changed, except for environment variables that `connectTo` adds.
 *
 * @example
 * const deployment = new kplus.Deployment(this, 'billing', { containers: [{ image: 'registry.example.com/billing:7', portNumber: 8080 }] });
 * const billing = new ExposedPods(this, 'billing-service', { selector: deployment, name: 'billing', ports: [Port.http(8080)] });
 * billing.address.url(); // http://billing.shop.svc.cluster.local:8080
 */
export class ExposedPods extends Construct implements IReachable {
  /** The Service. It is not set if there are no ports. */
  public readonly service?: kplus.Service;

  private readonly serviceAddress?: ServiceAddress;

  /**
   * Declares the Service of existing pods.
   *
   * @param scope a chart, or a construct in a chart
   * @param id name of the Service, unless `name` is set
   * @param props the pods and their ports
   * @throws an error that lists all problems of the declaration, one per line
   * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/rules.md
   */
  constructor(scope: Construct, id: string, props: ExposedPodsProps) {
    super(scope, id);
    checkTypes(this, props);
    const chart = Chart.of(this);
    const profile = ClusterProfile.of(this);
    const { selector, exposure = Exposure.clusterIp() } = props;
    const name = props.name ?? id;
    const ports = new Ports(exposure._type === 'Headless' ? 'headless' : 'any');
    const loadBalancer = new LoadBalancer({ exposure, profile, ports: () => ports.exposed, annotations: props.serviceMetadata?.annotations });
    const problems = new Problems(this);
    checkPodSelector(problems, 'selector', selector, chart.namespace);
    checkNamespace(problems, 'namespace', chart.namespace);
    checkLabels(problems, 'chart', chart.labels);
    checkMetadata(problems, 'serviceMetadata', props.serviceMetadata);
    if (props.ports?.length) {
      ports.check(problems, props.ports);
      ports.add(...props.ports);
      checkServiceName(problems, 'name', name, isAtLeast(profile._version, '1.36'));
      checkExposure(problems, exposure, ports, profile);
      loadBalancer.check(problems);
      checkServiceAnnotations(problems, 'serviceMetadata', props.serviceMetadata?.annotations, exposure._type === 'LoadBalancer');
    } else {
      checkUnused(problems, props);
    }
    problems.throwIfAny();

    if (props.ports?.length) {
      const service = new ManagedService(this, 'Service', {
        metadata: loadBalancer.annotate({ ...props.serviceMetadata, name }),
        spec: { ...serviceSpec(exposure), ...loadBalancer.spec },
        offer: port => ({ number: exposure._type === 'Headless' ? port.number : port.servicePort, target: port.number, nodePort: exposure._options.nodePorts?.[port.name] }),
      });
      service.offer(...ports.exposed);
      service.select(selector);
      this.service = service;
      this.node.addValidation(loadBalancer.validation(this, service));
      this.node.defaultChild = service;
      this.serviceAddress = ServiceAddress._of(this, { name, alias: false, ports: () => ports.exposed });
    }
    declarePeer({
      construct: this,
      address: this.serviceAddress,
      serviceKind: 'Service',
      ports: () => ports.exposed,
      scraped: () => ports.scraped,
      exposure: props.ports?.length ? exposure : undefined,
      annotations: props.serviceMetadata?.annotations,
      pods: () => ({ namespace: chart.namespace, labels: podLabels(selector) }),
      containers: () => containersOf(selector),
    });
    declareIsolation(this, props.isolate);
    validateUnique(this, allocationReservations(this, exposure));
  }

  /**
   * The address of the pods inside the cluster.
   *
   * @throws if `ports` is empty or not set
   */
  public get address(): ServiceAddress {
    if (!this.serviceAddress) {
      throw ruleError(this, discoveryRules.port, 'address', undefined, 'Declare ports, such as ports: [Port.http(8080)].');
    }
    return this.serviceAddress;
  }

  /**
   * Declares that the pods call a target. If their containers are declared in this app, `connectTo` writes the target's address into their
   * environment variables. A connection blocks no traffic: network policies are generated only for isolated pods (`isolate` or `Isolation.enable`).
   *
   * @param target the declaration that the pods call
   * @param options the ports that are called, and the environment variables
   * @throws an error that lists all problems of the connection, one per line
   * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/connections.md
   */
  public connectTo(target: IReachable, options: ConnectOptions = {}): void {
    connect(this, target, options);
  }
}

/** Throws if a property has the wrong type, because the other checks rely on the types. */
function checkTypes(construct: Construct, props: ExposedPodsProps): void {
  const problems = new Problems(construct);
  checkRequired(problems, 'selector', props.selector, 'toPodSelectorConfig', "kplus.Pods.select(this, 'pods', { labels: { app: 'billing' } })");
  checkInstances(problems, 'ports', props.ports, '_plainName', 'Port.http(8080)');
  checkInstance(problems, 'exposure', props.exposure, '_type', 'Exposure.loadBalancer()');
  checkBoolean(problems, 'isolate', props.isolate);
  problems.throwIfAny();
}

/** Reports options that apply to the Service, which does not exist without ports. */
function checkUnused(problems: Problems, props: ExposedPodsProps): void {
  for (const [field, value] of Object.entries({ exposure: props.exposure?._type, name: props.name, serviceMetadata: props.serviceMetadata })) {
    if (value !== undefined) {
      problems.report(exposureRules.withoutService, field, value, 'Declare ports, such as ports: [Port.http(8080)], or remove the option.');
    }
  }
}
