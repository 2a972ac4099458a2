import type { ApiObject } from 'cdk8s';
import {
  DaemonSet, Deployment, StatefulSet,
  type Container, type ContainerProps, type DaemonSetProps, type DeploymentProps, type PodSelectorConfig, type StatefulSetProps, type Workload,
} from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { identitySelector } from './identity';
import type { PodTemplate } from './pod-template';
import { takeOver, type Json } from '../../manifest/manifest';
import { prune, type Default } from '../../manifest/prune';

/** Values that cdk8s-plus renders in the spec of a controller although they are the defaults of the API server. */
const CONTROLLER_DEFAULTS: readonly Default[] = [
  ['minReadySeconds', 0],
  ['progressDeadlineSeconds', 600],
  ['strategy', { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } }],
  ['strategy.rollingUpdate.maxSurge', '25%'],
  ['updateStrategy', { type: 'RollingUpdate', rollingUpdate: { partition: 0 } }],
  ['podManagementPolicy', 'OrderedReady'],
];

/** A workload class that receives its pod template, and the fields of its spec that cdk8s-plus does not know. */
type Managed<Props, Instance> = new (scope: Construct, id: string, template: PodTemplate, props: Props, extra?: Json) => Instance;

/** A workload class of cdk8s-plus. */
type Plain<Props, Instance> = new (scope: Construct, id: string, props: Props) => Instance;

/** Extends a workload class of cdk8s-plus. This library completes its document, and the workload selects its pods by their identity label. */
function managed<Props extends object, Instance extends Workload>(Base: Plain<Props, Instance>): Managed<Props, Instance> {
  abstract class ManagedWorkload extends (Base as Plain<Props, Workload>) {
    protected readonly apiObject: ApiObject;

    constructor(
      scope: Construct, id: string, private readonly template: PodTemplate, props: Props & { readonly replicas?: number }, extra: Json = {},
    ) {
      super(scope, id, { ...props, select: false });
      this.apiObject = takeOver(this, generated => {
        const spec = generated();
        template.complete(spec.template, this);
        prune(spec, CONTROLLER_DEFAULTS);
        // cdk8s-plus omits replicas if there is an autoscaler, and generates a default if there is none
        return { ...spec, ...extra, replicas: spec.replicas === undefined ? undefined : props.replicas };
      });
      this.select(identitySelector(this).labelSelector!);
    }

    public toPodSelectorConfig(): PodSelectorConfig {
      return identitySelector(this);
    }

    public addContainer(props: ContainerProps): Container {
      return this.template.add(props, completed => super.addContainer(completed));
    }

    public addInitContainer(props: ContainerProps): Container {
      return this.template.add(props, completed => super.addInitContainer(completed));
    }
  }
  return ManagedWorkload as unknown as Managed<Props, Instance>;
}

/** A Deployment of cdk8s-plus whose document this library completes. @internal */
export const ManagedDeployment = managed<DeploymentProps, Deployment>(Deployment);

/** A StatefulSet of cdk8s-plus whose document this library completes. @internal */
export const ManagedStatefulSet = managed<StatefulSetProps, StatefulSet>(StatefulSet);

/** A DaemonSet of cdk8s-plus whose document this library completes. @internal */
export const ManagedDaemonSet = managed<DaemonSetProps, DaemonSet>(DaemonSet);
