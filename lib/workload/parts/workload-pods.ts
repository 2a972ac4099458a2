import { Chart } from 'cdk8s';
import type { Service } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { SharedParts } from './service-of-workload';
import { validateAtSynth, type CheckedAtSynth } from '../../app/checks-at-synth';
import { ClusterProfile } from '../../cluster/cluster-profile';
import { waysInto, type WayIn } from '../../discovery/ways-in';
import { checkActionReferences } from '../../environment/check-references';
import { checkHealthChecks } from '../../health/check-health-checks';
import { PROBE_ROLES, defaultReadinessProbe, toProbes } from '../../health/probe';
import type { Json } from '../../manifest/manifest';
import { MeshedPods } from '../../mesh/meshed-pods';
import { checkMetadata } from '../../rules/metadata';
import { checkWorkloadName, isServiceName } from '../../rules/names';
import { Problems } from '../../rules/rule';
import { checkPods } from '../check/check-containers';
import { checkPodAnnotations, checkWorkloadAnnotations } from '../check/check-pod-annotations';
import { checkRendered } from '../check/check-rendered';
import { checkDeclaredRequests, type RequestContext } from '../check/check-requests';
import { checkServiceAccountToken } from '../check/check-service-account-token';
import { checkShutdown, checkShutdownOfContainers } from '../check/check-shutdown';
import { checkSingleWriters } from '../check/check-single-writers';
import { checkWorkload } from '../check/check-workload';
import type { ExposedWorkloadProps } from '../exposed-workload-props';
import { RESERVED_LABELS, labelsOfPods } from '../pod/identity';
import { makeWorkload } from '../pod/make-workload';
import { appendPodParts } from '../pod/pod-parts';
import type { GeneratedParts } from '../pod/pod-template';
import { observeRoleBindings, roleBindingOf } from '../pod/role-bindings';
import { Shutdown, type ReachedPods } from '../pod/shutdown';
import type { ManagedWorkload } from '../pod/workloads';

/**
 * The pods of a workload with their controller: checked first, then created.
 *
 * @internal
 */
export class WorkloadPods implements CheckedAtSynth, GeneratedParts, ReachedPods {
  private readonly profile: ClusterProfile;
  private readonly shutdown: Shutdown;
  private readonly meshed: MeshedPods;
  private readonly chartLabels: Readonly<Record<string, string>>;
  /** The workload and its declared probes, after `create`. */
  private workload?: ManagedWorkload;
  private declaredProbes?: Json;

  constructor(private readonly declaration: Construct, private readonly props: ExposedWorkloadProps, private readonly shared: SharedParts) {
    const { name, exposure, ports } = shared;
    this.profile = ClusterProfile._of(declaration);
    const { mesh } = this.profile;
    const { user, group } = props.security ?? {};
    const chartLabels = Object.entries(Chart.of(declaration).labels).filter(([key]) => !props.excludedChartLabels?.includes(key));
    this.chartLabels = Object.fromEntries(chartLabels);
    this.shutdown = new Shutdown(props, { construct: declaration, exposure }, this);
    this.meshed = new MeshedPods({
      mesh, chartLabels: this.chartLabels, metadata: props.podMetadata, containerName: name, user, group, checks: props, ports,
    });
  }

  /** Reports problems with the pods: names, containers, health checks, termination and metadata. */
  public check(problems: Problems): void {
    const { props, shared: { name, ports, controller } } = this;
    if (props.workloadName !== undefined || isServiceName(name, this.profile._version)) {
      checkWorkloadName(problems, 'workloadName', this.workloadName, controller._kind);
    }
    checkWorkload(problems, props, controller, name, this.profile._version);
    checkShutdown(problems, props, this.shutdown);
    for (const field of ['workloadMetadata', 'podMetadata'] as const) {
      checkMetadata(problems, field, props[field], RESERVED_LABELS);
    }
    checkPodAnnotations(problems, 'podMetadata', props.podMetadata?.annotations);
    checkWorkloadAnnotations(problems, 'workloadMetadata', controller._kind, props.workloadMetadata?.annotations);
    this.meshed.check(problems);
    checkHealthChecks(problems, props, ports);
    checkDeclaredRequests(problems, props, this.requests);
  }

  /**
   * Creates the workload with its containers. The declaration must have been checked.
   *
   * @param governingService the headless Service of a StatefulSet
   */
  public create(governingService: Service | undefined): ManagedWorkload {
    const { props, shutdown, shared: { name, ports, controller } } = this;
    // A port that is added later does not change a declared check.
    this.declaredProbes = toProbes(props, ports);
    const workload = makeWorkload(this.declaration, props, {
      name: this.workloadName,
      containerName: name,
      controller,
      shutdown,
      chartLabels: this.chartLabels,
      governingService,
      generated: this,
    });
    ports.attachTo(workload.containers[0]);
    this.workload = workload;
    validateAtSynth(this.declaration, this);
    observeRoleBindings(this.declaration);
    return workload;
  }

  public get portNumbers(): number[] {
    return this.shared.ports.all.map(port => port.number);
  }

  public get probes(): Json {
    return { readinessProbe: defaultReadinessProbe(this.shared.ports), ...this.declaredProbes };
  }

  public get mountsToken(): boolean {
    return this.props.automountServiceAccountToken ?? roleBindingOf(this.workload!, this.declaration) !== undefined;
  }

  /** The ways into the pods; none before `create`. */
  public get waysIn(): readonly WayIn[] {
    const { workload, chartLabels } = this;
    return workload ? waysInto(workload, () => labelsOfPods(workload, chartLabels, workload.podMetadata.toJson().labels)) : [];
  }

  public podAnnotations(template: Json): Record<string, string> {
    return this.meshed.annotations(template, () => this.shutdown.termination);
  }

  /** Problems of the finished document of the workload. */
  public problemsIn(document: Json): Problems {
    const problems = new Problems(this.declaration);
    checkRendered(problems, document, this.props);
    return problems;
  }

  /** Appends what methods of cdk8s and cdk8s-plus can change. */
  public appendParts(parts: unknown[]): void {
    appendPodParts(parts, this.workload!);
  }

  /** Reports problems with the pods as they are at synth, including parts that were added by methods of cdk8s-plus. */
  public checkAtSynth(problems: Problems): void {
    const { props, workload, shutdown, meshed, shared: { controller } } = this;
    checkPods(problems, workload!, this.requests, controller._statefulSet.volumeClaims);
    const [{ env }] = workload!.containers;
    PROBE_ROLES.forEach(role => checkActionReferences(problems, role, env._toKube(), props[role]?._command, 'probe'));
    checkServiceAccountToken(problems, props, roleBindingOf(workload!, this.declaration));
    checkShutdownOfContainers(problems, shutdown, workload!);
    meshed.checkContainers(problems, workload!);
    checkSingleWriters(problems, workload!, controller, props.replicas);
  }

  private get requests(): RequestContext {
    return { ports: this.shared.ports, version: this.profile._version, security: this.props.security };
  }

  private get workloadName(): string {
    return this.props.workloadName ?? this.shared.name;
  }
}
