import { ContainerRestartPolicy, PodManagementPolicy, Service, ServiceType, type Container, type ContainerProps, type ImagePullPolicy } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { Controller } from '../controller';
import { controllerFields } from './controller-fields';
import { isInitContainer, type DeclaredContainer } from './declared-containers';
import { PodTemplate, type GeneratedParts } from './pod-template';
import { deploymentStrategy, statefulSetStrategy } from './rollout';
import { createServiceAccount, type AccountProps } from './service-account';
import type { Shutdown } from './shutdown';
import { PodManagement } from '../pod-management';
import type { WorkloadOptions } from '../workload-options';
import { ManagedDaemonSet, ManagedDeployment, ManagedStatefulSet, type ManagedWorkload } from './workloads';
import { toContainerResources } from '../../container/render-resources';
import { toEnvironment } from '../../environment/environment';
import { podSecurityOf, type PodSecurity } from '../../security/pod-security';
import type { PodVolumes } from '../../volume/pod-volumes';

/** What a workload needs in addition to the declaration of its pods. */
export interface WorkloadContext {
  readonly name: string;
  /** The containers, the workload's own one first. */
  readonly containers: readonly DeclaredContainer[];
  readonly volumes: PodVolumes;
  readonly controller: Controller;
  readonly shutdown: Shutdown;
  /** Labels of the chart that the pods get, and those of the declaration. */
  readonly commonLabels: Readonly<Record<string, string>>;
  /** The governing Service of a StatefulSet if it is generated, otherwise the workload's own Service; undefined if there is none. */
  readonly service?: Service;
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
    const completed = { ...containerProps(container, context.volumes, security), volumeMounts };
    return isInitContainer(container) ? workload.addInitContainer(completed) : workload.addContainer(completed);
  });
  context.volumes.toUnmounted(workload).forEach(volume => workload.addVolume(volume));
  return [workload, created];
}

function makeController(scope: Construct, props: WorkloadOptions, context: WorkloadContext, security: PodSecurity): ManagedWorkload {
  const { controller } = context;
  const template = new PodTemplate({
    security,
    volumes: context.volumes,
    firstVolumes: props.volumes,
    shutdown: context.shutdown,
    imagePullSecrets: props.imagePullSecrets,
    placement: props.placement,
    podNetwork: props.podNetwork,
    podNamespaces: props.podNamespaces,
    enableServiceLinks: props.enableServiceLinks,
    existingTemplate: props.existingTemplate,
    commonLabels: context.commonLabels,
    claims: controller._statefulSet.volumeClaims,
    podResources: props.podResources,
    containers: context.containers,
    generated: context.generated,
  });
  const common = {
    metadata: { ...props.workloadMetadata, name: context.name },
    podMetadata: props.podMetadata,
    securityContext: security.podProps,
    serviceAccount: props.createServiceAccount ? createServiceAccount(scope, accountProps(props, context.name)) : props.serviceAccount,
    automountServiceAccountToken: props.automountServiceAccountToken,
    terminationGracePeriod: context.shutdown.gracePeriod,
    hostNetwork: props.podNetwork?.hostNetwork,
  };
  const { replicas } = props;
  const fields = controllerFields(controller);
  switch (controller._kind) {
    case 'Deployment': {
      const { minReady, progressDeadline, rollout } = controller._deployment;
      const options = { ...common, replicas, minReady, progressDeadline, strategy: deploymentStrategy(rollout) };
      return new ManagedDeployment(scope, 'Workload', template, options, fields);
    }
    case 'StatefulSet': {
      const { podManagement, minReady, rollout, serviceName } = controller._statefulSet;
      const service = context.service ?? placeholder(scope, serviceName || PLACEHOLDER);
      const podManagementPolicy = podManagement === PodManagement.PARALLEL ? PodManagementPolicy.PARALLEL : undefined;
      const options = { ...common, replicas, podManagementPolicy, minReady, strategy: statefulSetStrategy(rollout), service };
      return new ManagedStatefulSet(scope, 'Workload', template, options, fields);
    }
    case 'DaemonSet':
      return new ManagedDaemonSet(scope, 'Workload', template, { ...common, minReadySeconds: controller._daemonSet.minReady?.toSeconds() }, fields);
  }
}

/** @param name the name of the workload */
function accountProps({ serviceAccountName, serviceAccountMetadata, automountFromServiceAccount }: WorkloadOptions, name: string): AccountProps {
  return {
    name: serviceAccountName ?? name,
    metadata: serviceAccountMetadata,
    automountServiceAccountToken: automountFromServiceAccount ? undefined : false,
  };
}

/** Name of the object for the governing Service of a StatefulSet that has none. Nothing contains it. */
const PLACEHOLDER = 'none';

/** An object for a Service that is not declared here, which the class of cdk8s-plus for a StatefulSet requires. It is not part of the app. */
function placeholder(scope: Construct, name: string): Service {
  const service = new Service(scope, 'GoverningService', { metadata: { name }, type: ServiceType.CLUSTER_IP, clusterIP: 'None' });
  scope.node.tryRemoveChild(service.node.id);
  return service;
}

/** The part of a container that methods of cdk8s-plus can change, or read. `PodTemplate` completes it. */
function containerProps({ name, role, options, security: own }: DeclaredContainer, volumes: PodVolumes, security: PodSecurity): ContainerProps {
  const { image, imagePullPolicy, command, args, workingDir } = options;
  return {
    name,
    image,
    imagePullPolicy: imagePullPolicy as ImagePullPolicy | undefined,
    workingDir,
    ...toEnvironment(options, source => volumes.nameOf(source)),
    resources: options.resources && toContainerResources(options.resources),
    securityContext: security.propsOf(own),
    command: unlessEmpty(command),
    args: unlessEmpty(args),
    restartPolicy: role === 'sidecar' ? ContainerRestartPolicy.ALWAYS : undefined,
  };
}

function unlessEmpty<T>(list: T[] | undefined): T[] | undefined {
  return list?.length ? list : undefined;
}
