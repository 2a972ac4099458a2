import { Capability, type Container, type ContainerProps, type ISecret, type Workload } from 'cdk8s-plus-28';
import { completeProps, declaredPropsOf, recordDeclaredProps } from './complete-container';
import { isInitContainer, type DeclaredContainer } from './declared-containers';
import { toResources } from './quantity';
import { renderNamespaces, renderNetwork } from './render-network';
import { labelsOfPods, selectorLabels } from './selector';
import type { Shutdown } from './shutdown';
import { groupOfVolumes } from './volume-owners';
import { containerFields } from '../../container/container-fields';
import { completeOs } from '../../container/render-lifecycle';
import { toRequirements, writeResources } from '../../container/render-resources';
import type { ResourceRequirements } from '../../container/resources';
import { inCanonicalOrder } from '../../environment/env-order';
import { completeVariables } from '../../environment/file-key';
import type { Json } from '../../manifest/manifest';
import { defaultAt, prune, type Default } from '../../manifest/prune';
import type { Placement } from '../../placement/placement';
import { renderPlacement } from '../../placement/render-placement';
import type { Problems } from '../../rules/rule';
import type { PodSecurity } from '../../security/pod-security';
import { volumeClaimMounts } from '../../volume/claim-spec';
import { completeVolumes } from '../../volume/declared-volume';
import type { PodVolumes } from '../../volume/pod-volumes';
import type { VolumeClaim } from '../../volume/volume-claim';
import type { VolumeSource } from '../../volume/volume-source';
import type { ExistingTemplate } from '../existing-template';
import type { PodNamespaces, PodNetwork } from '../pod-network';

const TMP = '/tmp';
const MAX_VOLUME_NAME = 63;

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
  /** Whether the token of the service account is mounted; undefined if the account determines it. */
  readonly mountsToken: boolean | undefined;
  /** Returns the probes of a declared container. */
  probesOf(container: DeclaredContainer): Json;
  /** Returns the lifecycle of a declared container, if it has one. */
  lifecycleOf(container: DeclaredContainer): Json | undefined;
  /** Returns the annotations of the pods, which users can overwrite. */
  podAnnotations(template: Json): Record<string, string>;
  /** Problems of the finished document, which contains the changes of JSON patches. */
  problemsIn(document: Json): Problems;
  /** Completes the finished document, which contains the changes of JSON patches. */
  completeDocument(document: Json): void;
}

/** The parts of a declaration that a pod template needs. */
export interface PodTemplateProps {
  readonly security: PodSecurity;
  readonly containers: readonly DeclaredContainer[];
  readonly volumes: PodVolumes;
  /** The volumes that precede the other volumes of the pods. */
  readonly firstVolumes?: readonly VolumeSource[];
  readonly shutdown: Shutdown;
  readonly imagePullSecrets?: readonly ISecret[];
  readonly placement?: Placement;
  readonly podNetwork?: PodNetwork;
  readonly podNamespaces?: PodNamespaces;
  readonly enableServiceLinks?: boolean;
  readonly existingTemplate?: ExistingTemplate;
  /** Labels of the chart and of the declaration, which the pods also have. */
  readonly commonLabels: Readonly<Record<string, string>>;
  /** The volume claims of a StatefulSet. */
  readonly claims?: readonly VolumeClaim[];
  readonly podResources?: ResourceRequirements;
  readonly generated: GeneratedParts;
}

/**
 * The pod template of a workload: the template that cdk8s-plus renders, completed.
 *
 * @internal
 */
export class PodTemplate {
  private readonly init: readonly DeclaredContainer[];
  private readonly others: readonly DeclaredContainer[];

  constructor(private readonly props: PodTemplateProps) {
    this.init = props.containers.filter(isInitContainer);
    this.others = props.containers.filter(container => !isInitContainer(container));
  }

  /** Adds a container without the defaults that cdk8s-plus generates: resources, a pull policy and a startup probe. */
  public add(props: ContainerProps, add: (props: ContainerProps) => Container): Container {
    return recordDeclaredProps(add(completeProps(props)), props);
  }

  /** Completes the template that cdk8s-plus has rendered. Its first container is the workload's own. */
  public complete(template: Json, workload: Workload): void {
    const { imagePullSecrets = [], placement, podNetwork, podNamespaces, podResources, existingTemplate = {}, firstVolumes = [] } = this.props;
    template.metadata.name = existingTemplate.name;
    template.metadata.labels = labelsOfPods(workload, this.props.commonLabels, template.metadata.labels);
    const spec: Json = template.spec;
    const initContainers: Json[] = spec.initContainers ?? [];
    removeGeneratedDefaults(spec.containers, workload.containers);
    removeGeneratedDefaults(initContainers, workload.initContainers);
    prune(spec.containers, CONTAINER_DEFAULTS);
    prune(initContainers, CONTAINER_DEFAULTS);
    const declared = this.declaredContainers(spec);
    for (const [container, rendered] of declared) {
      Object.assign(rendered, containerFields(container.options, this.props.volumes), this.props.generated.probesOf(container));
      rendered.lifecycle = this.props.generated.lifecycleOf(container);
      writeResources(rendered, container.options);
    }
    completeVolumes(spec, workload, firstVolumes.map(source => this.props.volumes.nameOf(source)));
    mountClaims(spec.containers[0], this.props.claims);
    const all = [...workload.containers, ...workload.initContainers];
    const orders = new Map(declared.map(([container, rendered]) => [rendered, container.options.envOrder]));
    for (const [rendered, container] of zip<Json, Container>([...spec.containers, ...initContainers], all)) {
      completeVariables(rendered, container);
      orderVariables(rendered, orders.get(rendered));
    }
    this.props.shutdown.complete(spec);
    completeOs(spec);
    this.secure(spec, declared, workload);
    for (const [container, rendered] of declared) {
      this.mountTmp(spec, container, rendered);
    }
    this.ownVolumes(spec);
    spec.resources = podResources && toRequirements(podResources);
    spec.enableServiceLinks = this.props.enableServiceLinks ? existingTemplate.specifiesServiceLinks || undefined : false;
    spec.automountServiceAccountToken = this.props.generated.mountsToken;
    if (placement) {
      renderPlacement(spec, placement, workload.kind, selectorLabels(workload));
    }
    if (imagePullSecrets.length > 0) {
      spec.imagePullSecrets = imagePullSecrets.map(secret => ({ name: secret.name }));
    }
    if (podNamespaces) {
      renderNamespaces(spec, podNamespaces);
    }
    if (podNetwork) {
      renderNetwork(spec, podNetwork);
    }
    prune(spec, POD_DEFAULTS);
    if (!this.props.security.isHardened) {
      const specified = new Set(declared.filter(([{ specifiesSecurity }]) => specifiesSecurity).map(([, rendered]) => rendered));
      [spec, ...spec.containers, ...initContainers].filter(part => !specified.has(part)).forEach(removeEmptyContext);
    }
    this.annotate(template);
  }

  /** Problems of the finished document. */
  public problemsIn(document: Json): Problems {
    return this.props.generated.problemsIn(document);
  }

  /** Completes the finished document. */
  public completeDocument(document: Json): void {
    this.props.generated.completeDocument(document);
  }

  private annotate(template: Json): void {
    const annotations = this.props.generated.podAnnotations(template);
    if (Object.keys(annotations).length > 0) {
      template.metadata.annotations = { ...annotations, ...template.metadata.annotations };
    }
  }

  /** Writes the security settings of the pods, of declared containers, and of containers that methods of cdk8s-plus have added. */
  private secure(spec: Json, declared: readonly [DeclaredContainer, Json][], workload: Workload): void {
    const { security, generated, podNetwork } = this.props;
    spec.securityContext = security.complete(spec.securityContext, podNetwork?.hostNetwork ? undefined : generated.portNumbers);
    for (const [container, rendered] of declared) {
      rendered.securityContext = security.contextOf(container.security);
    }
    const { containers, initContainers = [] } = spec;
    const added = zip<Json, Container>(containers, workload.containers).slice(this.others.length);
    const addedInit = zip<Json, Container>(initContainers, workload.initContainers).slice(this.init.length);
    for (const [rendered, container] of [...added, ...addedInit]) {
      secureAdded(rendered.securityContext, container, security);
    }
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

  /** The declared containers with their rendered form. Containers that methods of cdk8s-plus have added follow them. */
  private declaredContainers({ containers, initContainers = [] }: Json): [DeclaredContainer, Json][] {
    return [...zip<DeclaredContainer, Json>(this.others, containers), ...zip<DeclaredContainer, Json>(this.init, initContainers)];
  }

  /** Mounts a writable directory into a container with a read-only root file system. Each container has a directory of its own, as without the mount. */
  private mountTmp(spec: Json, { role, name: containerName, security }: DeclaredContainer, container: Json): void {
    const mounts: Json[] = container.volumeMounts ?? [];
    if (!this.props.security.needsTmp(security) || mounts.some(mount => mount.mountPath.replace(/\/+$/, '') === TMP)) {
      return;
    }
    const volumes: Json[] = spec.volumes ?? [];
    const taken = new Set([...volumes, ...this.props.claims ?? []].map(volume => volume.name));
    const preferred = role === 'own' ? 'tmp' : `tmp-${containerName}`.slice(0, MAX_VOLUME_NAME).replace(/-+$/, '');
    const name = [preferred, ...Array.from(taken, (_, index) => `tmp-${index + 1}`)].find(free => !taken.has(free))!;
    container.volumeMounts = [...mounts, { name, mountPath: TMP }];
    spec.volumes = [...volumes, { name, emptyDir: {} }];
  }
}

/** Pairs of entries with the same index, as far as both lists have one. */
function zip<A, B>(list: readonly A[], others: readonly B[]): [A, B][] {
  return list.map((each, index) => [each, others[index]]);
}

/** Completes the settings of a container that a method of cdk8s-plus has added. */
function secureAdded(context: Json, container: Container, { isHardened, nonRoot }: PodSecurity): void {
  if (!isHardened) {
    removeGeneratedSecurity(context, container);
  } else if (!context.privileged && context.capabilities === undefined) {
    context.capabilities = { drop: [Capability.ALL] };
  }
  if (context.runAsNonRoot === nonRoot) {
    context.runAsNonRoot = undefined;
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
function orderVariables(container: Json, preferred: readonly string[] | undefined): void {
  if (container.env) {
    container.env = inCanonicalOrder(container.env, container.envFrom, preferred);
  }
}

/** Adds the mounts of volume claims, which are not volumes of the pod. */
function mountClaims(container: Json, claims: readonly VolumeClaim[] | undefined): void {
  const mounts = volumeClaimMounts(claims);
  if (mounts.length > 0) {
    container.volumeMounts = [...container.volumeMounts ?? [], ...mounts];
  }
}
