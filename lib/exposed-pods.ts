import { Chart } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { validateAtSynth } from './app/checks-at-synth';
import { validateUnique } from './cluster/unique-in-cluster';
import { checkConnectedVariables } from './discovery/check-connected-variables';
import { connect } from './discovery/connect';
import type { ConnectOptions } from './discovery/connect-options';
import { Connections } from './discovery/connections';
import { PEER_WITHOUT_SERVICE, declarePeer } from './discovery/peer';
import type { IReachable } from './discovery/reachable';
import { ServiceAddress } from './discovery/service-address';
import { Exposure } from './exposure/exposure';
import { checkPolicyOptions } from './isolation/check-policy';
import { declareIsolation } from './isolation/isolate';
import { receiveProps } from './options/receive';
import { PodSelection, selectionOf, type IPodSource } from './pods/pod-selection';
import { Ports } from './port/ports';
import { discoveryRules } from './rules/discovery';
import { exposureRules } from './rules/exposure';
import { checkLabels } from './rules/metadata';
import { checkNamespace } from './rules/names';
import { Problems, throwProblem } from './rules/rule';
import type { ExposedPodsProps } from './service/exposed-pods-props';
import { OfferedService } from './service/offered-service';
import { checkPodSelector, containersOf, podLabels, unorderedContainersOf, workloadOf } from './service/pod-selector';

/**
 * A Service for pods that are declared elsewhere: an existing Deployment of cdk8s-plus, pods with certain labels, or an additional Service
 * for an `ExposedWorkload`. The pods are not changed, except for environment variables that `connectTo` adds, and the default `shutdownDelay` of an
 * `ExposedWorkload`, which is longer if this Service has a load balancer.
 *
 * @example
 * const deployment = new kplus.Deployment(this, 'billing', { containers: [{ image: 'registry.example.com/billing:7', portNumber: 8080 }] });
 * const billing = new ExposedPods(this, 'billing-service', { selector: PodSelection.of(deployment), name: 'billing', ports: [Port.http(8080)] });
 * billing.address.url(); // http://billing.shop.svc.cluster.local:8080
 */
export class ExposedPods extends Construct implements IReachable, IPodSource {
  /** The Service. It is not set if there are no ports. */
  public readonly service?: kplus.Service;

  private readonly offered?: OfferedService;
  private readonly selection: PodSelection;

  /** The containers that keep the order of their variables. */
  private readonly containers: () => readonly kplus.Container[];

  /** Whether the variables of connections are checked at synth. */
  private checksVariables = false;

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
    props = receiveProps(this, 'ExposedPodsProps', props, new.target !== ExposedPods);
    const { serviceMetadata: metadata } = props;
    const problems = new Problems(this);
    const selection = selectionOf(problems, 'selector', props.selector)!;
    problems.refuseIfAny();
    const { _selector: selector } = selection;
    const name = props.name ?? id;
    const exposure = props.exposure ?? Exposure.clusterIp();
    const ports = new Ports(exposure._type === 'Headless' ? 'headless' : 'any', [{ field: 'ports', ports: props.ports, listener: 'pods' }], { byNumber: true });
    const offered = ports.all.length > 0 ? new OfferedService(this, { name, exposure, ports, metadata }) : undefined;
    const { namespace } = Chart.of(this);

    checkPodSelector(problems, 'selector', selector, namespace);
    if (props.networkPolicyName !== undefined || props.networkPolicyMetadata) {
      checkPolicyOptions(problems, props);
    }
    if (offered) {
      offered.check(problems);
    } else {
      checkWithoutService(problems, Chart.of(this), props);
    }
    problems.refuseIfAny();

    this.service = offered?.create(selector)[0];
    this.offered = offered;
    this.selection = selection;
    this.node.defaultChild = this.service;
    declarePeer({
      construct: this,
      ...offered?.peer ?? PEER_WITHOUT_SERVICE,
      pods: () => ({ namespace, labels: podLabels(selector) }),
      workload: workloadOf(selector),
      containers: () => containersOf(selector),
    });
    declareIsolation(this, props);
    validateUnique(this, offered);
    this.containers = () => unorderedContainersOf(selector);
  }

  /**
   * The address of the pods inside the cluster.
   *
   * @throws if `ports` is empty or not set
   */
  public get address(): ServiceAddress {
    if (!this.offered) {
      throwProblem(this, discoveryRules.port, 'address', undefined, 'Declare ports, such as ports: [Port.http(8080)].');
    }
    return this.offered.address;
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
    if (!this.checksVariables) {
      this.checksVariables = true;
      validateAtSynth(this, {
        appendParts: parts => this.containers().forEach(({ env }) => parts.push(...Object.keys(env.variables))),
        checkAtSynth: found => checkConnectedVariables(found, Connections._from(this).flatMap(({ variables }) => variables), this.containers()),
      });
    }
  }

  /** The pods. */
  public toPodSelection(): PodSelection {
    return this.selection;
  }
}

/** Reports options that apply to the Service, which does not exist without ports, and problems of the chart. */
function checkWithoutService(problems: Problems, { namespace, labels }: Chart, props: ExposedPodsProps): void {
  checkNamespace(problems, 'namespace', namespace);
  checkLabels(problems, 'chart', labels);
  for (const [field, value] of Object.entries({ exposure: props.exposure?._type, name: props.name, serviceMetadata: props.serviceMetadata })) {
    if (value !== undefined) {
      problems.report(exposureRules.withoutService, field, value, 'Declare ports, such as ports: [Port.http(8080)], or remove the option.');
    }
  }
}
