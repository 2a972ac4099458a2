import { Chart } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { ClusterProfile } from './cluster/cluster-profile';
import { connect } from './discovery/connect';
import type { ConnectOptions } from './discovery/connect-options';
import { declarePeer } from './discovery/peer';
import type { IReachable } from './discovery/reachable';
import { ServiceAddress } from './discovery/service-address';
import { checkExposure } from './exposure/check-exposure';
import { Exposure } from './exposure/exposure';
import { LoadBalancer } from './exposure/load-balancer/load-balancer';
import { ManagedService } from './exposure/managed-service';
import { checkPodSelector, containersOf, podLabels } from './exposure/pod-selector';
import { allocationReservations } from './exposure/reservations';
import { serviceSpec } from './exposure/service-spec';
import { declareIsolation } from './isolation/isolate';
import type { MetadataOptions } from './manifest/metadata-options';
import { validateUnique } from './manifest/unique-in-cluster';
import type { Port } from './port/port';
import { Ports } from './port/ports';
import { discoveryRules } from './rules/discovery';
import { exposureRules } from './rules/exposure';
import { checkLabels, checkMetadata, checkServiceAnnotations } from './rules/metadata';
import { checkNamespace, checkServiceName } from './rules/names';
import { Problems, ruleError } from './rules/rule';
import { checkAllMade, checkBoolean, checkMade, checkRequired } from './rules/values';
import { isAtLeast } from './rules/versions';

/**
 * Pods that are there already, and how they are reached.
 */
export interface ExposedPodsProps {
  /**
   * The pods: a Deployment or another workload of cdk8s-plus, an `ExposedWorkload`, or `kplus.Pods.select(…)` for pods by their labels. In the
   * namespace of the chart, since a Service selects no others.
   */
  readonly selector: kplus.IPodSelector;

  /**
   * Ports that the pods listen on and that are offered.
   *
   * @default - none: no Service is made, and the pods only call others
   */
  readonly ports?: Port[];

  /**
   * How the pods are reached.
   *
   * @default Exposure.clusterIp()
   */
  readonly exposure?: Exposure;

  /**
   * Whether the pods get a network policy that allows what is declared and nothing else. `false` leaves them out where the scope around is
   * isolated (`Isolation.enable`).
   *
   * @default - as the scope around; nothing is isolated unless asked for
   * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
   */
  readonly isolate?: boolean;

  /**
   * Name of the Service, which is its name in DNS.
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
 * A Service for pods that something else declares: a Deployment of cdk8s-plus that a team already has, pods known by their labels, or one
 * Service more for an `ExposedWorkload`. Nothing of the pods is changed but environment variables that `connectTo` is asked for.
 *
 * @example
 * const deployment = new kplus.Deployment(this, 'billing', { containers: [{ image: 'registry.example.com/billing:7', portNumber: 8080 }] });
 * const billing = new ExposedPods(this, 'billing-service', { selector: deployment, name: 'billing', ports: [Port.http(8080)] });
 * billing.address.url(); // http://billing.shop.svc.cluster.local:8080
 */
export class ExposedPods extends Construct implements IReachable {
  /** The Service; none where no port is offered. */
  public readonly service?: kplus.Service;

  private readonly reachedAt?: ServiceAddress;

  /**
   * Declares how pods are reached.
   *
   * @param scope a chart, or a construct in one
   * @param id names the Service, unless `name` says otherwise
   * @param props the pods and their ports
   * @throws with everything that is wrong with the declaration, a line each (docs/rules.md)
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
      this.reachedAt = ServiceAddress._of(this, { name, alias: false, ports: () => ports.exposed });
    }
    declarePeer({
      construct: this,
      address: this.reachedAt,
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
   * How the pods are reached from inside the cluster.
   *
   * @throws where no port is offered
   */
  public get address(): ServiceAddress {
    if (!this.reachedAt) {
      throw ruleError(this, discoveryRules.port, 'address', undefined, 'Give it ports, like ports: [Port.http(8080)].');
    }
    return this.reachedAt;
  }

  /**
   * Declares that the pods call something, and tells their containers where that is, where they are known. It cuts no traffic: it is a
   * policy only where `isolate` is on.
   *
   * @param target what is called
   * @param options which ports, and in which variables the containers are told
   * @throws with everything that is wrong with the connection, a line each (docs/rules.md)
   */
  public connectTo(target: IReachable, options: ConnectOptions = {}): void {
    connect(this, target, options);
  }
}

/** Of what has another type nothing further can be said. */
function checkTypes(construct: Construct, props: ExposedPodsProps): void {
  const problems = new Problems(construct);
  checkRequired(problems, 'selector', props.selector, 'toPodSelectorConfig', "kplus.Pods.select(this, 'pods', { labels: { app: 'billing' } })");
  checkAllMade(problems, 'ports', props.ports, '_plainName', 'Port.http(8080)');
  checkMade(problems, 'exposure', props.exposure, '_type', 'Exposure.loadBalancer()');
  checkBoolean(problems, 'isolate', props.isolate);
  problems.throwIfAny();
}

/** Without a port there is no Service that could be called so, or be exposed. */
function checkUnused(problems: Problems, props: ExposedPodsProps): void {
  for (const [field, value] of Object.entries({ exposure: props.exposure?._type, name: props.name, serviceMetadata: props.serviceMetadata })) {
    if (value !== undefined) {
      problems.report(exposureRules.withoutService, field, value, 'Give ports, like ports: [Port.http(8080)], or leave it out.');
    }
  }
}
