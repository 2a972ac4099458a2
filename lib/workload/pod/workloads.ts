import type { ApiObjectMetadata } from 'cdk8s';
import {
  DaemonSet, Deployment, StatefulSet, k8s,
  type Container, type ContainerProps, type DaemonSetProps, type DeploymentProps, type PodSelectorConfig, type StatefulSetProps,
  type SubjectConfiguration, type Workload,
} from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { PodTemplate } from './pod-template';
import { fixedLabels, podSelector } from './selector';
import { takeOver, type Json, type Manifest, type ObjectMetadata } from '../../manifest/manifest';
import { ObservedMetadata } from '../../manifest/observed-metadata';
import { defaultAt, prune, type Default } from '../../manifest/prune';
import type { Problems } from '../../rules/rule';

/** Values that cdk8s-plus renders in the spec of a controller although they are the defaults of the API server. */
const CONTROLLER_DEFAULTS: readonly Default[] = [
  defaultAt('minReadySeconds', 0),
  defaultAt('progressDeadlineSeconds', 600),
  defaultAt('strategy', { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } }),
  defaultAt('strategy.rollingUpdate.maxSurge', '25%'),
  defaultAt('updateStrategy', { type: 'RollingUpdate', rollingUpdate: { partition: 0 } }),
  defaultAt('podManagementPolicy', 'OrderedReady'),
];

/** A workload whose metadata counts its changes. */
export type ManagedWorkload = Workload & { readonly metadata: ObservedMetadata; readonly podMetadata: ObservedMetadata };

/** A workload class that receives its pod template, and the fields of its spec that cdk8s-plus does not know. */
type Managed<Props, Instance> = new (scope: Construct, id: string, template: PodTemplate, props: Props, extra?: Json) => Instance & ManagedWorkload;

/** A workload class of cdk8s-plus. */
type Plain<Props, Instance> = new (scope: Construct, id: string, props: Props) => Instance;

/** A generated class of cdk8s-plus, which knows the fields of a kind. */
interface GeneratedKind {
  manifest(props: Json): Json;
}

/** Properties of a workload that this library always sets, or renders itself. */
interface CommonProps {
  readonly metadata: ObjectMetadata;
  readonly podMetadata?: ApiObjectMetadata;
  readonly replicas?: number;
}

/** Extends a workload class of cdk8s-plus. This library completes its document, and the workload selects its pods by the labels of `podSelector`. */
function managed<Props extends object, Instance extends Workload>(
  Base: Plain<Props, Instance>, kind: GeneratedKind,
): Managed<Props & CommonProps, Instance> {
  abstract class WithTemplate extends (Base as Plain<Props, Workload>) {
    declare protected readonly apiObject: Manifest;
    private readonly observedPodMetadata: ObservedMetadata;
    private readonly declaredReplicas?: number;

    constructor(scope: Construct, id: string, private readonly template: PodTemplate, props: Props & CommonProps, private readonly extra?: Json) {
      super(scope, id, { ...props, select: false });
      this.declaredReplicas = props.replicas;
      this.apiObject = takeOver(this, props.metadata);
      const { labels, ...others } = props.podMetadata ?? {};
      // The labels are first for the same reason as the name in `Manifest`.
      this.observedPodMetadata = new ObservedMetadata({ labels: { ...labels, ...fixedLabels(this) }, ...others, apiObject: this.apiObject });
      this.select(podSelector(this).labelSelector!);
    }

    /** The metadata of the pods. The label of cdk8s-plus with a hash of the construct's path is left out: it would replace the pods when it changes. */
    public get podMetadata(): ObservedMetadata {
      return this.observedPodMetadata;
    }

    /** Describes the spec, with the properties of the generated class. @internal */
    public abstract _toKube(): Json;

    /** Renders the spec. @internal */
    public _toSpec(): Json {
      const spec = kind.manifest({ spec: this._toKube() }).spec;
      spec.selector.matchLabels = this.matchLabels;
      this.template.complete(spec.template, this);
      prune(spec, CONTROLLER_DEFAULTS);
      // cdk8s-plus omits replicas if there is an autoscaler, and generates a default if there is none
      return { ...spec, ...this.extra, replicas: spec.replicas === undefined ? undefined : this.declaredReplicas };
    }

    /** Problems of the finished document. @internal */
    public _problemsIn(document: Json): Problems {
      return this.template.problemsIn(document);
    }

    /** Completes the finished document. @internal */
    public _complete(document: Json): void {
      this.template.completeDocument(document);
    }

    public toPodSelectorConfig(): PodSelectorConfig {
      return podSelector(this);
    }

    /**
     * The service account of the pods. cdk8s-plus throws an error for the account `default` unless its token is mounted, and omits the namespace, which a
     * ClusterRoleBinding requires.
     */
    public toSubjectConfiguration(): SubjectConfiguration {
      return { kind: 'ServiceAccount', name: this.serviceAccount?.name ?? 'default', apiGroup: '', namespace: this.metadata.namespace };
    }

    public addContainer(props: ContainerProps): Container {
      return this.template.add(props, completed => super.addContainer(completed));
    }

    public addInitContainer(props: ContainerProps): Container {
      return this.template.add(props, completed => super.addInitContainer(completed));
    }
  }
  return WithTemplate as unknown as Managed<Props & CommonProps, Instance>;
}

/** A Deployment of cdk8s-plus whose document this library completes. @internal */
export const ManagedDeployment = managed<DeploymentProps, Deployment>(Deployment, k8s.KubeDeployment);

/** A StatefulSet of cdk8s-plus whose document this library completes. @internal */
export const ManagedStatefulSet = managed<StatefulSetProps, StatefulSet>(StatefulSet, k8s.KubeStatefulSet);

/** A DaemonSet of cdk8s-plus whose document this library completes. @internal */
export const ManagedDaemonSet = managed<DaemonSetProps, DaemonSet>(DaemonSet, k8s.KubeDaemonSet);
