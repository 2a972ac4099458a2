import { Chart } from 'cdk8s';
import { ContainerRestartPolicy, EnvValue, type ContainerProps, type Service, type Workload } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { Controller } from './controller';
import { Hardening } from './hardening';
import { PodTemplate } from './pod-template';
import { roundUp, toResources } from './quantity';
import { DEFAULT_STRATEGY } from './rollout';
import type { Shutdown } from './shutdown';
import { volumeClaimMounts, volumeClaimTemplates } from './volume-claims';
import type { WorkloadPodProps } from './workload-props';
import { ManagedDaemonSet, ManagedDeployment, ManagedStatefulSet } from './workloads';
import type { Json } from '../manifest/manifest';
import type { MetadataOptions } from '../manifest/metadata-options';

/** What was said of a workload. */
type Props = WorkloadPodProps & { readonly workloadMetadata?: MetadataOptions };

/** What a workload needs beyond what was said of its pods. */
export interface WorkloadContext {
  readonly name: string;
  readonly containerName: string;
  readonly controller: Controller;
  readonly shutdown: Shutdown;
  /** The headless Service of a StatefulSet. */
  readonly governingService?: Service;
  /** Numbers of the ports that the workload's own container listens on, at synth. */
  readonly portNumbers: () => readonly number[];
  /** Annotations of the pods, at synth, that users can overwrite. */
  readonly podAnnotations: (template: Json) => Record<string, string>;
  /** Probes of the workload's own container, at synth. */
  readonly probes: () => Json;
}

/**
 * Makes the Deployment, StatefulSet or DaemonSet of a declaration, with its containers. The workload's own container is its first.
 *
 * @internal
 */
export function makeWorkload(scope: Construct, props: Props, context: WorkloadContext): Workload {
  const hardening = new Hardening(props.security);
  const workload = makeController(scope, props, context, hardening);
  workload.addContainer(containerProps(props, context.containerName, hardening));
  props.initContainers?.forEach(container => workload.addInitContainer(container));
  props.sidecars?.forEach(container => workload.addInitContainer({ ...container, restartPolicy: ContainerRestartPolicy.ALWAYS }));
  return workload;
}

function makeController(scope: Construct, props: Props, context: WorkloadContext, hardening: Hardening): Workload {
  const { controller } = context;
  const claims = controller._statefulSet.volumeClaims;
  const resources = toResources(props.resources ?? {});
  const chartLabels = Object.entries(Chart.of(scope).labels).filter(([key]) => !props.excludedChartLabels?.includes(key));
  const template = new PodTemplate({
    hardening,
    shutdown: context.shutdown,
    imagePullSecrets: props.imagePullSecrets ?? [],
    chartLabels: Object.fromEntries(chartLabels),
    portNumbers: context.portNumbers,
    annotations: context.podAnnotations,
    mainContainer: () => ({ ...context.probes(), ...resources && { resources }, volumeMounts: volumeClaimMounts(claims) }),
  });
  const common = {
    metadata: { ...props.workloadMetadata, name: context.name },
    podMetadata: props.podMetadata,
    securityContext: hardening.pod,
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

function containerProps(props: WorkloadPodProps, name: string, hardening: Hardening): ContainerProps {
  const { image, imagePullPolicy, command, args, workingDir, envFrom, volumeMounts, lifecycle } = props;
  const envVariables = Object.fromEntries(Object.entries(props.env ?? {}).map(
    ([variable, value]) => [variable, typeof value === 'string' ? EnvValue.fromValue(value) : value],
  ));
  const resources = roundUp(props.resources ?? {});
  const container = { name, image, imagePullPolicy, workingDir, envFrom, envVariables, resources, securityContext: hardening.container };
  return {
    ...container,
    command: unlessEmpty(command),
    args: unlessEmpty(args),
    lifecycle: lifecycle?.postStart || lifecycle?.preStop ? lifecycle : undefined,
    volumeMounts: volumeMounts && [...volumeMounts],
  };
}

function unlessEmpty<T>(list: T[] | undefined): T[] | undefined {
  return list?.length ? list : undefined;
}
