import { Chart } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { problemsOf } from './app/origins';
import { validateUnique } from './cluster/unique-in-cluster';
import { typeMessages, withDefaults } from './defaults/with-defaults';
import { connect } from './discovery/connect';
import type { ConnectOptions } from './discovery/connect-options';
import { PEER_WITHOUT_SERVICE, declarePeer } from './discovery/peer';
import type { IReachable } from './discovery/reachable';
import { Exposure } from './exposure/exposure';
import { createPolicyBeforePods, declareIsolation } from './isolation/isolate';
import { receiveProps } from './options/receive';
import { PodSelection, type IPodSource } from './pods/pod-selection';
import { Ports } from './port/ports';
import { checkLabels } from './rules/metadata';
import { checkNamespace } from './rules/names';
import { OfferedService } from './service/offered-service';
import { Controller } from './workload/controller';
import { peerOfWorkload } from './workload/parts/peer-of-workload';
import { isScalable, scalable } from './workload/parts/scalable';
import { serviceOfWorkload } from './workload/parts/service-of-workload';
import { WorkloadPods } from './workload/parts/workload-pods';
import { portLists } from './workload/pod/declared-containers';
import { RESERVED_LABELS } from './workload/pod/identity';
import type { WorkerProps } from './workload/worker-props';

/**
 * Pods that serve nothing, such as a consumer of a queue, a scheduler or a load generator: a Deployment, StatefulSet or DaemonSet without a Service for
 * callers. Its pods have the same options and defaults as those of an `ExposedWorkload`, except that nothing waits for clients: they have no readiness
 * check by default, and receive the stop signal at once.
 *
 * A StatefulSet has the headless Service that Kubernetes requires for the names of its pods, unless `serviceName` names an existing one.
 *
 * @example
 * const queue = new ExposedWorkload(this, 'queue', { image: 'registry.example.com/queue:3', ports: [Port.tcp(5672, { name: 'amqp' })] });
 * const mailer = new Worker(this, 'mailer', {
 *   image: 'registry.example.com/mailer:2.0.3',
 *   liveness: HealthCheck.exec(['/bin/mailer', 'check']),
 * });
 * mailer.connectTo(queue);
 */
export class Worker extends Construct implements IPodSource, kplus.IScalable, kplus.IPodSelector, kplus.INetworkPolicyPeer, kplus.ISubject {
  /** The Deployment, StatefulSet or DaemonSet. */
  public readonly workload: kplus.Workload;

  /**
   * The headless Service that gives each pod of a StatefulSet a DNS name. Not set for Deployments and DaemonSets, and if `serviceName` of the StatefulSet
   * names an existing Service.
   */
  public readonly governingService?: kplus.Service;

  /** The main container. */
  public readonly container: kplus.Container;

  /**
   * Declares pods.
   *
   * @param scope a chart, or a construct in a chart
   * @param id name of the workload, unless `name` is set
   * @param props the pods
   * @throws an error that lists all problems of the declaration, one per line
   * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/rules.md
   */
  constructor(scope: Construct, id: string, props: WorkerProps) {
    super(scope, id);
    props = withDefaults(this, receiveProps(this, 'WorkerProps', props, new.target !== Worker, typeMessages(this, props)));
    const { name = id, controller = Controller.deployment() } = props;
    const ports = new Ports('none', portLists(props.ports, props));
    const exposure = Exposure.headless();
    const isGoverned = controller._kind === 'StatefulSet' && controller._statefulSet.serviceName === undefined;
    const service = isGoverned
      ? new OfferedService(this, {
        name,
        exposure,
        metadata: controller._statefulSet.governingServiceMetadata,
        ports: new Ports('headless', []),
        ...serviceOfWorkload({ name, exposure, controller }),
      })
      : undefined;
    const pods = new WorkloadPods(this, props, { name, nameOption: 'name', serviceName: service && name, ports, controller });

    const problems = problemsOf(this);
    ports.check(problems);
    if (service) {
      service.check(problems);
    } else {
      const { namespace, labels } = Chart.of(this);
      checkNamespace(problems, 'namespace', namespace);
      checkLabels(problems, 'chart', labels, RESERVED_LABELS);
    }
    pods.check(problems);
    problems.refuseIfAny();

    this.governingService = service?.create()[0];
    createPolicyBeforePods(this, props, name);
    this.workload = pods.create(this.governingService);
    service?.select(this.workload);
    this.container = this.workload.containers[0];
    this.node.defaultChild = this.workload;
    declarePeer({
      construct: this, ...PEER_WITHOUT_SERVICE, scraped: () => pods.scraped, ...peerOfWorkload(this.workload, pods.containers, props.podNetwork),
    });
    declareIsolation(this, props);
    validateUnique(this, service);
  }

  /**
   * Declares that the pods call a target, and writes the target's address into environment variables of their containers. A connection blocks no traffic:
   * network policies are generated only for isolated pods (`isolate` or `Isolation.enable`).
   *
   * @param target the declaration that the pods call
   * @param options the ports that are called, and the environment variables
   * @throws an error that lists all problems of the connection, one per line
   * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/connections.md
   */
  public connectTo(target: IReachable, options: ConnectOptions = {}): void {
    connect(this, target, options);
  }

  /** All containers except init containers and sidecars. */
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
}
