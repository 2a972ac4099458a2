import { App, Chart, Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { addressBackend, familiesOfBackend, hostnameBackend, importService, networks, podBackend, tlsServerName } from './backends';
import { randomCluster, type RandomCluster } from './clusters';
import { connect, declarePods } from './connections';
import { addedContainer, podResources } from './containers';
import { controller } from './controllers';
import { disruptionBudget } from './disruption';
import { exposure } from './exposures';
import { declareMaps } from './maps';
import { labels, metadata } from './metadata';
import { metrics } from './metrics';
import { podNamespaces, podNetwork } from './networks';
import { placement } from './placement';
import { isolate } from './policies';
import { port, ports, type PortUse } from './ports';
import { additionalContainer, containerProps, initContainer } from './programs';
import type { Random } from './random';
import { declareRoute } from './routes';
import { scaling } from './scaling';
import { security } from './security';
import { source } from './sources';
import { label, labelValue, seconds, subdomain, text } from './texts';
import { reference, volume } from './volumes';
import {
  ClusterProfile, EndpointsApi, ExposedWorkload, ExternalService, SecurityExemption, VolumeSource, Worker,
  type ContainerOptions, type ExistingTemplate, type ExposedWorkloadProps, type ExternalServiceProps, type Port, type WorkerProps,
  type WorkloadOptions,
} from '../../lib';

/** A generated declaration, and the cluster that it is for. */
export interface GeneratedDeclaration {
  readonly chart: Chart;
  readonly cluster: RandomCluster;
}

/** The longest shutdown delay in seconds. Generated grace periods are longer. */
const LONGEST_DELAY = 60;

const NAMES = ['web', 'w'.repeat(45), 'a', 'n1-x'];
const ODD_NAMES = ['1web', '0', 'a.b', 'Web', '', '-a', 'a-', 'c'.repeat(64), 'a_b', 'ä', 'init-0', 'w'.repeat(63), 'w'.repeat(54), 'kube-api'];
const ODD_WORKLOAD_NAMES = ['a.b', '1', 'o'.repeat(52), 'o'.repeat(53), 'o'.repeat(64), 'o'.repeat(242), 'o'.repeat(243), 'A', '', 'a_b'];

/** What is declared. */
export type Kind = 'workload' | 'worker' | 'external' | 'pods' | 'route';

/**
 * Generates a declaration in a new app. Throws if the declaration is refused.
 *
 * @param cluster the cluster of the declaration, by default a random one
 * @param kind what is declared, by default a random kind
 */
export function declare(random: Random, cluster = randomCluster(random), kind = randomKind(random)): GeneratedDeclaration {
  const app = new App();
  ClusterProfile.set(app, cluster.profile);
  const namespace = random.maybe(0.8, () => random.mostly('namespace', () => 'shop', 'a.b', 'n'.repeat(63), '1', 'A', 'n'.repeat(64)));
  const chart = new Chart(app, 'shop', { namespace, labels: random.maybe(0.3, () => labels(random, 'chart')) });
  declareMaps(random, chart);
  declareKind(random, chart, cluster, kind);
  return { chart, cluster };
}

function randomKind(random: Random): Kind {
  if (random.chance(0.1)) {
    return 'route';
  }
  if (random.chance(0.1)) {
    return 'worker';
  }
  return random.chance(0.7) ? 'workload' : random.chance(0.2) ? 'pods' : 'external';
}

function declareKind(random: Random, chart: Chart, cluster: RandomCluster, kind: Kind): void {
  switch (kind) {
    case 'route':
      return declareRoute(random, chart, cluster);
    case 'worker':
      return declareWorker(random, chart, cluster);
    case 'pods':
      return declarePods(random, chart, cluster);
    case 'external':
      return declareExternal(random, chart, cluster);
    case 'workload':
      declareWorkload(random, chart, cluster, 'declared');
      if (random.chance(0.05)) {
        declareWorkload(random, chart, cluster, 'another');
      }
  }
}

function names(random: Random): Pick<ExposedWorkloadProps, 'name'> {
  return random.all('ExposedWorkloadProps', { name: () => random.mostly('name', () => random.pick(...NAMES), ...ODD_NAMES) });
}

function declareWorkload(random: Random, chart: Chart, cluster: RandomCluster, id: string): void {
  const kinds = random.pick(['clusterIp'], ['headless'], ['nodePort'], ['loadBalancer'], []) as Parameters<typeof exposure>[2];
  const use = { remapped: kinds[0] !== 'headless', hidden: true };
  const declared = kinds[0] === 'headless' && random.chance(0.1) ? [] : ports(random, use);
  const plain = random.list(0, 1, index => volume(random, chart, index));
  const workload = new ExposedWorkload(chart, id, {
    ...workloadOptions(random, chart, plain, use, declared, cluster),
    ...names(random),
    ...random.all<Pick<ExposedWorkloadProps, 'ports' | 'exposure'>>('ExposedWorkloadProps', {
      ports: () => declared,
      exposure: () => kinds.length > 0 ? exposure(random, { ports: declared, cluster }, kinds) : undefined,
    }),
    ...random.some<Omit<ExposedWorkloadProps, keyof WorkloadOptions | 'image' | 'ports' | 'exposure' | 'name'>>('ExposedWorkloadProps', 0.25, {
      workloadName: () => random.mostly('workloadName', () => random.pick('other', 'o'.repeat(45)), ...ODD_WORKLOAD_NAMES),
      serviceMetadata: () => metadata(random, 'service'),
    }),
  } as ExposedWorkloadProps);
  addLater(random, chart, workload, plain, use.remapped, cluster);
}

function declareWorker(random: Random, chart: Chart, cluster: RandomCluster): void {
  const use = { remapped: random.odd('a port of a Worker with a servicePort'), hidden: true, isWithoutService: true };
  const declared = random.chance(0.5) ? ports(random, use) : [];
  const plain = random.list(0, 1, index => volume(random, chart, index));
  const worker = new Worker(chart, 'worker', {
    ...workloadOptions(random, chart, plain, use, declared, cluster),
    ...random.some<Omit<WorkerProps, keyof WorkloadOptions | 'image'>>('WorkerProps', 0.5, {
      ports: () => declared,
      name: () => random.mostly('name of a Worker', () => random.pick(...NAMES), ...ODD_WORKLOAD_NAMES),
    }),
  } as WorkerProps);
  if (random.chance(0.3)) {
    connect(random, chart, worker, cluster, [worker.container]);
  }
}

/** The options of the pods of a workload. */
function workloadOptions(
  random: Random, chart: Chart, plain: readonly kplus.Volume[], use: PortUse, declared: readonly Port[], cluster: RandomCluster,
): Partial<WorkloadOptions> {
  const { controller: chosen } = random.some<Pick<WorkloadOptions, 'controller'>>('WorkloadOptions', 0.7, { controller: () => controller(random) });
  const volumes = [...plain.map(each => VolumeSource.fromVolume(each)), ...random.list(0, 2, index => source(random, index))];
  const pod = podProps(random, chart, volumes, use, chosen?._kind === 'DaemonSet', declared, cluster);
  const delayed = pod.shutdownDelay instanceof Duration && pod.shutdownDelay.toMilliseconds() > 0;
  const container = containerProps(random, 'other', volumes, declared, delayed && !random.odd('a preStop handler together with a delay'));
  const others = pod.initContainers ?? pod.sidecars ?? pod.additionalContainers;
  const mounts = container.mounts ?? others ?? chosen?._statefulSet.volumeClaims;
  const user = mounts && !random.odd('volumes without a known group') ? { user: 1000 } : {};
  const exemptions = random.hasHost && !random.odd('a host without an exemption')
    ? { exemptions: [...pod.security?.exemptions ?? [], SecurityExemption.probeHosts('another program answers')] }
    : {};
  return { ...pod, ...container, controller: chosen, security: { ...user, ...pod.security, ...exemptions } };
}

/** Calls methods of the declaration and of cdk8s-plus that add parts to the declaration. */
function addLater(
  random: Random, chart: Chart, workload: ExposedWorkload, volumes: readonly kplus.Volume[], remapped: boolean, cluster: RandomCluster,
): void {
  if (random.chance(0.1)) {
    workload.addPort(port(random, { remapped, hidden: true }, 90));
  }
  if (random.chance(0.15)) {
    connect(random, chart, workload, cluster, [workload.container]);
  }
  if (random.chance(0.1)) {
    workload.workload.addContainer(addedContainer(random, chart, volumes));
  }
  if (random.chance(0.05)) {
    workload.service.bind(random.mostly('bound port', () => 12345, 80, 8080, 70000), { name: random.mostly('bound name', () => 'bound', 'http', 'A'), targetPort: random.mostly('bound target', () => 8080, 0, 70000), nodePort: random.maybe(0.1, () => cluster.nodePorts[0] + 15) });
  }
  if (random.chance(0.05)) {
    workload.container.mount(random.mostly('late mount', () => '/late', '/mnt/0', ''), volume(random, chart, 95));
  }
  if (random.chance(0.05)) {
    workload.container.env.addVariable(random.mostly('late variable', () => 'LATE', 'A=B', ''), kplus.EnvValue.fromValue(text(random)));
  }
  if (random.chance(0.1)) {
    const added = random.pick(workload.workload.podMetadata, workload.workload.metadata, workload.service.metadata);
    added.addAnnotation(random.mostly('late annotation', () => 'late', 'a b', 'kubernetes.io/config.mirror'), text(random));
    added.addLabel(random.mostly('late label', () => 'late', 'a b', ''), labelValue(random, 'late label value'));
  }
}

function podProps(
  random: Random, chart: Chart, volumes: readonly VolumeSource[], use: PortUse, daemonSet: boolean, declared: readonly Port[], cluster: RandomCluster,
): Partial<WorkloadOptions> {
  const secretNamed = (name: string) => reference(chart, name, kplus.Secret.fromSecretName);
  const { createServiceAccount } = random.all<Pick<WorkloadOptions, 'createServiceAccount'>>('WorkloadOptions', {
    createServiceAccount: () => random.chance(0.2),
  });
  const isScaled = !daemonSet && random.chance(0.4);
  let hasSelector = false;
  let fromAccount = false;
  let hasLinks = false;
  const read = random.some<Pick<WorkloadOptions, 'metrics'>>('WorkloadOptions', 0.5, { metrics: () => metrics(random, declared, cluster) });
  const isolated = random.some<Pick<WorkloadOptions, 'isolate'>>('WorkloadOptions', 0.2, { isolate: () => isolate(random, declared, cluster) });
  const hasPolicy = isolated.isolate === true || random.odd('a policy of pods that are not isolated');
  const scaled = random.some<Pick<WorkloadOptions, 'scaling'>>('WorkloadOptions', 0.5, {
    scaling: () => isScaled || random.odd('a scaler of a DaemonSet or with replicas') ? scaling(random, cluster) : undefined,
  });
  const others = random.some<Omit<WorkloadOptions, keyof ContainerOptions | 'controller' | 'createServiceAccount' | 'metrics' | 'isolate' | 'scaling'>>('WorkloadOptions', 0.2, {
    replicas: () => (daemonSet || isScaled) && !random.odd('replicas of a DaemonSet or with a scaler') ? undefined : random.mostly('replicas', () => random.integer(0, 9), -1, 1.5, 2147483647, 2147483648),
    disruption: () => daemonSet && !random.odd('a budget of a DaemonSet') ? undefined : disruptionBudget(random),
    podResources: () => podResources(random),
    security: () => security(random),
    placement: () => placement(random),
    podNetwork: () => podNetwork(random),
    podNamespaces: () => podNamespaces(random),
    enableServiceLinks: () => hasLinks = random.chance(0.5),
    existingTemplate: () => random.some<ExistingTemplate>('ExistingTemplate', 0.5, {
      name: () => random.mostly('name of a template', () => 'web', ''),
      specifiesServiceLinks: () => hasLinks || random.odd('service links of a template without them') ? random.chance(0.5) : undefined as never,
    }),
    imagePullSecrets: () => random.list(0, 2, index => secretNamed(random.mostly('pull secret', () => `registry-${index}`, '', 'registry-0', 'A_b'))),
    serviceAccount: () => createServiceAccount && !random.odd('two accounts') ? undefined as never : reference(chart, subdomain(random, 'service account'), kplus.ServiceAccount.fromServiceAccountName),
    serviceAccountName: () => createServiceAccount || random.odd('name of no account') ? subdomain(random, 'name of an account') : undefined as never,
    serviceAccountMetadata: () => createServiceAccount || random.odd('metadata of no account') ? metadata(random, 'service account') : undefined as never,
    automountFromServiceAccount: () => fromAccount = random.chance(0.5),
    automountServiceAccountToken: () => fromAccount && !random.odd('two ways to mount the token') ? undefined as never : random.mostly('automount', () => random.chance(0.5), 'true'),
    automountServiceAccountTokenJustification: () => random.pick('another workload uses the account', ''),
    reloadsConfiguration: () => random.chance(0.5),
    injectedVariables: () => [random.mostly('injected variable', () => 'AWS_ROLE_ARN', '', 'A=B')],
    volumes: () => [...volumes, ...random.list(0, 1, () => VolumeSource.fromVolume(volume(random, chart, 40)))],
    containerName: () => random.mostly('container name', () => 'server', 'A', '', 'sidecar-0'),
    initContainers: () => random.list(1, 2, index => initContainer(random, index, volumes)),
    sidecars: () => random.list(1, 2, index => additionalContainer(random, 'sidecar', index, volumes, use)),
    additionalContainers: () => random.list(1, 2, index => additionalContainer(random, 'additional', index, volumes, use)),
    shutdownDelay: () => seconds(random, 'shutdownDelay', 0, LONGEST_DELAY),
    terminationGracePeriod: () => seconds(random, 'terminationGracePeriod', random.odd('no grace period after the delay') ? 0 : LONGEST_DELAY + 1, 600),
    networkPolicyName: () => hasPolicy ? subdomain(random, 'name of a policy') : undefined as never,
    networkPolicyMetadata: () => hasPolicy ? metadata(random, 'policy') : undefined as never,
    workloadMetadata: () => metadata(random, 'workload'),
    podMetadata: () => metadata(random, 'pod'),
    excludedChartLabels: () => ['app'],
    labels: () => labels(random, 'label of a declaration'),
    selector: () => {
      hasSelector = true;
      return random.mostly<Record<string, string>>('selector', () => ({ existing: random.pick('web', 'db'), tier: 'backend' }), {}, { 'a b': 'web' }, { 'cdk8s-service-patterns/workload': 'x' });
    },
    workloadLabel: () => hasSelector || random.odd('no label to select by') ? random.chance(0.5) : undefined as never,
    selectorOverlapJustification: () => random.pick('the existing selectors overlap', ''),
    ignoredDefaults: () => [random.mostly('ignored default', () => random.pick('replicas', 'env.A', 'placement'), 'image', '')],
  });
  return { createServiceAccount, ...read, ...scaled, ...isolated, ...others };
}

function declareExternal(random: Random, chart: Chart, cluster: RandomCluster): void {
  const host = random.chance(0.25);
  const kinds = random.pick(['clusterIp'], ['headless'], ['nodePort'], ['loadBalancer'], []) as Parameters<typeof exposure>[2];
  const pods = !host && random.chance(0.15);
  const families = familiesOfBackend(random, cluster);
  const remapped = !host && kinds[0] !== 'headless';
  const portless = host || kinds[0] === 'headless';
  let declared: Port[] | undefined;
  const withPorts = random.all<Pick<ExternalServiceProps, 'ports'>>('ExternalServiceProps', {
    ports: () => declared = portless && random.chance(0.3) ? undefined : ports(random, { remapped, hidden: false }),
  });
  const { endpointsApi } = random.some<Pick<ExternalServiceProps, 'endpointsApi'>>('ExternalServiceProps', 0.4, {
    endpointsApi: () => (host || pods) && !random.odd('endpointsApi together with a host name or pods') ? undefined : random.pick(...Object.values(EndpointsApi)),
  });
  const props = {
    ...random.all<Pick<ExternalServiceProps, 'backend' | 'name' | 'exposure'>>('ExternalServiceProps', {
      backend: () => host ? hostnameBackend(random) : pods ? podBackend(random, chart) : addressBackend(random, families, endpointsApi, cluster),
      name: () => label(random, 'name of a backend'),
      exposure: () => kinds.length > 0 && (!host || random.odd('exposure together with a host name')) ? exposure(random, { ports: declared ?? [], cluster, endpointFamilies: pods ? undefined : families }, kinds) : undefined,
    }),
    ...withPorts,
    endpointsApi,
    ...random.some<Omit<ExternalServiceProps, 'ports' | 'endpointsApi' | 'backend' | 'name' | 'exposure'>>('ExternalServiceProps', 0.25, {
      serviceMetadata: () => metadata(random, 'service'),
      endpointsMetadata: () => (host || pods) && !random.odd('endpointsMetadata together with a host name or pods') ? undefined : metadata(random, 'endpoints'),
      endpointSliceName: () => (host || pods || endpointsApi === EndpointsApi.ENDPOINTS) && !random.odd('a name of no slice') ? undefined as never : subdomain(random, 'name of a slice'),
      tlsServerName: () => tlsServerName(random),
      networks: () => host || random.odd('networks together with addresses or pods') ? networks(random) : undefined,
    }),
  };
  const external = new ExternalService(chart, 'declared', props);
  if (random.odd('a port bound to the Service of a backend')) {
    external.service.bind(99, { name: 'bound' });
  }
  if (random.chance(0.1)) {
    importService(random, chart);
  }
}
