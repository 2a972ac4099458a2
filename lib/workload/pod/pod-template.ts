import { Capability, type Container, type ContainerProps, type ISecret, type Workload } from 'cdk8s-plus-28';
import { completeProps, declaredPropsOf, recordDeclaredProps } from './complete-container';
import { labelsOfPods } from './identity';
import { toResources } from './quantity';
import type { Shutdown } from './shutdown';
import { volumeClaimMounts } from './volume-claims';
import { groupOfVolumes } from './volume-owners';
import { toRequirements, writeResources, type ResourceOptions } from '../../container/render-resources';
import type { ResourceRequirements } from '../../container/resources';
import { inCanonicalOrder } from '../../environment/env-order';
import type { Json } from '../../manifest/manifest';
import { defaultAt, prune, type Default } from '../../manifest/prune';
import type { Problems } from '../../rules/rule';
import type { PodSecurity } from '../../security/pod-security';
import type { VolumeClaim } from '../controller';

const TMP = '/tmp';

/** Values that cdk8s-plus renders although they are the defaults of the API server. */
const CONTAINER_DEFAULTS: readonly Default[] = [
  defaultAt('*.securityContext.privileged', false),
  defaultAt('*.readinessProbe.failureThreshold', 3),
  defaultAt('*.livenessProbe.failureThreshold', 3),
  defaultAt('*.startupProbe.failureThreshold', 3),
];
const POD_DEFAULTS: readonly Default[] = [
  defaultAt('restartPolicy', 'Always'),
  defaultAt('dnsPolicy', 'ClusterFirst'),
  defaultAt('setHostnameAsFQDN', false),
  defaultAt('hostNetwork', false),
  defaultAt('terminationGracePeriodSeconds', 30),
  defaultAt('securityContext.fsGroupChangePolicy', 'Always'),
  defaultAt('securityContext.runAsNonRoot', false),
];

/** The parts of a pod template that are generated from the declaration at synth. */
export interface GeneratedParts {
  /** The numbers of the declared ports. */
  readonly portNumbers: readonly number[];
  /** The probes of the workload's own container. */
  readonly probes: Json;
  /** Whether the token of the service account is mounted. */
  readonly mountsToken: boolean;
  /** Returns the annotations of the pods, which users can overwrite. */
  podAnnotations(template: Json): Record<string, string>;
  /** Problems of the finished document, which contains the changes of JSON patches. */
  problemsIn(document: Json): Problems;
}

/** The parts of a declaration that a pod template needs. */
export interface PodTemplateProps {
  readonly security: PodSecurity;
  readonly shutdown: Shutdown;
  readonly imagePullSecrets?: readonly ISecret[];
  /** Labels of the chart, which the pods also have. */
  readonly chartLabels: Readonly<Record<string, string>>;
  /** The volume claims of a StatefulSet, which the workload's own container mounts. */
  readonly claims?: readonly VolumeClaim[];
  /** The resources of the workload's own container and of the pods. */
  readonly resources: ResourceOptions & { readonly podResources?: ResourceRequirements };
  readonly generated: GeneratedParts;
}

/**
 * The pod template of a workload: the template that cdk8s-plus renders, completed.
 *
 * @internal
 */
export class PodTemplate {
  constructor(private readonly props: PodTemplateProps) {}

  /** Adds a container without the defaults that cdk8s-plus generates: resources, a pull policy and a startup probe. */
  public add(props: ContainerProps, add: (props: ContainerProps) => Container): Container {
    return recordDeclaredProps(add(completeProps(props)), props);
  }

  /** Completes the template that cdk8s-plus has rendered. Its first container is the workload's own. */
  public complete(template: Json, workload: Workload): void {
    const { imagePullSecrets = [], resources: { podResources } } = this.props;
    template.metadata.labels = labelsOfPods(workload, this.props.chartLabels, template.metadata.labels);
    const spec: Json = template.spec;
    const initContainers: Json[] = spec.initContainers ?? [];
    removeGeneratedDefaults(spec.containers, workload.containers);
    removeGeneratedDefaults(initContainers, workload.initContainers);
    prune(spec.containers, CONTAINER_DEFAULTS);
    prune(initContainers, CONTAINER_DEFAULTS);
    Object.assign(spec.containers[0], this.props.generated.probes);
    writeResources(spec.containers[0], this.props.resources);
    mountClaims(spec.containers[0], this.props.claims);
    [...spec.containers, ...initContainers].forEach(orderVariables);
    this.props.shutdown.complete(spec);
    this.secure(spec, [...spec.containers.slice(1), ...initContainers], [...workload.containers.slice(1), ...workload.initContainers]);
    this.mountTmp(spec);
    this.ownVolumes(spec);
    spec.resources = podResources && toRequirements(podResources);
    spec.enableServiceLinks = false;
    spec.automountServiceAccountToken = this.props.generated.mountsToken;
    if (imagePullSecrets.length > 0) {
      spec.imagePullSecrets = imagePullSecrets.map(secret => ({ name: secret.name }));
    }
    prune(spec, POD_DEFAULTS);
    if (!this.props.security.isHardened) {
      [spec, ...spec.containers, ...initContainers].forEach(removeEmptyContext);
    }
    this.annotate(template);
  }

  /** Problems of the finished document. */
  public problemsIn(document: Json): Problems {
    return this.props.generated.problemsIn(document);
  }

  private annotate(template: Json): void {
    const annotations = this.props.generated.podAnnotations(template);
    if (Object.keys(annotations).length > 0) {
      template.metadata.annotations = { ...annotations, ...template.metadata.annotations };
    }
  }

  /**
   * @param others the rendered containers other than the workload's own
   * @param containers the same containers
   */
  private secure(spec: Json, others: readonly Json[], containers: readonly Container[]): void {
    const { security, generated } = this.props;
    spec.securityContext = security.complete(spec.securityContext, generated.portNumbers);
    spec.containers[0].securityContext = security.ownContext;
    others.forEach(({ securityContext }, index) => {
      if (!security.isHardened) {
        removeGeneratedSecurity(securityContext, containers[index]);
      } else if (!securityContext.privileged && securityContext.capabilities === undefined) {
        securityContext.capabilities = { drop: [Capability.ALL] };
      }
      if (securityContext.runAsNonRoot === security.nonRoot) {
        securityContext.runAsNonRoot = undefined;
      }
    });
  }

  /** Lets processes that do not run as root write to the volumes of claims and disks. */
  private ownVolumes(spec: Json): void {
    const { claims = [], security } = this.props;
    const context: Json = spec.securityContext;
    if (!security.keepsVolumeOwner) {
      context.fsGroup ??= groupOfVolumes(spec, claims.map(({ name }) => name));
    }
    if (context.fsGroup !== undefined) {
      context.fsGroupChangePolicy = security.changeOfVolumes;
    }
  }

  private mountTmp(spec: Json): void {
    const container: Json = spec.containers[0];
    const mounts: Json[] = container.volumeMounts ?? [];
    if (!this.props.security.needsTmp || mounts.some(mount => mount.mountPath.replace(/\/+$/, '') === TMP)) {
      return;
    }
    const volumes: Json[] = spec.volumes ?? [];
    const taken = new Set([...volumes, ...mounts].map(volume => volume.name));
    const name = ['tmp', ...Array.from(taken, (_, index) => `tmp-${index + 1}`)].find(free => !taken.has(free))!;
    container.volumeMounts = [...mounts, { name, mountPath: TMP }];
    spec.volumes = [...volumes, { name, emptyDir: {} }];
  }
}

/** Removes defaults that cdk8s-plus renders for properties that are not set. */
function removeGeneratedDefaults(rendered: readonly Json[], containers: readonly Container[]): void {
  rendered.forEach((container, index) => {
    const props = declaredPropsOf(containers[index]);
    if (props && props.imagePullPolicy === undefined) {
      container.imagePullPolicy = undefined;
    }
    if (props && props.startup === undefined) {
      container.startupProbe = undefined;
    }
    if (props) {
      container.resources = toResources(props.resources ?? {});
    }
  });
}

/** Removes the settings of a `securityContext` that cdk8s-plus renders although they are not set. */
function removeGeneratedSecurity(context: Json, container: Container): void {
  const declared = declaredPropsOf(container);
  const { ensureNonRoot, readOnlyRootFilesystem, allowPrivilegeEscalation, privileged } = declared?.securityContext ?? {};
  if (declared) {
    context.runAsNonRoot = ensureNonRoot;
    context.readOnlyRootFilesystem = readOnlyRootFilesystem;
    context.allowPrivilegeEscalation = allowPrivilegeEscalation;
    context.privileged = privileged;
  }
}

/** Removes the `securityContext` of a pod or container that has no security settings. */
function removeEmptyContext(part: Json): void {
  if (Object.values(part.securityContext ?? {}).every(value => value === undefined)) {
    part.securityContext = undefined;
  }
}

/** Puts the variables into an order that does not depend on the order of their declaration, because a different order would replace the pods. */
function orderVariables(container: Json): void {
  if (container.env) {
    container.env = inCanonicalOrder(container.env, container.envFrom);
  }
}

/** Adds the mounts of volume claims, which are not volumes of the pod. */
function mountClaims(container: Json, claims: readonly VolumeClaim[] = []): void {
  if (claims.length > 0) {
    container.volumeMounts = [...container.volumeMounts ?? [], ...volumeClaimMounts(claims)];
  }
}
