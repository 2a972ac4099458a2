import { Chart } from 'cdk8s';
import type { Container, Service } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { ObjectsOfPods } from './objects-of-pods';
import type { SharedParts } from './shared-parts';
import { validateAtSynth, type CheckedAtSynth } from '../../app/checks-at-synth';
import { setLabels } from '../../app/declaration-labels';
import { hasDefaultsOf } from '../../app/defaults-version';
import { problemsOf } from '../../app/origins';
import { ClusterProfile } from '../../cluster/cluster-profile';
import { checkUsedKeys } from '../../configuration/check-used-keys';
import { addConfigurationHash } from '../../configuration/configuration-hash';
import { mayUseConfiguration } from '../../configuration/uses-configuration';
import type { ContainerImage } from '../../container/container-image';
import { renderLifecycle } from '../../container/render-lifecycle';
import { checkIgnored } from '../../defaults/check-ignored';
import { waysInto, type WayIn } from '../../discovery/ways-in';
import { checkActionReferences } from '../../environment/check-references';
import { PROBE_ROLES, defaultReadinessProbe, toProbes } from '../../health/probe';
import type { Json } from '../../manifest/manifest';
import { MeshedPods } from '../../mesh/meshed-pods';
import { metricsAnnotations } from '../../metrics/render-monitor';
import { scrapedPorts } from '../../metrics/scraped-ports';
import { checkPlacement } from '../../placement/check-placement';
import type { Port } from '../../port/port';
import { isolationRules } from '../../rules/isolation';
import { checkLabelMap, checkMetadata } from '../../rules/metadata';
import { checkWorkloadName, isDnsSubdomain, isServiceName } from '../../rules/names';
import { isJustification, type Problems } from '../../rules/rule';
import { podSecurityOf } from '../../security/pod-security';
import { PodVolumes } from '../../volume/pod-volumes';
import { checkHookReferences, checkPods } from '../check/check-containers';
import { checkController } from '../check/check-controller';
import { checkContainerNames, checkDeclaredContainer } from '../check/check-declared-container';
import { checkDeclaredVolumes } from '../check/check-declared-volumes';
import { checkEnvOrder } from '../check/check-env-order';
import { checkHostNetworkPorts } from '../check/check-network';
import { checkPodAnnotations, checkWorkloadAnnotations } from '../check/check-pod-annotations';
import { checkRendered } from '../check/check-rendered';
import type { RequestContext } from '../check/check-requests';
import { checkSelector } from '../check/check-selector';
import { checkServiceAccountToken } from '../check/check-service-account-token';
import { checkShutdown, checkShutdownOfContainers } from '../check/check-shutdown';
import { checkSingleWriters } from '../check/check-single-writers';
import { checkWorkload } from '../check/check-workload';
import { validateSelector } from '../check/selector-overlaps';
import { declaredContainers, unmountedVolumes, type DeclaredContainer } from '../pod/declared-containers';
import { RESERVED_LABELS } from '../pod/identity';
import { makeWorkload } from '../pod/make-workload';
import { podNumbers } from '../pod/pod-numbers';
import { appendPodParts } from '../pod/pod-parts';
import type { GeneratedParts } from '../pod/pod-template';
import { observeRoleBindings, roleBindingOf } from '../pod/role-bindings';
import { labelsOfPods, setSelector } from '../pod/selector';
import { Shutdown, type ReachedPods } from '../pod/shutdown';
import type { ManagedWorkload } from '../pod/workloads';
import type { WorkloadOptions } from '../workload-options';

/** The version of the defaults from which on a change of the configuration replaces the pods. */
const CONFIGURATION_DEFAULTS = 2;

/**
 * The pods of a workload with their controller: checked first, then created.
 *
 * @internal
 */
export class WorkloadPods implements CheckedAtSynth, GeneratedParts, ReachedPods {
  /** The containers of the declaration, the workload's own one first. */
  public readonly containers: readonly DeclaredContainer[];

  private readonly profile: ClusterProfile;
  private readonly shutdown: Shutdown;
  private readonly meshed: MeshedPods;
  /** The labels of the chart that the pods get, and those of the declaration. */
  private readonly commonLabels: Readonly<Record<string, string>>;
  private readonly volumes: PodVolumes;
  private readonly objects: ObjectsOfPods;
  /** The workload, and its containers with their declared probes and lifecycles in the order of the declaration, after `create`. */
  private workload?: ManagedWorkload;
  private created: readonly Container[] = [];
  private declaredProbes: readonly Json[] = [];
  private declaredLifecycles: readonly (Json | undefined)[] = [];

  constructor(
    private readonly declaration: Construct, private readonly props: WorkloadOptions & ContainerImage, private readonly shared: SharedParts,
  ) {
    const { name, nameOption, serviceName, service, ports } = shared;
    this.profile = ClusterProfile._of(declaration);
    // Meshes inject no proxy into pods on the network of their node (https://istio.io/latest/docs/ops/common-problems/injection/;
    // https://github.com/linkerd/linkerd2/issues/12392)
    const mesh = props.podNetwork?.hostNetwork ? undefined : this.profile.mesh;
    this.objects = new ObjectsOfPods(declaration, props, shared, this.profile);
    const { user, group } = props.security ?? {};
    const chartLabels = Object.entries(Chart.of(declaration).labels).filter(([key]) => !props.excludedChartLabels?.includes(key));
    this.commonLabels = { ...Object.fromEntries(chartLabels), ...props.labels };
    setLabels(declaration, props.labels);
    if (props.selector) {
      setSelector(declaration, { labels: { ...props.selector }, hasWorkloadLabel: props.workloadLabel ?? true });
    }
    this.shutdown = new Shutdown(props, service, this);
    const own = props.containerName === undefined
      ? { name: serviceName ?? name, nameField: serviceName === undefined ? nameOption : 'name' }
      : { name: props.containerName, nameField: 'containerName' };
    this.containers = declaredContainers(props, own, ports);
    const mounts = this.containers.map(({ prefix, options }) => ({ field: `${prefix}mounts`, mounts: options.mounts }));
    this.volumes = new PodVolumes(mounts, unmountedVolumes(props.volumes, this.containers));
    const { commonLabels, containers } = this;
    this.meshed = new MeshedPods({ mesh, commonLabels, metadata: props.podMetadata, user, group, containers, ports });
  }

  /** Reports problems with the pods: names, containers, health checks, termination and metadata. */
  public check(problems: Problems): void {
    const { props, shared: { name, nameOption, serviceName, controller, service } } = this;
    // a Service name that is not valid is reported with the Service
    if (name !== serviceName || isServiceName(name, this.profile._version)) {
      checkWorkloadName(problems, nameOption, name, controller._kind);
    }
    checkWorkload(problems, props, controller, this.profile._version);
    if (props.placement) {
      checkPlacement(problems, 'placement', props.placement, { kind: controller._kind, namespace: Chart.of(this.declaration).namespace });
    }
    const ownIsHeadless = service?.exposure?._type === 'Headless';
    checkController(problems, controller, { ownIsHeadless, version: this.profile._version });
    this.containers.forEach(container => checkDeclaredContainer(problems, container, this.requests));
    checkDeclaredVolumes(problems, this.volumes, this.containers, controller, this.requests);
    // the name of a DaemonSet can have dots and more characters than that of a container
    const isShorter = serviceName === undefined && controller._kind === 'DaemonSet' && isDnsSubdomain(name);
    checkContainerNames(problems, this.containers, props.containerName === undefined && !isShorter);
    checkShutdown(problems, props, this.shutdown, this.containers);
    this.objects.check(problems, this.containers[0].name);
    for (const field of ['workloadMetadata', 'podMetadata'] as const) {
      checkMetadata(problems, field, props[field], RESERVED_LABELS);
    }
    checkLabelMap(problems, 'labels', props.labels, RESERVED_LABELS);
    if (props.selector || props.workloadLabel === false) {
      checkSelector(problems, props);
    }
    if (props.ignoredDefaults) {
      checkIgnored(problems, props.ignoredDefaults);
    }
    checkPodAnnotations(problems, 'podMetadata', props.podMetadata?.annotations);
    checkWorkloadAnnotations(problems, 'workloadMetadata', controller._kind, props.workloadMetadata?.annotations);
    this.meshed.check(problems);
    if (props.podNetwork?.hostNetwork) {
      checkHostNetworkPorts(problems, this.containers, podSecurityOf(props.security));
      if (props.isolate) {
        problems.report(isolationRules.hostNetwork, 'isolate', true, 'Remove it.');
      }
    }
  }

  /**
   * Creates the workload with its containers. The declaration must have been checked.
   *
   * @param service the governing Service of a StatefulSet if it is generated, otherwise the workload's own Service
   */
  public create(service: Service | undefined): ManagedWorkload {
    const { props, shutdown, containers, volumes, shared: { ports, controller } } = this;
    // A port that is added later does not change a declared check or action.
    this.declaredProbes = containers.map(container => toProbes(container.options, container.ports));
    this.declaredLifecycles = containers.map(container => renderLifecycle(container.options.lifecycle, container.ports, ports.all));
    const [workload, created] = makeWorkload(this.declaration, props, {
      name: this.shared.name,
      containers,
      volumes,
      controller,
      shutdown,
      commonLabels: this.commonLabels,
      service,
      generated: this,
    });
    ports.attachTo(created.filter((_, index) => containers[index].role !== 'init'));
    this.workload = workload;
    this.created = created;
    this.objects.create({ workload, containerName: containers[0].name, labels: () => this.labels });
    validateAtSynth(this.declaration, this);
    const { selector, selectorOverlapJustification } = props;
    validateSelector(this.declaration, { selector, isJustified: isJustification(selectorOverlapJustification), labels: () => this.labels });
    observeRoleBindings(this.declaration);
    return workload;
  }

  public get portNumbers(): number[] {
    return this.shared.ports.all.map(port => port.number);
  }

  public probesOf(container: DeclaredContainer): Json {
    return { readinessProbe: defaultReadinessProbe(container.ports), ...this.declaredProbes[this.containers.indexOf(container)] };
  }

  public lifecycleOf(container: DeclaredContainer): Json | undefined {
    const lifecycle = this.declaredLifecycles[this.containers.indexOf(container)];
    return lifecycle && { ...lifecycle };
  }

  public get mountsToken(): boolean | undefined {
    const { automountServiceAccountToken, automountFromServiceAccount } = this.props;
    return automountFromServiceAccount ? undefined : automountServiceAccountToken ?? roleBindingOf(this.workload!, this.declaration) !== undefined;
  }

  /** The ways into the pods; none before `create`. */
  public get waysIn(): readonly WayIn[] {
    const { workload } = this;
    return workload ? waysInto(workload, () => this.labels) : [];
  }

  public podAnnotations(template: Json): Record<string, string> {
    const { props: { metrics }, shared: { ports } } = this;
    const annotations = this.meshed.annotations(template, () => this.shutdown.termination);
    return metrics?._kind === 'annotations' ? { ...annotations, ...metricsAnnotations(metrics, ports) } : annotations;
  }

  /** The ports from which metrics are read, including ports that are not exposed. */
  public get scraped(): readonly Port[] {
    const { props: { metrics }, shared: { ports }, profile: { mesh }, workload } = this;
    return metrics ? scrapedPorts(metrics, ports, mesh, workload!.podMetadata.toJson()) : ports.scraped;
  }

  /** Problems of the finished document of the workload. */
  public problemsIn(document: Json): Problems {
    const problems = problemsOf(this.declaration);
    checkRendered(problems, document, this.props, this.containers[0].name);
    if (this.containers.some(({ options }) => options.envOrder)) {
      checkEnvOrder(problems, document, this.containers);
    }
    const pod = document.spec?.template?.spec;
    if (pod && mayUseConfiguration(pod)) {
      checkUsedKeys(problems, this.declaration, document);
    }
    return problems;
  }

  /** Writes what the finished document determines: the hash of the configuration that the pods use. */
  public completeDocument(document: Json): void {
    const { reloadsConfiguration = !hasDefaultsOf(this.declaration, CONFIGURATION_DEFAULTS) } = this.props;
    const pod = document.spec?.template?.spec;
    if (pod && !reloadsConfiguration && mayUseConfiguration(pod)) {
      addConfigurationHash(this.declaration, document);
    }
  }

  /** Appends what methods of cdk8s and cdk8s-plus can change. */
  public appendParts(parts: unknown[]): void {
    appendPodParts(parts, this.workload!);
  }

  /** Reports problems with the pods as they are at synth, including parts that were added by methods of cdk8s-plus. */
  public checkAtSynth(problems: Problems): void {
    const { props, workload, shutdown, meshed, shared: { controller } } = this;
    checkPods(problems, workload!, this.created, this.requests, controller._statefulSet.volumeClaims);
    this.checkCommands(problems);
    checkServiceAccountToken(problems, props, roleBindingOf(workload!, this.declaration));
    checkShutdownOfContainers(problems, props, shutdown, this.containers, this.waits);
    meshed.checkContainers(problems, workload!);
    checkSingleWriters(problems, workload!, controller, podNumbers(props).min);
    this.objects.checkAtSynth(problems);
    if (props.podNetwork?.hostNetwork) {
      checkHostNetworkPorts(problems, this.containers, podSecurityOf(props.security));
    }
  }

  /** All labels of the pods. */
  private get labels(): Readonly<Record<string, string>> {
    return labelsOfPods(this.workload!, this.commonLabels, this.workload!.podMetadata.toJson().labels);
  }

  /** Whether a container receives the stop signal only after the shutdown delay, because it has no `preStop` action. */
  private get waits(): boolean {
    const declared = new Map(this.containers.map(({ options }, index) => [this.created[index], options]));
    return this.workload!.containers.some(container => !(declared.get(container) ?? container._toKube()).lifecycle?.preStop);
  }

  /** Reports references in the commands of declared health checks and lifecycle actions, whose variables can be added until synth. */
  private checkCommands(problems: Problems): void {
    this.containers.forEach(({ prefix, options }, index) => {
      for (const role of PROBE_ROLES.filter(each => options[each]?._command)) {
        checkActionReferences(problems, `${prefix}${role}`, this.created[index].env._toKube(), options[role]!._command, 'probe');
      }
      checkHookReferences(problems, prefix, this.created[index], options.lifecycle);
    });
  }

  private get requests(): RequestContext {
    return { ports: this.shared.ports, version: this.profile._version, security: this.props.security };
  }
}
