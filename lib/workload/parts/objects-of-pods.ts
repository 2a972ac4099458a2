import type { Construct } from 'constructs';
import type { SharedParts } from './shared-parts';
import type { Condition } from '../../app/decided-at-synth';
import type { ClusterProfile } from '../../cluster/cluster-profile';
import { objectsOfUsers } from '../../manifest/objects-by-kind';
import { checkMetrics, checkMetricsAnnotations } from '../../metrics/check-metrics';
import { createMonitor } from '../../metrics/render-monitor';
import type { Problems } from '../../rules/rule';
import { checkBudgetOverlap, checkDisruption, checkDisruptionAtSynth } from '../check/check-disruption';
import { createBudget, otherBudgets } from '../disruption/budget';
import { SERVICE_LABEL } from '../pod/identity';
import { podNumbers } from '../pod/pod-numbers';
import { SCALER_KINDS } from '../pod/scaler-kinds';
import { selectorLabels } from '../pod/selector';
import type { ManagedWorkload } from '../pod/workloads';
import { checkEndpoints, checkScaledWorkload, checkScalers } from '../scaling/check-scaled-workload';
import { createScaler } from '../scaling/create-scaler';
import { numbersOfScaler, scalersOfUsers } from '../scaling/scalers-of-users';
import { servicesOfPods } from '../scaling/services-of-pods';
import type { WorkloadOptions } from '../workload-options';

/** The workload, the name of its own container, and all labels of its pods. */
interface CreatedPods {
  readonly workload: ManagedWorkload;
  readonly containerName: string;
  readonly labels: () => Readonly<Record<string, string>>;
}

/**
 * The objects that control or observe the pods of a workload: its disruption budget, its scaler and its monitor.
 *
 * @internal
 */
export class ObjectsOfPods implements Condition {
  private pods?: CreatedPods;

  constructor(
    private readonly declaration: Construct, private readonly props: WorkloadOptions, private readonly shared: SharedParts,
    private readonly profile: ClusterProfile,
  ) {}

  /**
   * Reports problems with the options for these objects.
   *
   * @param ownContainer name of the workload's own container
   */
  public check(problems: Problems, ownContainer: string): void {
    const { props, profile, shared: { name, ports, controller, service } } = this;
    if (props.disruption) {
      checkDisruption(problems, props.disruption, controller._kind, podNumbers(props));
    }
    if (props.scaling) {
      const { _version: version, keda } = profile;
      const context = { version, keda, name, ownContainer, isExposed: service !== undefined };
      checkScaledWorkload(problems, props.scaling, controller._kind, props.replicas, context);
    }
    if (props.metrics) {
      checkMetrics(problems, props.metrics, { ports, hasService: service !== undefined, monitorLabels: profile.monitorLabels });
    }
  }

  /** Creates the objects. The declaration must have been checked. */
  public create(pods: CreatedPods): void {
    const { declaration, props } = this;
    this.pods = pods;
    if (props.scaling) {
      createScaler(declaration, pods.workload, props.scaling, pods.containerName);
    }
    createBudget(declaration, pods.workload, props, this);
    this.createMonitor(pods.workload);
  }

  /** Whether the disruption budget that the workload has by default is part of the output: no other budget of the app selects the pods. */
  public get isGenerated(): boolean {
    return otherBudgets(this.pods!.workload, this.pods!.labels).length === 0;
  }

  /** Compares the options with annotations of the pods, and with the budgets, scalers and Services of the app that no declaration has generated. */
  public checkAtSynth(problems: Problems): void {
    const { declaration, props, props: { metrics }, shared: { ports } } = this;
    const { workload, labels } = this.pods!;
    if (metrics?._kind === 'annotations') {
      checkMetricsAnnotations(problems, metrics, ports, workload.podMetadata.toJson().annotations);
    }
    const budgets = otherBudgets(workload, labels);
    if (budgets.length > 0) {
      checkBudgetOverlap(problems, declaration, props.disruption, budgets);
    }
    const scalers = SCALER_KINDS.some(kind => objectsOfUsers(workload, kind).length > 0) ? scalersOfUsers(workload) : [];
    const [scaler] = scalers;
    if (scaler) {
      checkScalers(problems, props, scalers);
    }
    if (props.disruption && !props.scaling && props.replicas === undefined) {
      checkDisruptionAtSynth(problems, props.disruption, scaler && numbersOfScaler(scaler));
    }
    if (props.scaling) {
      checkEndpoints(problems, props.scaling, () => servicesOfPods(workload, labels()));
    }
  }

  private createMonitor(workload: ManagedWorkload): void {
    const { props: { metrics }, shared: { name, serviceName, ports }, profile: { monitorLabels } } = this;
    if (metrics?._kind === 'ServiceMonitor') {
      createMonitor(this.declaration, metrics, { name: serviceName!, ports, monitorLabels, matchLabels: { [SERVICE_LABEL]: serviceName! } });
    } else if (metrics?._kind === 'PodMonitor') {
      createMonitor(this.declaration, metrics, { name, ports, monitorLabels, matchLabels: selectorLabels(workload) });
    }
  }
}
