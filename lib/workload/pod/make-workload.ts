import { ContainerRestartPolicy, type Container, type ContainerProps, type ImagePullPolicy, type Service } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { Controller } from '../controller';
import { isInitContainer, type DeclaredContainer } from './declared-containers';
import { PodTemplate, type GeneratedParts } from './pod-template';
import { DEFAULT_STRATEGY } from './rollout';
import type { Shutdown } from './shutdown';
import type { WorkloadOptions } from '../workload-options';
import { ManagedDaemonSet, ManagedDeployment, ManagedStatefulSet, type ManagedWorkload } from './workloads';
import { toContainerResources } from '../../container/render-resources';
import { toEnvironment } from '../../environment/environment';
import { podSecurityOf, type PodSecurity } from '../../security/pod-security';
import { volumeClaimTemplates } from '../../volume/claim-spec';
import type { PodVolumes } from '../../volume/pod-volumes';

/** What a workload needs in addition to the declaration of its pods. */
export interface WorkloadContext {
  readonly name: string;
  /** The containers, the workload's own one first. */
  readonly containers: readonly DeclaredContainer[];
  readonly volumes: PodVolumes;
  readonly controller: Controller;
  readonly shutdown: Shutdown;
  /** Labels of the chart that the pods get. */
  readonly chartLabels: Readonly<Record<string, string>>;
  /** The headless Service of a StatefulSet. */
  readonly governingService?: Service;
  readonly generated: GeneratedParts;
}

/**
 * Creates the Deployment, StatefulSet or DaemonSet of a declaration, with its containers.
 *
 * @returns the workload, and its containers in the order of the declaration
 * @internal
 */
export function makeWorkload(scope: Construct, props: WorkloadOptions, context: WorkloadContext): [ManagedWorkload, Container[]] {
  const security = podSecurityOf(props.security);
  const workload = makeController(scope, props, context, security);
  const created = context.containers.map(container => {
    const volumeMounts = context.volumes.toMounts(workload, container.options.mounts);
    const completed = { ...containerProps(container, security), volumeMounts };
    return isInitContainer(container) ? workload.addInitContainer(completed) : workload.addContainer(completed);
  });
  props.volumes?.forEach(source => workload.addVolume(context.volumes.toVolume(workload, source)));
  return [workload, created];
}

function makeController(scope: Construct, props: WorkloadOptions, context: WorkloadContext, security: PodSecurity): ManagedWorkload {
  const { controller } = context;
  const claims = controller._statefulSet.volumeClaims;
  const template = new PodTemplate({
    security,
    shutdown: context.shutdown,
    imagePullSecrets: props.imagePullSecrets,
    placement: props.placement,
    podNetwork: props.podNetwork,
    podNamespaces: props.podNamespaces,
    enableServiceLinks: props.enableServiceLinks,
    chartLabels: context.chartLabels,
    claims,
    podResources: props.podResources,
    containers: context.containers,
    generated: context.generated,
  });
  const common = {
    metadata: { ...props.workloadMetadata, name: context.name },
    podMetadata: props.podMetadata,
    securityContext: security.podProps,
    serviceAccount: props.serviceAccount,
    automountServiceAccountToken: props.automountServiceAccountToken,
    terminationGracePeriod: context.shutdown.gracePeriod,
    hostNetwork: props.podNetwork?.hostNetwork,
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

/** The part of a container that methods of cdk8s-plus can change, or read. `PodTemplate` completes it. */
function containerProps({ name, role, options, security: own }: DeclaredContainer, security: PodSecurity): ContainerProps {
  const { image, imagePullPolicy, command, args, workingDir, lifecycle } = options;
  return {
    name,
    image,
    imagePullPolicy: imagePullPolicy as ImagePullPolicy | undefined,
    workingDir,
    ...toEnvironment(options),
    resources: options.resources && toContainerResources(options.resources),
    securityContext: security.propsOf(own),
    command: unlessEmpty(command),
    args: unlessEmpty(args),
    lifecycle: lifecycle?.postStart || lifecycle?.preStop ? lifecycle : undefined,
    restartPolicy: role === 'sidecar' ? ContainerRestartPolicy.ALWAYS : undefined,
  };
}

function unlessEmpty<T>(list: T[] | undefined): T[] | undefined {
  return list?.length ? list : undefined;
}
