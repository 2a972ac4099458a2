import type {
  AdditionalContainer, ContainerImage, ContainerSecurityOptions, InitContainer, SecurityOptions, VolumeClaim, WorkloadOptions,
} from 'cdk8s-service-patterns';
import { readContainer, readProgram, readResources } from './containers';
import { duration } from './durations';
import { withoutUndefined, type Fields } from './fields';
import type { Mode } from './mode';
import { readPlacement } from './placement';
import { readNamespaces, readNetwork } from './pod-network';
import type { DeclaredPort, PodPorts } from './ports';
import { JUSTIFICATION, hasOwnSecurity, readContainerSecurity, readPodSecurity, securityOfContainer, securityOfWorkload } from './security';
import { listedVolumes, readVolumes, type Volumes } from './volumes';
import { Duration, type Secret, type ServiceAccount, type Port } from '../code/library';
import type { Document } from '../document';

/** What is known about a ServiceAccount. */
export interface Account {
  /** Whether pods that do not specify it mount the token. */
  readonly mountsToken: boolean;
  /** Whether a role is bound to it. */
  readonly hasRole: boolean;
}

/** Objects that are declared elsewhere, by their names. */
export interface References {
  account(name: string): Account;
  serviceAccount(name: string): ServiceAccount;
  secret(name: string): Secret;
}

/** The default of Kubernetes in seconds. */
const GRACE_PERIOD = 30;

/** The longest time that the library waits by default before a container terminates, if no load balancer is known, in seconds. */
const SHUTDOWN_DELAY = 5;

/** What is known about a pod before its fields are read. */
export interface PodContext {
  readonly mode: Mode;
  /** Whether the object was read from a cluster, which adds the defaults of Kubernetes. */
  readonly isDump: boolean;
  /** Whether a Service leads to the pods. */
  readonly isExposed: boolean;
  readonly containers: readonly Document[];
  readonly claims: readonly VolumeClaim[];
  readonly ports: PodPorts;
  readonly references: References;
}

/** The options of a workload that describe its pods. */
export interface ReadPod {
  readonly options: Partial<WorkloadOptions> & ContainerImage & { readonly ports?: Port[] };
  readonly ports: readonly DeclaredPort[];
}

/** Reads the `spec` of a pod. */
export function readPod(pod: Fields, context: PodContext): ReadPod {
  const { mode, containers, claims, references } = context;
  const [{ name: ownName }] = containers;
  const volumes = readVolumes(pod, claims);
  const security = readPodSecurity(pod);
  const isOwn = hasOwnSecurity(pod.read('securityContext'), containers, mode);
  const declared: DeclaredPort[] = [];
  let own: ReadPod['options'] | undefined;
  let ofWorkload: SecurityOptions | undefined;
  const securityOfOther = (container: Fields) => securityOfContainer(readContainerSecurity(container, mode), security, ofWorkload, mode);
  const additionalContainers: AdditionalContainer[] = [];
  pod.readList('containers', container => {
    const name = container.read<string>('name')!;
    const ports = context.ports.ofContainer(container, name === ownName);
    const options = readContainer(container, volumes, ports, mode);
    ports.declareOthers();
    declared.push(...ports.all);
    if (name === ownName) {
      ofWorkload = securityOfWorkload(readContainerSecurity(container, mode), security, isOwn, containers.some(hasHost), mode);
      own = withoutUndefined({ ...options, ports: ports.code, security: ofWorkload });
    } else {
      additionalContainers.push(withoutUndefined({ name, ...options, ports: ports.code, security: securityOfOther(container) }));
    }
  });
  const { sidecars, initContainers } = readInitContainers(pod, volumes, securityOfOther, context, declared);
  pod.expect('restartPolicy', 'Always');
  const account = readAccount(pod, context);
  return {
    options: {
      ...own!,
      ...withoutUndefined<Partial<WorkloadOptions>>({
        additionalContainers: unlessNone(additionalContainers),
        sidecars: unlessNone(sidecars),
        initContainers: unlessNone(initContainers),
        volumes: unlessNone(listedVolumes(volumes, claims, containers, mode)),
        ...account,
        imagePullSecrets: pod.readList('imagePullSecrets', secret => references.secret(secret.read('name')!)),
        placement: readPlacement(pod),
        podNetwork: readNetwork(pod),
        podNamespaces: readNamespaces(pod),
        podResources: pod.readObject('resources', readResources),
        ...readTermination(pod, context),
        enableServiceLinks: readServiceLinks(pod, context),
      }),
    },
    ports: declared,
  };
}

/** Whether a health check or a lifecycle hook of a container connects to another host. */
function hasHost({ readinessProbe, livenessProbe, startupProbe, lifecycle }: Document): boolean {
  const handlers = [readinessProbe, livenessProbe, startupProbe, lifecycle?.postStart, lifecycle?.preStop];
  return handlers.some(handler => handler?.httpGet?.host || handler?.tcpSocket?.host);
}

function readAccount(pod: Fields, { mode, references }: PodContext): Partial<WorkloadOptions> {
  const name = pod.read<string>('serviceAccountName') || pod.read<string>('serviceAccount');
  pod.read('serviceAccount');
  const serviceAccount = name && (name !== 'default' || mode.inPlace) ? references.serviceAccount(name) : undefined;
  const token = pod.read<boolean>('automountServiceAccountToken');
  if (mode.inPlace && token === undefined) {
    return { serviceAccount, automountFromServiceAccount: true };
  }
  const { mountsToken, hasRole } = references.account(name || 'default');
  // Pods with an account of their own, or with a role, call the API server.
  const mounts = token ?? (mountsToken && (serviceAccount !== undefined || hasRole));
  if (!mounts && hasRole && serviceAccount !== undefined) {
    return { serviceAccount, automountServiceAccountToken: false, automountServiceAccountTokenJustification: JUSTIFICATION };
  }
  return { serviceAccount, automountServiceAccountToken: mounts || (mode.inPlace ? false : undefined) };
}

function readServiceLinks(pod: Fields, { mode }: PodContext): boolean | undefined {
  return pod.read<boolean>('enableServiceLinks') ?? mode.inPlace ? true : undefined;
}

/** In place, containers do not wait before they terminate. Otherwise they wait unless the grace period of the manifest is too short. */
function readTermination(pod: Fields, { mode, isDump, isExposed }: PodContext): Pick<WorkloadOptions, 'shutdownDelay' | 'terminationGracePeriod'> {
  const read = pod.readNumber('terminationGracePeriodSeconds');
  const grace = read === GRACE_PERIOD && (mode.inPlace || isDump) ? undefined : read;
  const isShort = grace !== undefined && grace <= SHUTDOWN_DELAY;
  return {
    shutdownDelay: isExposed && (mode.inPlace || isShort) ? Duration.seconds(0) : undefined,
    terminationGracePeriod: grace === undefined ? undefined : duration(grace),
  };
}

function readInitContainers(
  pod: Fields, volumes: Volumes, securityOf: (container: Fields) => ContainerSecurityOptions | undefined, { mode, ports }: PodContext,
  declared: DeclaredPort[],
): { readonly sidecars: AdditionalContainer[]; readonly initContainers: InitContainer[] } {
  const sidecars: AdditionalContainer[] = [];
  const initContainers: InitContainer[] = [];
  pod.readList('initContainers', container => {
    const name = container.read<string>('name')!;
    if (container.read('restartPolicy') === 'Always') {
      const own = ports.ofContainer(container, false);
      const options = readContainer(container, volumes, own, mode);
      own.declareOthers();
      declared.push(...own.all);
      const { restart, ...others } = options;
      const rules = container.has('restartPolicyRules') ? { restart } : {};
      sidecars.push(withoutUndefined({ name, ...others, ...rules, ports: own.code, security: securityOf(container) }));
    } else {
      if (sidecars.length > 0) {
        container.report('name', 'the library starts sidecars after the other init containers');
      }
      initContainers.push(withoutUndefined({ name, ...readProgram(container, volumes, mode), security: securityOf(container) }));
    }
  });
  return { sidecars, initContainers };
}

function unlessNone<T>(list: T[]): T[] | undefined {
  return list.length > 0 ? list : undefined;
}
