import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { ClusterProfile } from './cluster/cluster-profile';
import { ServiceAddress } from './discovery/service-address';
import { allocationClaims } from './exposure/allocation-claims';
import { checkBound } from './exposure/check-bound';
import { checkExposure } from './exposure/check-exposure';
import { Exposure } from './exposure/exposure';
import { ManagedService } from './exposure/managed-service';
import { serviceSpec } from './exposure/service-spec';
import { defaultReadinessProbe, toProbes } from './health/probe';
import type { ObjectMetadata } from './manifest/manifest';
import type { MetadataOptions } from './manifest/metadata-options';
import { validateUnique } from './manifest/unique-in-cluster';
import type { Port } from './port/port';
import { Ports } from './port/ports';
import { checkLabels, checkMetadata, checkServiceAnnotations } from './rules/metadata';
import { checkNamespace, checkServiceName, checkWorkloadName } from './rules/names';
import { Problems, ruleError } from './rules/rule';
import { checkAllMade, checkMade, checkRequired } from './rules/values';
import { isAtLeast } from './rules/versions';
import { workloadRules } from './rules/workloads';
import { podValidation } from './workload/check-containers';
import { checkPodAnnotations, checkWorkloadAnnotations } from './workload/check-pod-annotations';
import { checkShutdown, shutdownValidation } from './workload/check-shutdown';
import { singleWriterValidation } from './workload/check-single-writers';
import { checkWorkload } from './workload/check-workload';
import { Controller } from './workload/controller';
import { WORKLOAD_LABEL } from './workload/identity';
import { makeWorkload } from './workload/make-workload';
import { Shutdown } from './workload/shutdown';
import type { WorkloadPodProps } from './workload/workload-props';

/**
 * A workload and how it is reached.
 */
export interface ExposedWorkloadProps extends WorkloadPodProps {
  /** Ports that the container listens on. Only a headless Service can do without. */
  readonly ports: Port[];

  /**
   * How the workload is reached. Changing it recreates the Service where it becomes headless or was so, and a StatefulSet with it: delete
   * both first, the StatefulSet with `--cascade=orphan`, then apply.
   *
   * @default Exposure.clusterIp()
   */
  readonly exposure?: Exposure;

  /**
   * Name of the Service, which is its name in DNS, of the container, and of the workload unless `workloadName` says otherwise. With the
   * name of the workload its selector changes: a new workload is made beside the old one, for a StatefulSet with new volumes. Changing it
   * recreates a StatefulSet whose `workloadName` stays: delete it with `--cascade=orphan` first, then apply.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * Name of the Deployment, StatefulSet or DaemonSet. It selects the pods: a change makes a new workload beside the old one.
   *
   * @default - the name of the Service
   */
  readonly workloadName?: string;

  /**
   * Labels and annotations of the Deployment, StatefulSet or DaemonSet.
   *
   * @default - the labels of the chart
   */
  readonly workloadMetadata?: MetadataOptions;

  /**
   * Labels and annotations of the Service. The headless Service that a StatefulSet has besides gets the labels alone, because annotations
   * tell controllers what to do with a Service.
   *
   * @default - the labels of the chart
   */
  readonly serviceMetadata?: MetadataOptions;
}

/**
 * A workload and everything that makes it reachable: a Deployment (or StatefulSet, DaemonSet), the Service that matches it, readiness
 * from the declared port, and a shutdown that waits for callers to notice.
 *
 * It can stand wherever cdk8s-plus takes a Deployment: as the target of an autoscaler, as a pod selector, as a peer of network policies
 * and as the subject of a role binding.
 *
 * @example
 * const web = new ExposedWorkload(this, 'web', {
 *   image: 'registry.example.com/web:1.4.2',
 *   ports: [Port.http(8080, { servicePort: 80 })],
 *   readiness: HealthCheck.http('/healthz'),
 * });
 * web.address.url(); // http://web.shop.svc.cluster.local:80
 */
export class ExposedWorkload extends Construct implements kplus.IScalable, kplus.IPodSelector, kplus.INetworkPolicyPeer, kplus.ISubject {
  /** The Deployment, StatefulSet or DaemonSet. */
  public readonly workload: kplus.Workload;

  /** The Service. */
  public readonly service: kplus.Service;

  /**
   * The headless Service by which each pod of a StatefulSet has a name: `service` where that is headless, else one more.
   * Deployments and DaemonSets have none.
   */
  public readonly governingService?: kplus.Service;

  /** The workload's own container. */
  public readonly container: kplus.Container;

  /** How the workload is reached from inside the cluster. */
  public readonly address: ServiceAddress;

  private readonly ports: Ports;
  private readonly services: ManagedService[] = [];

  /**
   * Declares a workload.
   *
   * @param scope a chart, or a construct in one
   * @param id names the Service and the workload, unless `name` and `workloadName` say otherwise
   * @param props the workload
   * @throws with everything that is wrong with the declaration, a line each (docs/rules.md)
   */
  constructor(scope: Construct, id: string, props: ExposedWorkloadProps) {
    super(scope, id);
    checkTypes(this, props);
    const chart = Chart.of(this);
    const profile = ClusterProfile.of(this);
    const exposure = props.exposure ?? Exposure.clusterIp();
    const controller = props.controller ?? Controller.deployment();
    const shutdown = new Shutdown(props, exposure);
    const name = props.name ?? id;
    const headless = exposure._type === 'Headless';
    this.ports = new Ports(headless ? 'headless' : 'any');

    const problems = new Problems(this);
    const declared = props.ports ?? [];
    this.ports.check(problems, declared);
    this.ports.add(...declared);
    checkNamespace(problems, 'namespace', chart.namespace);
    const governing = controller._kind === 'StatefulSet' && !headless ? `${name}-headless` : undefined;
    const leadingDigit = isAtLeast(profile._version, '1.36');
    const named = checkServiceName(problems, 'name', name, leadingDigit) && (!governing || checkServiceName(problems, 'name of the headless Service', governing, leadingDigit));
    if (named || props.workloadName !== undefined) {
      checkWorkloadName(problems, 'workloadName', props.workloadName ?? name, controller._kind);
    }
    checkExposure(problems, exposure, this.ports, profile);
    checkWorkload(problems, props, controller, name);
    checkShutdown(problems, props, shutdown);
    checkLabels(problems, 'chart', chart.labels, [WORKLOAD_LABEL]);
    for (const field of ['workloadMetadata', 'podMetadata', 'serviceMetadata'] as const) {
      checkMetadata(problems, field, props[field], [WORKLOAD_LABEL]);
    }
    checkPodAnnotations(problems, 'podMetadata', props.podMetadata?.annotations);
    checkWorkloadAnnotations(problems, 'workloadMetadata', controller._kind, props.workloadMetadata?.annotations);
    checkServiceAnnotations(problems, 'serviceMetadata', props.serviceMetadata?.annotations, exposure._type === 'LoadBalancer');
    const probes = toProbes(problems, props, this.ports);
    problems.throwIfAny();

    const governed = governingExposure(exposure, controller);
    this.service = this.expose('Service', { ...props.serviceMetadata, name }, headless ? governed : exposure);
    if (governing !== undefined) {
      const metadata = { labels: props.serviceMetadata?.labels, name: governing };
      this.governingService = this.expose('GoverningService', metadata, governed);
    } else if (controller._kind === 'StatefulSet') {
      this.governingService = this.service;
    }
    this.workload = makeWorkload(this, props, {
      name: props.workloadName ?? name,
      containerName: name,
      controller,
      shutdown,
      governingService: this.governingService,
      portNumbers: () => this.ports.all.map(port => port.number),
      probes: () => ({ readinessProbe: defaultReadinessProbe(this.ports), ...probes }),
    });
    this.container = this.workload.containers[0];
    this.ports.attachTo(this.container);
    this.services.forEach(service => service.select(this.workload));

    this.address = ServiceAddress._of(this, { name, alias: false, ports: () => this.ports.exposed });
    this.node.defaultChild = this.workload;
    this.node.addValidation(podValidation(this, this.workload, controller._statefulSet.volumeClaims));
    this.node.addValidation(shutdownValidation(this, this.workload, shutdown));
    this.node.addValidation(singleWriterValidation(this, this.workload, controller, props.replicas));
    this.node.addValidation({ validate: () => this.serviceProblems() });
    validateUnique(this, allocationClaims(this, exposure));
  }

  /**
   * Adds a port to container and Service. Network policies of cdk8s-plus that were made before don't have it.
   *
   * @param port the port
   * @throws with everything that is wrong with the port, by itself and beside the others
   */
  public addPort(port: Port): void {
    const problems = new Problems(this);
    checkRequired(problems, 'port', port, '_plainName', 'Port.http(8080)');
    problems.throwIfAny();
    this.ports.check(problems, [port], () => 'port');
    this.services.forEach(service => service.checkFree(problems, port, 'port'));
    problems.throwIfAny();
    this.ports.add(port);
    if (port.exposed) {
      this.services.forEach(service => service.offer(port));
    }
  }

  /**
   * All containers but init containers and sidecars. Network policies of cdk8s-plus allow all ports that they list, those too that the
   * Service does not offer.
   */
  public get containers(): kplus.Container[] {
    return this.workload.containers;
  }

  /** Whether an autoscaler sets the number of pods. */
  public get hasAutoscaler(): boolean {
    return isScalable(this.workload) && this.workload.hasAutoscaler;
  }

  public set hasAutoscaler(value: boolean) {
    this.scalable().hasAutoscaler = value;
  }

  /**
   * Leaves the number of pods to an autoscaler.
   *
   * @throws for a DaemonSet
   */
  public markHasAutoscaler(): void {
    this.scalable().markHasAutoscaler();
  }

  /**
   * What an autoscaler scales.
   *
   * @throws for a DaemonSet
   */
  public toScalingTarget(): kplus.ScalingTarget {
    return this.scalable().toScalingTarget();
  }

  /** The labels by which the pods are selected. */
  public toPodSelectorConfig(): kplus.PodSelectorConfig {
    return this.workload.toPodSelectorConfig();
  }

  /** The pods, as one side of a network policy. */
  public toNetworkPolicyPeerConfig(): kplus.NetworkPolicyPeerConfig {
    return this.workload.toNetworkPolicyPeerConfig();
  }

  /** The pods, as one side of a network policy. */
  public toPodSelector(): kplus.IPodSelector | undefined {
    return this.workload;
  }

  /** The service account of the pods, as the subject of a role binding. */
  public toSubjectConfiguration(): kplus.SubjectConfiguration {
    return this.workload.toSubjectConfiguration();
  }

  private expose(id: string, metadata: ObjectMetadata, exposure: Exposure): ManagedService {
    const service = new ManagedService(this, id, {
      metadata,
      spec: serviceSpec(exposure),
      offer: port => ({
        number: exposure._type === 'Headless' ? port.number : port.servicePort,
        target: this.ports.target(port),
        nodePort: exposure._options.nodePorts?.[port.name],
      }),
    });
    service.offer(...this.ports.exposed);
    this.services.push(service);
    return service;
  }

  /** What the methods of cdk8s-plus have made of the Services. */
  private serviceProblems(): string[] {
    const problems = new Problems(this);
    for (const service of this.services) {
      this.ports.exposed.forEach(port => service.checkFree(problems, port, `ports['${port.name}']`));
      checkBound(problems, service, ClusterProfile.of(this));
      checkMetadata(problems, 'service.metadata', service.metadata.toJson());
    }
    return problems.messages;
  }

  private scalable(): kplus.Deployment | kplus.StatefulSet {
    if (!isScalable(this.workload)) {
      throw ruleError(this, workloadRules.replicasOfDaemonSet, 'controller', 'DaemonSet', 'Use Controller.deployment().');
    }
    return this.workload;
  }
}

/** How a headless Service of the workload is exposed, be it the only one or the one that a StatefulSet has besides. */
function governingExposure(exposure: Exposure, controller: Controller): Exposure {
  const { ipFamilies, ipFamilyPolicy, publishNotReadyAddresses } = exposure._options;
  const published = exposure._type === 'Headless' ? publishNotReadyAddresses : undefined;
  return Exposure.headless({ ipFamilies, ipFamilyPolicy, publishNotReadyAddresses: published ?? controller._statefulSet.publishNotReadyAddresses });
}

function isScalable(workload: kplus.Workload): workload is kplus.Deployment | kplus.StatefulSet {
  return workload instanceof kplus.Deployment || workload instanceof kplus.StatefulSet;
}

/** Of what has another type nothing further can be said. */
function checkTypes(construct: Construct, props: ExposedWorkloadProps): void {
  const problems = new Problems(construct);
  checkAllMade(problems, 'ports', props.ports, '_plainName', 'Port.http(8080)');
  checkMade(problems, 'exposure', props.exposure, '_type', 'Exposure.loadBalancer()');
  checkMade(problems, 'controller', props.controller, '_statefulSet', 'Controller.statefulSet()');
  for (const role of ['readiness', 'liveness', 'startup'] as const) {
    checkMade(problems, role, props[role], '_kind', "HealthCheck.http('/healthz')");
  }
  problems.throwIfAny();
}
