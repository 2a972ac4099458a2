import { Capability, type Container, type ContainerProps, type ISecret, type Workload } from 'cdk8s-plus-28';
import { completed, remember, saidOf } from './complete-container';
import { RUNTIME_DEFAULT, type Hardening } from './hardening';
import { WORKLOAD_LABEL, identity } from './identity';
import { toResources } from './quantity';
import type { Shutdown } from './shutdown';
import type { Json } from '../manifest/manifest';
import { prune, type Default } from '../manifest/prune';

/** Label of cdk8s-plus that holds a hash of the construct's path; a pod would be replaced whenever its construct moves. */
const ADDRESS_LABEL = 'cdk8s.io/metadata.addr';

/** Below it only root may listen, unless the sysctl says otherwise. */
const FIRST_UNPRIVILEGED_PORT = 1024;
const UNPRIVILEGED_PORT_SYSCTL = 'net.ipv4.ip_unprivileged_port_start';

const TMP = '/tmp';

/** What cdk8s-plus writes although the API server would put the same there. */
const CONTAINER_DEFAULTS: readonly Default[] = [
  ['*.securityContext.privileged', false],
  ['*.readinessProbe.failureThreshold', 3],
  ['*.livenessProbe.failureThreshold', 3],
  ['*.startupProbe.failureThreshold', 3],
];
const POD_DEFAULTS: readonly Default[] = [
  ['restartPolicy', 'Always'],
  ['dnsPolicy', 'ClusterFirst'],
  ['setHostnameAsFQDN', false],
  ['hostNetwork', false],
  ['terminationGracePeriodSeconds', 30],
  ['securityContext.fsGroupChangePolicy', 'Always'],
  ['securityContext.runAsNonRoot', false],
];

/** What a pod template needs to know of its declaration. */
export interface PodTemplateProps {
  readonly hardening: Hardening;
  readonly shutdown: Shutdown;
  readonly imagePullSecrets: readonly ISecret[];
  /** Labels of the chart that pods have too. */
  readonly chartLabels: Record<string, string>;
  /** Numbers of the declared ports. */
  readonly portNumbers: () => readonly number[];
  /** Annotations that the pods have where users don't say otherwise. */
  readonly annotations: (template: Json) => Record<string, string>;
  /** Renders what the workload's own container has beyond what cdk8s-plus can say. */
  readonly mainContainer: () => Json;
}

/**
 * The pods of a workload: what cdk8s-plus says of them, completed.
 *
 * @internal
 */
export class PodTemplate {
  constructor(private readonly props: PodTemplateProps) {}

  /** Adds a container without what cdk8s-plus makes up for those that say nothing: resources, a pull policy and a startup probe. */
  public add(props: ContainerProps, add: (props: ContainerProps) => Container): Container {
    return remember(add(completed(props)), props);
  }

  /** Completes the template that cdk8s-plus has rendered. The workload's own container is its first. */
  public complete(template: Json, workload: Workload): void {
    template.metadata.labels = this.labels(template.metadata.labels, workload);
    const spec: Json = template.spec;
    const initContainers: Json[] = spec.initContainers ?? [];
    this.dropUnsaid(spec.containers, workload.containers);
    this.dropUnsaid(initContainers, workload.initContainers);
    prune(spec.containers, CONTAINER_DEFAULTS);
    prune(initContainers, CONTAINER_DEFAULTS);
    merge(spec.containers[0], this.props.mainContainer());
    this.props.shutdown.complete(spec.containers);
    this.harden(spec, [...spec.containers, ...initContainers]);
    this.mountTmp(spec);
    spec.enableServiceLinks = false;
    if (this.props.imagePullSecrets.length > 0) {
      spec.imagePullSecrets = this.props.imagePullSecrets.map(secret => ({ name: secret.name }));
    }
    prune(spec, POD_DEFAULTS);
    this.annotate(template);
  }

  private annotate(template: Json): void {
    const annotations = this.props.annotations(template);
    if (Object.keys(annotations).length > 0) {
      template.metadata.annotations = { ...annotations, ...template.metadata.annotations };
    }
  }

  /** Whatever the workload selects by is on its pods, selectors that were added later included. */
  private labels(generated: Record<string, string>, workload: Workload): Record<string, string> {
    const { [ADDRESS_LABEL]: _, ...own } = generated;
    return { ...this.props.chartLabels, ...own, ...workload.matchLabels, [WORKLOAD_LABEL]: identity(workload.kind, workload.name) };
  }

  private dropUnsaid(rendered: readonly Json[], containers: readonly Container[]): void {
    rendered.forEach((container, index) => {
      const props = saidOf(containers[index]);
      if (props && props.imagePullPolicy === undefined) {
        delete container.imagePullPolicy;
      }
      if (props && props.startup === undefined) {
        delete container.startupProbe;
      }
      if (props) {
        container.resources = toResources(props.resources ?? {});
      }
    });
  }

  private harden(spec: Json, containers: readonly Json[]): void {
    const context: Json = { seccompProfile: RUNTIME_DEFAULT, ...spec.securityContext };
    if (this.props.portNumbers().some(number => number < FIRST_UNPRIVILEGED_PORT)) {
      context.sysctls = [{ name: UNPRIVILEGED_PORT_SYSCTL, value: '0' }];
    }
    spec.securityContext = context;
    for (const { securityContext } of containers) {
      if (!securityContext.privileged && securityContext.capabilities === undefined) {
        securityContext.capabilities = { drop: [Capability.ALL] };
      }
      prune(securityContext, [['runAsNonRoot', context.runAsNonRoot]]);
    }
  }

  private mountTmp(spec: Json): void {
    const container: Json = spec.containers[0];
    const mounts: Json[] = container.volumeMounts ?? [];
    if (this.props.hardening.lifts('writableRootFilesystem') || mounts.some(mount => mount.mountPath.replace(/\/+$/, '') === TMP)) {
      return;
    }
    const volumes: Json[] = spec.volumes ?? [];
    const taken = new Set([...volumes, ...mounts].map(volume => volume.name));
    const name = ['tmp', ...Array.from(taken, (_, index) => `tmp-${index + 1}`)].find(free => !taken.has(free))!;
    container.volumeMounts = [...mounts, { name, mountPath: TMP }];
    spec.volumes = [...volumes, { name, emptyDir: {} }];
  }
}

/** The mounts of volume claims, which no volume of the pod stands for, are among the additions. */
function merge(container: Json, addition: Json): void {
  const { volumeMounts = [], ...rest } = addition;
  Object.assign(container, rest);
  if (volumeMounts.length > 0) {
    container.volumeMounts = [...container.volumeMounts ?? [], ...volumeMounts];
  }
}
