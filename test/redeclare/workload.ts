import { Duration, type Chart } from 'cdk8s';
import { Secret, ServiceAccount } from 'cdk8s-plus-28';
import { readContainer, readProgram, readResources } from './containers';
import { Fields, withoutUndefined } from './fields';
import { readPlacement } from './placement';
import { PodPorts, servicePortsOf } from './ports';
import { readPodSecurity, reportShared, securityOfContainer, securityOfWorkload, type PodSecurity } from './security';
import { readMetadata, readService } from './service';
import { readClaim, readVolumes, unusedVolumes, type Volumes } from './volumes';
import {
  Controller, DisruptionBudget, ExposedPods, ExposedWorkload, PodCount, PodDnsPolicy, Port, Rollout, Worker,
  type AdditionalContainer, type ClaimRetentionPolicy, type ContainerImage,
  type InitContainer, type PodNamespaces, type PodNetwork, type VolumeClaim, type WorkloadOptions,
} from '../../lib';
import type { Document } from '../support';

/** A Deployment, StatefulSet or DaemonSet of a repository, with the Services that lead to its pods. */
export interface Manifest {
  readonly workload: Document;
  readonly services: readonly Document[];
}

/**
 * Declares a workload of existing manifests again, with options of the library only.
 *
 * @returns the fields that no option expresses
 */
export function redeclare(chart: Chart, { workload, services }: Manifest): string[] {
  const unknown: string[] = [];
  const governing = services.find(({ metadata, spec }) => metadata.name === workload.spec.serviceName && spec.clusterIP === 'None');
  const [main, ...others] = governing ? [governing, ...services.filter(service => service !== governing)] : services;
  const [{ name: ownName }] = workload.spec.template.spec.containers;
  const context: Context = { kind: workload.kind, ownName, main, others, containers: containersOf(workload) };
  const { options, portsOfServices } = Fields.readAll(workload, workload.kind, unknown, fields => readWorkload(chart, fields, context));
  const declaration = declare(chart, workload, main, { ...options, containerName: ownName }, unknown);
  others.forEach((service, index) => {
    const ports = portsOfServices[index];
    const exposed = Fields.readAll(service, 'Service', unknown, fields => readService(fields, nodePortsOf(service, ports)));
    new ExposedPods(chart, `service-${index}`, { selector: declaration, name: service.metadata.name, ports, ...exposed });
  });
  return unknown;
}

function declare(
  chart: Chart, workload: Document, main: Document | undefined, options: WorkloadOptions & ContainerImage & { ports: Port[] }, unknown: string[],
): ExposedWorkload | Worker {
  const { name } = workload.metadata;
  if (!main) {
    return new Worker(chart, 'workload', { ...options, name });
  }
  const exposed = Fields.readAll(main, 'Service', unknown, fields => readService(fields, nodePortsOf(main, options.ports)));
  return new ExposedWorkload(chart, 'workload', { ...options, ...exposed, name: main.metadata.name, workloadName: name });
}

function nodePortsOf(service: Document, ports: readonly Port[]): Record<string, number> {
  const chosen = (service.spec.ports ?? []).filter((port: Document) => port.nodePort);
  return Object.fromEntries(chosen.flatMap(({ port, protocol = 'TCP', nodePort }: Document) => {
    const declared = ports.find(each => each.exposed && each.servicePort === port && each.protocol === protocol);
    return declared ? [[declared.name, nodePort]] : [];
  }));
}

function containersOf(workload: Document): Document[] {
  const { containers, initContainers } = workload.spec.template.spec;
  return [...containers, ...initContainers ?? []];
}

/** Whether a health check or a lifecycle hook of a container connects to another host. */
function hasHost({ readinessProbe, livenessProbe, startupProbe, lifecycle }: Document): boolean {
  const handlers = [readinessProbe, livenessProbe, startupProbe, lifecycle?.postStart, lifecycle?.preStop];
  return handlers.some(handler => handler?.httpGet?.host || handler?.tcpSocket?.host);
}

/** The parts of a manifest that determine how the workload is read. */
interface Context {
  readonly kind: string;
  readonly ownName: string;
  readonly main: Document | undefined;
  readonly others: readonly Document[];
  /** All containers of the pods. */
  readonly containers: readonly Document[];
}

interface ReadPod {
  readonly options: WorkloadOptions & ContainerImage & { readonly ports: Port[] };
  readonly portsOfServices: Port[][];
}

function readWorkload(chart: Chart, workload: Fields, context: Context): ReadPod {
  workload.expect('apiVersion', 'apps/v1');
  workload.read('kind');
  workload.read('status');
  const workloadMetadata = workload.readObject('metadata', readMetadata);
  return workload.readObject('spec', spec => {
    const selector = spec.readObject('selector', fields => fields.read<Record<string, string>>('matchLabels'));
    const replicas = spec.read<number>('replicas') ?? (context.kind === 'DaemonSet' ? undefined : 1);
    const claims = spec.readList('volumeClaimTemplates', readClaim);
    const controller = readController(spec, context, claims);
    // the manifest has no budget
    const disruption = replicas === undefined ? undefined : DisruptionBudget.none();
    const { podMetadata, pod } = spec.readObject('template', template => ({
      podMetadata: template.readObject('metadata', readMetadata),
      pod: template.readObject('spec', fields => readPod(chart, fields, context, claims))!,
    }))!;
    return {
      ...pod,
      options: {
        ...pod.options, ...withoutUndefined({ replicas, disruption, controller, selector, workloadMetadata, podMetadata }), workloadLabel: false,
      },
    };
  })!;
}

function readController(spec: Fields, { kind, main }: Context, volumeClaims: VolumeClaim[] | undefined): Controller {
  const shared = withoutUndefined({ minReady: seconds(spec, 'minReadySeconds'), revisionHistoryLimit: spec.read<number>('revisionHistoryLimit') });
  const rollout = spec.readObject(kind === 'Deployment' ? 'strategy' : 'updateStrategy', strategy => readRollout(strategy, kind));
  if (kind === 'Deployment') {
    const progressDeadline = seconds(spec, 'progressDeadlineSeconds');
    return Controller.deployment(withoutUndefined({ ...shared, progressDeadline, rollout: rollout ?? readRollout(undefined, kind) }));
  }
  if (kind === 'DaemonSet') {
    return Controller.daemonSet(withoutUndefined({ ...shared, rollout }));
  }
  const serviceName = spec.read<string>('serviceName');
  return Controller.statefulSet(withoutUndefined({
    ...shared,
    rollout,
    volumeClaims,
    podManagement: spec.read('podManagementPolicy'),
    serviceName: main && main.metadata.name === serviceName && main.spec.clusterIP === 'None' ? undefined : serviceName,
    firstOrdinal: spec.readObject('ordinals', ordinals => ordinals.read<number>('start')),
    claimRetention: spec.readObject('persistentVolumeClaimRetentionPolicy', policy => ({
      whenDeleted: policy.read<ClaimRetentionPolicy>('whenDeleted'),
      whenScaled: policy.read<ClaimRetentionPolicy>('whenScaled'),
    })),
  }));
}

/** The defaults of Kubernetes are written explicitly, where the library has others. */
function readRollout(strategy: Fields | undefined, kind: string): Rollout {
  const type = strategy?.read<string>('type') ?? 'RollingUpdate';
  const amounts = strategy?.readObject('rollingUpdate', update => withoutUndefined({
    maxSurge: readCount(update.read('maxSurge')),
    maxUnavailable: readCount(update.read('maxUnavailable')),
    partition: update.read<number>('partition'),
  }));
  if (type !== 'RollingUpdate') {
    return type === 'Recreate' ? Rollout.recreate() : Rollout.onDelete();
  }
  const quarter = PodCount.percent(25);
  return Rollout.rollingUpdate(kind === 'Deployment' ? { maxSurge: quarter, maxUnavailable: quarter, ...amounts } : amounts);
}

function readCount(value: number | string | undefined): PodCount | undefined {
  return value === undefined ? undefined : String(value).endsWith('%') ? PodCount.percent(parseInt(String(value), 10)) : PodCount.of(Number(value));
}

/** @param zero whether 0 differs from a field that is not set */
function seconds(fields: Fields, name: string, zero = false): Duration | undefined {
  const value = fields.read<number>(name);
  return value || (zero && value === 0) ? Duration.seconds(value) : undefined;
}

function readPod(chart: Chart, pod: Fields, context: Context, claims: readonly VolumeClaim[] | undefined): ReadPod {
  const { ownName, main, others, containers } = context;
  const volumes = readVolumes(pod, claims);
  const security = readPodSecurity(pod);
  reportShared(pod, containers, ownName);
  const ports = new PodPorts(servicePortsOf(main), containers);
  let own: WorkloadOptions & ContainerImage & { readonly ports: Port[] } | undefined;
  const additionalContainers: AdditionalContainer[] = [];
  pod.readList('containers', container => {
    const name = container.read<string>('name')!;
    const declared = ports.ofContainer(container, name === ownName);
    const options = readContainer(container, volumes, declared);
    declared.declareOthers();
    if (name === ownName) {
      own = { ...options, ports: declared.all, security: securityOfWorkload(container, security, containers.some(hasHost)) };
    } else {
      additionalContainers.push({ name, ...options, ports: declared.all, security: securityOfContainer(container, security) });
    }
  });
  const { sidecars, initContainers } = readInitContainers(pod, volumes, security, ports);
  const account = pod.read<string>('serviceAccountName') ?? pod.read<string>('serviceAccount');
  pod.read('serviceAccount');
  pod.expect('restartPolicy', 'Always');
  const token = pod.read<boolean>('automountServiceAccountToken');
  return {
    options: {
      ...own!,
      ...withoutUndefined<Partial<WorkloadOptions>>({
        additionalContainers: unlessEmpty(additionalContainers),
        sidecars: unlessEmpty(sidecars),
        initContainers: unlessEmpty(initContainers),
        volumes: unlessEmpty(unusedVolumes(volumes, containers)),
        serviceAccount: account && account !== 'default' ? ServiceAccount.fromServiceAccountName(chart, 'account', account) : undefined,
        imagePullSecrets: pod.readList('imagePullSecrets', (secret, index) => (
          Secret.fromSecretName(chart, `pull-secret-${index}`, secret.read('name')!)
        )),
        placement: readPlacement(pod),
        podNetwork: readNetwork(pod),
        podNamespaces: readNamespaces(pod),
        podResources: pod.readObject('resources', readResources),
        terminationGracePeriod: seconds(pod, 'terminationGracePeriodSeconds', true),
      }),
      ...token === undefined ? { automountFromServiceAccount: true } : { automountServiceAccountToken: token },
      enableServiceLinks: pod.read('enableServiceLinks') ?? true,
      shutdownDelay: Duration.seconds(0),
    },
    portsOfServices: others.map(service => servicePortsOf(service).map(port => ports.portOfService(port))),
  };
}

function readInitContainers(
  pod: Fields, volumes: Volumes, security: PodSecurity, ports: PodPorts,
): { readonly sidecars: AdditionalContainer[]; readonly initContainers: InitContainer[] } {
  const sidecars: AdditionalContainer[] = [];
  const initContainers: InitContainer[] = [];
  pod.readList('initContainers', container => {
    const name = container.read<string>('name')!;
    if (container.read('restartPolicy') === 'Always') {
      const declared = ports.ofContainer(container, false);
      const options = readContainer(container, volumes, declared);
      declared.declareOthers();
      sidecars.push({ name, ...options, ports: declared.all, security: securityOfContainer(container, security) });
    } else {
      if (sidecars.length > 0) {
        container.report('(after a sidecar)');
      }
      initContainers.push({ name, ...readProgram(container, volumes), security: securityOfContainer(container, security) });
    }
  });
  return { sidecars, initContainers };
}

function unlessEmpty<T>(list: T[]): T[] | undefined {
  return list.length > 0 ? list : undefined;
}

function readNetwork(pod: Fields): PodNetwork | undefined {
  const aliases = pod.readList('hostAliases', alias => [alias.read<string>('ip')!, alias.read<string[]>('hostnames')!] as const);
  const hostNetwork = pod.read<boolean>('hostNetwork');
  const network = withoutUndefined<PodNetwork>({
    hostNetwork,
    hostname: pod.read('hostname'),
    subdomain: pod.read('subdomain'),
    hostnameAsFqdn: pod.read('setHostnameAsFQDN'),
    // the library has another default on the network of the node
    dnsPolicy: pod.read('dnsPolicy') ?? (hostNetwork ? PodDnsPolicy.CLUSTER_FIRST : undefined),
    dns: pod.readObject('dnsConfig', dns => withoutUndefined({
      nameservers: dns.read<string[]>('nameservers'),
      searches: dns.read<string[]>('searches'),
      options: toMap(dns.readList('options', option => [option.read<string>('name')!, String(option.read('value') ?? '')] as const)),
    })),
    hostAliases: toMap(aliases),
  });
  return Object.keys(network).length > 0 ? network : undefined;
}

function toMap<T>(entries: readonly (readonly [string, T])[] | undefined): Record<string, T> | undefined {
  return entries && Object.fromEntries(entries);
}

function readNamespaces(pod: Fields): PodNamespaces | undefined {
  const namespaces = withoutUndefined<PodNamespaces>({
    hostPid: pod.read('hostPID'),
    hostIpc: pod.read('hostIPC'),
    hostUsers: pod.read('hostUsers'),
    shareProcesses: pod.read('shareProcessNamespace'),
  });
  return Object.keys(namespaces).length > 0 ? namespaces : undefined;
}
