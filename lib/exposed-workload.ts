import type * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { problemsOf } from './app/origins';
import { validateUnique } from './cluster/unique-in-cluster';
import { typeMessages, withDefaults } from './defaults/with-defaults';
import { connect } from './discovery/connect';
import type { ConnectOptions } from './discovery/connect-options';
import { declarePeer } from './discovery/peer';
import type { IReachable } from './discovery/reachable';
import { ServiceAddress } from './discovery/service-address';
import { Exposure } from './exposure/exposure';
import { createPolicyBeforePods, declareIsolation } from './isolation/isolate';
import { receiveCall, receiveProps } from './options/receive';
import { PodSelection, type IPodSource } from './pods/pod-selection';
import type { Port } from './port/port';
import { Ports } from './port/ports';
import { discoveryRules } from './rules/discovery';
import { DOCUMENTATION, Problems, throwProblem } from './rules/rule';
import { OfferedService } from './service/offered-service';
import { isInt32 } from './values/numbers';
import { Controller } from './workload/controller';
import type { ExposedWorkloadProps } from './workload/exposed-workload-props';
import { peerOfWorkload } from './workload/parts/peer-of-workload';
import { isScalable, scalable } from './workload/parts/scalable';
import { governingName, serviceOfWorkload } from './workload/parts/service-of-workload';
import { WorkloadPods } from './workload/parts/workload-pods';
import { portLists } from './workload/pod/declared-containers';
import { podNumbers } from './workload/pod/pod-numbers';

const ONLY_CALLERS = `For pods that only call other workloads, declare a Worker (${DOCUMENTATION}/workers.md).`;

/** What all workloads without other values share. Created for the first workload, so that loading the library remains fast. */
let defaults: { readonly exposure: Exposure; readonly controller: Controller } | undefined;

/**
 * A workload with its Service: a Deployment, StatefulSet or DaemonSet, the Service that selects its pods, a readiness probe of the declared
 * port, and a shutdown during which pods serve requests until clients and load balancers no longer send any.
 *
 * It can be used where cdk8s-plus expects a Deployment: as the target of an autoscaler, as a pod selector, as a peer of network policies and
 * as the subject of a role binding.
 *
 * @example
 * const web = new ExposedWorkload(this, 'web', {
 *   image: 'registry.example.com/web:1.4.2',
 *   ports: [Port.http(8080, { servicePort: 80 })],
 *   readiness: HealthCheck.http('/healthz'),
 * });
 * web.address.url(); // http://web.shop.svc.cluster.local:80
 */
export class ExposedWorkload extends Construct
  implements IReachable, IPodSource, kplus.IScalable, kplus.IPodSelector, kplus.INetworkPolicyPeer, kplus.ISubject {
  /** The Deployment, StatefulSet or DaemonSet. */
  public readonly workload: kplus.Workload;

  /** The Service. */
  public readonly service: kplus.Service;

  /**
   * The headless Service that gives each pod of a StatefulSet a DNS name: `service` if that is headless, otherwise an additional Service. Not set for
   * Deployments and DaemonSets, and if `serviceName` of the StatefulSet names a Service outside of this declaration or one that is not headless.
   */
  public readonly governingService?: kplus.Service;

  /** The main container. */
  public readonly container: kplus.Container;

  /** The address of the workload inside the cluster. */
  public readonly address: ServiceAddress;

  /**
   * The address of the governing Service, which resolves to the address of each pod of a StatefulSet. Not set for Deployments and DaemonSets, and if
   * the governing Service is `service` although that is not headless.
   */
  public readonly governingAddress?: ServiceAddress;

  private readonly offered: OfferedService;
  private readonly maxPods?: number;
  private readonly firstOrdinal: number;

  /**
   * Declares a workload.
   *
   * @param scope a chart, or a construct in a chart
   * @param id name of the Service and of the workload, unless `name` and `workloadName` are set
   * @param props the workload
   * @throws an error that lists all problems of the declaration, one per line
   * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/rules.md
   */
  constructor(scope: Construct, id: string, props: ExposedWorkloadProps) {
    super(scope, id);
    props = withDefaults(this, receiveProps(this, 'ExposedWorkloadProps', props, new.target !== ExposedWorkload, typeMessages(this, props)));
    const name = props.name ?? id;
    defaults ??= { exposure: Exposure.clusterIp(), controller: Controller.deployment() };
    const { exposure = defaults.exposure, controller = defaults.controller } = props;
    const ports = new Ports(exposure._type === 'Headless' ? 'headless' : 'any', portLists(props.ports, props), {
      alternative: ONLY_CALLERS, byNumber: props.selector !== undefined,
    });
    const pods = new WorkloadPods(this, props, {
      name: props.workloadName ?? name,
      nameOption: 'workloadName',
      serviceName: name,
      ports,
      controller,
      service: { construct: this, exposure },
    });
    const parts = { name, exposure, controller, metrics: props.metrics };
    this.offered = new OfferedService(this, { name, exposure, ports, metadata: props.serviceMetadata, ...serviceOfWorkload(parts) });

    const problems = problemsOf(this);
    this.offered.check(problems);
    pods.check(problems);
    problems.refuseIfAny();

    const [service, additional] = this.offered.create();
    this.service = service;
    const governing = governingName({ name, exposure, controller });
    this.governingService = [service, additional].find(offered => offered !== undefined && offered.name === governing);
    createPolicyBeforePods(this, props.isolate, name);
    this.workload = pods.create(this.governingService ?? service);
    this.offered.select(this.workload);
    this.container = this.workload.containers[0];
    this.maxPods = podNumbers(props).max;
    this.firstOrdinal = controller._statefulSet.firstOrdinal ?? 0;
    this.address = this.offered.address;
    this.governingAddress = governing === undefined ? undefined : this.addressOfPods(governing);
    this.node.defaultChild = this.workload;
    const peer = peerOfWorkload(this.workload, pods.containers, props.podNetwork);
    declarePeer({ construct: this, ...this.offered.peer, ...peer, scraped: () => pods.scraped });
    declareIsolation(this, props.isolate);
    validateUnique(this, this.offered);
  }

  /**
   * Adds a port to the container and the Service. If the Service has node ports, the cluster chooses the node port of this port. Network policies of
   * cdk8s-plus that were created before this call do not allow traffic to the port.
   *
   * @param port the port
   * @throws an error that lists all problems of the port and its conflicts with other ports, one per line
   */
  public addPort(port: Port): void {
    const [added] = receiveCall(this, '', 'ExposedWorkload.addPort', port);
    const problems = new Problems(this);
    this.offered.checkAdded(problems, added, 'port');
    problems.throwIfAny();
    this.offered.add(added);
  }

  /**
   * Declares that the workload calls a target, and writes the target's address into environment variables of its containers. A connection blocks no
   * traffic: network policies are generated only for isolated pods (`isolate` or `Isolation.enable`).
   *
   * @param target the declaration that the workload calls
   * @param options the ports that are called, and the environment variables
   * @throws an error that lists all problems of the connection, one per line
   * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/connections.md
   */
  public connectTo(target: IReachable, options: ConnectOptions = {}): void {
    connect(this, target, options);
  }

  /**
   * The address of one pod of a StatefulSet, by its stable DNS name, such as `queue-0.queue.shop.svc.cluster.local`.
   *
   * @param ordinal number of the pod, from 0 or from `firstOrdinal` of the StatefulSet
   * @throws for a Deployment or a DaemonSet, whose pods have no stable names, for a governing Service that is not headless, and for an ordinal that no
   * pod has
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id
   */
  public podAddress(ordinal: number): ServiceAddress {
    const { governingAddress, firstOrdinal: first } = this;
    if (!governingAddress) {
      const fix = this.workload.kind === 'StatefulSet'
        ? `The Service '${this.service.name}' is not headless. Use address, or remove serviceName of the StatefulSet.`
        : 'Use address, or use Controller.statefulSet().';
      throwProblem(this, discoveryRules.pod, 'podAddress', ordinal, fix);
    }
    const last = first + (this.maxPods ?? Infinity) - 1;
    if (!isInt32(ordinal, first) || ordinal > last) {
      const fix = last === Infinity ? `Use ${first} for the first pod.` : `Use a number from ${first} to ${last}, or increase the number of pods.`;
      throwProblem(this, discoveryRules.pod, 'podAddress', ordinal, fix);
    }
    return this.addressOfPods(`${this.workload.name}-${ordinal}.${governingAddress.name}`, true);
  }

  /**
   * All containers except init containers and sidecars. Network policies of cdk8s-plus allow all ports of these containers, including those
   * that the Service does not expose.
   */
  public get containers(): kplus.Container[] {
    return this.workload.containers;
  }

  /** Whether an autoscaler sets the number of pods. */
  public get hasAutoscaler(): boolean {
    return isScalable(this.workload) && this.workload.hasAutoscaler;
  }

  public set hasAutoscaler(value: boolean) {
    scalable(this, this.workload).hasAutoscaler = value;
  }

  /**
   * Marks the number of pods as set by an autoscaler.
   *
   * @throws for a DaemonSet
   */
  public markHasAutoscaler(): void {
    scalable(this, this.workload).markHasAutoscaler();
  }

  /**
   * The target of an autoscaler.
   *
   * @throws for a DaemonSet
   */
  public toScalingTarget(): kplus.ScalingTarget {
    return scalable(this, this.workload).toScalingTarget();
  }

  /** The labels that select the pods. */
  public toPodSelectorConfig(): kplus.PodSelectorConfig {
    return this.workload.toPodSelectorConfig();
  }

  /** The pods, as the selector of another Service. */
  public toPodSelection(): PodSelection {
    return PodSelection.of(this);
  }

  /** The pods, as a peer of a network policy. */
  public toNetworkPolicyPeerConfig(): kplus.NetworkPolicyPeerConfig {
    return this.workload.toNetworkPolicyPeerConfig();
  }

  /** The pods, as the subject of a network policy. */
  public toPodSelector(): kplus.IPodSelector | undefined {
    return this.workload;
  }

  /** The service account of the pods, as the subject of a role binding. */
  public toSubjectConfiguration(): kplus.SubjectConfiguration {
    return this.workload.toSubjectConfiguration();
  }

  /** An address with the ports of the containers, as a headless Service has them. `alias` is true for a single pod, whose name has no SRV records. */
  private addressOfPods(name: string, alias = false): ServiceAddress {
    return ServiceAddress._of(this, { ...this.offered.addressTarget, name, alias, numberOf: port => port.number });
  }
}
