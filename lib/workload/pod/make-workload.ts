import { ContainerRestartPolicy, type ContainerProps, type Service } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { Controller } from '../controller';
import { PodTemplate, type GeneratedParts } from './pod-template';
import { DEFAULT_STRATEGY } from './rollout';
import type { Shutdown } from './shutdown';
import { volumeClaimTemplates } from './volume-claims';
import type { WorkloadPodProps } from '../workload-props';
import { ManagedDaemonSet, ManagedDeployment, ManagedStatefulSet, type ManagedWorkload } from './workloads';
import { toContainerResources } from '../../container/render-resources';
import { toEnvironment } from '../../environment/environment';
import type { MetadataOptions } from '../../manifest/metadata-options';
import { podSecurityOf, type PodSecurity } from '../../security/pod-security';

/** The declaration of a workload. */
type Props = WorkloadPodProps & { readonly workloadMetadata?: MetadataOptions };

/** What a workload needs in addition to the declaration of its pods. */
export interface WorkloadContext {
  readonly name: string;
  readonly containerName: string;
  readonly controller: Controller;
  readonly shutdown: Shutdown;
  /** Labels of the chart that the pods get. */
  readonly chartLabels: Readonly<Record<string, string>>;
  /** The headless Service of a StatefulSet. */
  readonly governingService?: Service;
  readonly generated: GeneratedParts;
}

/**
 * Creates the Deployment, StatefulSet or DaemonSet of a declaration, with its containers. The first container is the workload's own.
 *
 * @internal
 */
export function makeWorkload(scope: Construct, props: Props, context: WorkloadContext): ManagedWorkload {
  const security = podSecurityOf(props.security);
  const workload = makeController(scope, props, context, security);
  workload.addContainer(containerProps(props, context.containerName, security));
  props.initContainers?.forEach(container => workload.addInitContainer(container));
  props.sidecars?.forEach(container => workload.addInitContainer({ ...container, restartPolicy: ContainerRestartPolicy.ALWAYS }));
  return workload;
}

function makeController(scope: Construct, props: Props, context: WorkloadContext, security: PodSecurity): ManagedWorkload {
  const { controller } = context;
  const claims = controller._statefulSet.volumeClaims;
  const template = new PodTemplate({
    security,
    shutdown: context.shutdown,
    imagePullSecrets: props.imagePullSecrets,
    chartLabels: context.chartLabels,
    claims,
    resources: props,
    generated: context.generated,
  });
  const common = {
    metadata: { ...props.workloadMetadata, name: context.name },
    podMetadata: props.podMetadata,
    securityContext: security.podProps,
    serviceAccount: props.serviceAccount,
    automountServiceAccountToken: props.automountServiceAccountToken,
    terminationGracePeriod: context.shutdown.gracePeriod,
    volumes: props.volumes,
  };
  const { replicas } = props;
  switch (controller._kind) {
    case 'Deployment': {
      const strategy = controller._deployment.strategy ?? DEFAULT_STRATEGY;
      return new ManagedDeployment(scope, 'Workload', template, { ...common, ...controller._deployment, replicas, strategy });
    }
    case 'StatefulSet': {
      const { podManagementPolicy, minReady, updateStrategy: strategy } = controller._statefulSet;
      const options = { ...common, replicas, podManagementPolicy, minReady, strategy, service: context.governingService };
      return new ManagedStatefulSet(scope, 'Workload', template, options, { volumeClaimTemplates: volumeClaimTemplates(claims) });
    }
    case 'DaemonSet':
      return new ManagedDaemonSet(scope, 'Workload', template, { ...common, minReadySeconds: controller._daemonSet.minReady?.toSeconds() });
  }
}

function containerProps(props: WorkloadPodProps, name: string, security: PodSecurity): ContainerProps {
  const { image, imagePullPolicy, command, args, workingDir, volumeMounts, lifecycle } = props;
  return {
    name,
    image,
    imagePullPolicy,
    workingDir,
    ...toEnvironment(props),
    resources: props.resources && toContainerResources(props.resources),
    securityContext: security.ownProps,
    command: unlessEmpty(command),
    args: unlessEmpty(args),
    lifecycle: lifecycle?.postStart || lifecycle?.preStop ? lifecycle : undefined,
    volumeMounts: volumeMounts && [...volumeMounts],
  };
}

function unlessEmpty<T>(list: T[] | undefined): T[] | undefined {
  return list?.length ? list : undefined;
}
