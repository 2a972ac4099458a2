import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { addressBackend, familiesOfBackend, hostnameBackend, importService, networks, podBackend, tlsServerName } from './backends';
import { healthCheck } from './checks';
import { cluster, type DrawnCluster } from './clusters';
import { connect, declarePods } from './connections';
import { additionalContainer, image, lifecycle, resources } from './containers';
import { controller } from './controllers';
import type { Draw } from './draw';
import { exposure } from './exposures';
import { labels, metadata } from './metadata';
import { isolate } from './policies';
import { port, ports } from './ports';
import { declareRoute } from './routes';
import { security } from './security';
import { label, labelValue, seconds, subdomain, text } from './texts';
import { env, envFrom, envValueFrom } from './variables';
import { mount, reference, volume } from './volumes';
import {
  ClusterProfile, EndpointsApi, ExposedWorkload, ExternalService,
  type ExposedWorkloadProps, type ExternalServiceProps, type WorkloadContainerProps, type WorkloadPodProps,
} from '../../../lib';

/** What was declared, and where it shall run. */
export interface Drawn {
  readonly chart: Chart;
  readonly cluster: DrawnCluster;
}

/** Of seconds; drawn grace periods are longer. */
const LONGEST_DELAY = 60;

const NAMES = ['web', 'w'.repeat(45), 'a', 'n1-x'];
const ODD_NAMES = ['1web', '0', 'a.b', 'Web', '', '-a', 'a-', 'c'.repeat(64), 'a_b', 'ä', 'init-0', 'w'.repeat(63), 'w'.repeat(54), 'kube-api'];
const ODD_WORKLOAD_NAMES = ['a.b', '1', 'o'.repeat(52), 'o'.repeat(53), 'o'.repeat(64), 'o'.repeat(242), 'o'.repeat(243), 'A', '', 'a_b'];

/** Declares something in an app of its own, for any cluster unless one is given; whatever refuses it throws. */
export function declare(draw: Draw, drawn = cluster(draw)): Drawn {
  const app = new App();
  ClusterProfile.set(app, drawn.profile);
  const namespace = draw.maybe(0.8, () => draw.mostly('namespace', () => 'shop', 'a.b', 'n'.repeat(63), '1', 'A', 'n'.repeat(64)));
  const chart = new Chart(app, 'shop', { namespace, labels: draw.maybe(0.3, () => labels(draw, 'chart')) });
  if (draw.chance(0.1)) {
    declareRoute(draw, chart, drawn);
  } else if (draw.chance(0.7)) {
    declareWorkload(draw, chart, drawn, 'declared');
    if (draw.chance(0.05)) {
      declareWorkload(draw, chart, drawn, 'another');
    }
  } else if (draw.chance(0.2)) {
    declarePods(draw, chart, drawn);
  } else {
    declareExternal(draw, chart, drawn);
  }
  return { chart, cluster: drawn };
}

function names(draw: Draw): Pick<ExposedWorkloadProps, 'name'> {
  return draw.all('ExposedWorkloadProps', { name: () => draw.mostly('name', () => draw.pick(...NAMES), ...ODD_NAMES) });
}

function declareWorkload(draw: Draw, chart: Chart, drawn: DrawnCluster, id: string): void {
  const kinds = draw.pick(['clusterIp'], ['headless'], ['nodePort'], ['loadBalancer'], []) as Parameters<typeof exposure>[2];
  const use = { remapped: kinds[0] !== 'headless', hidden: true };
  const declared = kinds[0] === 'headless' && draw.chance(0.1) ? [] : ports(draw, use);
  const { controller: chosen } = draw.some<Pick<WorkloadPodProps, 'controller'>>('WorkloadPodProps', 0.7, { controller: () => controller(draw) });
  const volumes = draw.list(0, 2, index => volume(draw, chart, index));
  const pod = podProps(draw, chart, volumes, chosen?._kind === 'DaemonSet');
  const delayed = pod.shutdownDelay !== undefined && pod.shutdownDelay.toMilliseconds() > 0;
  const props = {
    ...pod,
    ...containerProps(draw, volumes, delayed && !draw.odd('a handler beside a delay')),
    ...draw.some<Pick<WorkloadContainerProps, 'readiness' | 'liveness' | 'startup'>>('WorkloadContainerProps', 0.4, {
      readiness: () => healthCheck(draw, 'readiness', declared),
      liveness: () => healthCheck(draw, 'liveness', declared),
      startup: () => healthCheck(draw, 'startup', declared),
    }),
    ...names(draw),
    ...draw.all<Pick<ExposedWorkloadProps, 'ports' | 'exposure'>>('ExposedWorkloadProps', {
      ports: () => declared,
      exposure: () => kinds.length > 0 ? exposure(draw, { ports: declared, cluster: drawn }, kinds) : undefined,
    }),
    ...draw.some<Omit<ExposedWorkloadProps, keyof WorkloadPodProps | 'ports' | 'exposure' | 'name'>>('ExposedWorkloadProps', 0.25, {
      workloadName: () => draw.mostly('workloadName', () => draw.pick('other', 'o'.repeat(45)), ...ODD_WORKLOAD_NAMES),
      isolate: () => isolate(draw, declared, drawn),
      workloadMetadata: () => metadata(draw, 'workload'),
      serviceMetadata: () => metadata(draw, 'service'),
    }),
    controller: chosen,
  } as ExposedWorkloadProps;
  const workload = new ExposedWorkload(chart, id, props);
  addLater(draw, chart, workload, volumes, use.remapped, drawn);
}

/** What the methods of the declaration, and those of cdk8s-plus, add to it. */
function addLater(
  draw: Draw, chart: Chart, workload: ExposedWorkload, volumes: readonly kplus.Volume[], remapped: boolean, drawn: DrawnCluster,
): void {
  if (draw.chance(0.1)) {
    workload.addPort(port(draw, { remapped, hidden: true }, 90));
  }
  if (draw.chance(0.15)) {
    connect(draw, chart, workload, drawn, [workload.container]);
  }
  if (draw.chance(0.1)) {
    workload.workload.addContainer(additionalContainer(draw, chart, 'additional', 0, volumes));
  }
  if (draw.chance(0.05)) {
    workload.service.bind(draw.mostly('bound port', () => 12345, 80, 8080, 70000), { name: draw.mostly('bound name', () => 'bound', 'http', 'A'), targetPort: draw.mostly('bound target', () => 8080, 0, 70000), nodePort: draw.maybe(0.1, () => drawn.nodePorts[0] + 15) });
  }
  if (draw.chance(0.05)) {
    workload.container.mount(draw.mostly('late mount', () => '/late', '/mnt/0', ''), volume(draw, chart, 95));
  }
  if (draw.chance(0.05)) {
    workload.container.env.addVariable(draw.mostly('late variable', () => 'LATE', 'A=B', ''), kplus.EnvValue.fromValue(text(draw)));
  }
  if (draw.chance(0.1)) {
    const added = draw.pick(workload.workload.podMetadata, workload.workload.metadata, workload.service.metadata);
    added.addAnnotation(draw.mostly('late annotation', () => 'late', 'a b', 'kubernetes.io/config.mirror'), text(draw));
    added.addLabel(draw.mostly('late label', () => 'late', 'a b', ''), labelValue(draw, 'late label value'));
  }
}

function containerProps(draw: Draw, volumes: readonly kplus.Volume[], delayed: boolean): Partial<WorkloadContainerProps> {
  const texts = () => draw.list(0, 3, () => text(draw));
  return {
    ...draw.all<Pick<WorkloadContainerProps, 'image' | 'volumeMounts'>>('WorkloadContainerProps', {
      image: () => image(draw),
      volumeMounts: () => volumes.length > 0 ? volumes.map((each, index) => mount(draw, each, index)) : undefined,
    }),
    ...draw.some<Omit<WorkloadContainerProps, 'image' | 'volumeMounts' | 'readiness' | 'liveness' | 'startup'>>('WorkloadContainerProps', 0.2, {
      imagePullPolicy: () => draw.mostly('imagePullPolicy', () => draw.pick(...Object.values(kplus.ImagePullPolicy)), 'always', ''),
      command: texts,
      args: texts,
      workingDir: () => draw.mostly('workingDir', () => '/app', '', 'rel', '/a:b'),
      env: () => env(draw),
      envValueFrom: () => envValueFrom(draw),
      envFrom: () => envFrom(draw),
      resources: () => resources(draw),
      lifecycle: () => lifecycle(draw, !delayed),
    }),
  };
}

function podProps(draw: Draw, chart: Chart, volumes: readonly kplus.Volume[], daemonSet: boolean): Partial<WorkloadPodProps> {
  const own = (name: string) => reference(chart, name, kplus.Secret.fromSecretName);
  return draw.some<Omit<WorkloadPodProps, keyof WorkloadContainerProps | 'controller'>>('WorkloadPodProps', 0.2, {
    replicas: () => daemonSet && !draw.odd('replicas of a DaemonSet') ? undefined : draw.mostly('replicas', () => draw.integer(0, 9), -1, 1.5, 2147483647, 2147483648),
    security: () => security(draw),
    imagePullSecrets: () => draw.list(0, 2, index => own(draw.mostly('pull secret', () => `registry-${index}`, '', 'registry-0', 'A_b'))),
    serviceAccount: () => reference(chart, subdomain(draw, 'service account'), kplus.ServiceAccount.fromServiceAccountName),
    automountServiceAccountToken: () => draw.mostly('automount', () => draw.chance(0.5), 'true'),
    volumes: () => [...volumes, ...draw.list(0, 1, () => volume(draw, chart, 40))],
    initContainers: () => draw.list(1, 2, index => additionalContainer(draw, chart, 'init', index, volumes)),
    sidecars: () => draw.list(1, 2, index => additionalContainer(draw, chart, 'sidecar', index, volumes)),
    shutdownDelay: () => seconds(draw, 'shutdownDelay', 0, LONGEST_DELAY),
    terminationGracePeriod: () => seconds(draw, 'terminationGracePeriod', draw.odd('no time after the delay') ? 0 : LONGEST_DELAY + 1, 600),
    podMetadata: () => metadata(draw, 'pod'),
    excludedChartLabels: () => ['app'],
  });
}

function declareExternal(draw: Draw, chart: Chart, drawn: DrawnCluster): void {
  const host = draw.chance(0.25);
  const kinds = draw.pick(['clusterIp'], ['headless'], ['nodePort'], ['loadBalancer'], []) as Parameters<typeof exposure>[2];
  const pods = !host && draw.chance(0.15);
  const families = familiesOfBackend(draw, drawn);
  const remapped = !host && kinds[0] !== 'headless';
  const portless = host || kinds[0] === 'headless';
  const { ports: declared } = draw.all<Pick<ExternalServiceProps, 'ports'>>('ExternalServiceProps', {
    ports: () => portless && draw.chance(0.3) ? undefined : ports(draw, { remapped, hidden: false }),
  });
  const { endpointsApi } = draw.some<Pick<ExternalServiceProps, 'endpointsApi'>>('ExternalServiceProps', 0.4, {
    endpointsApi: () => (host || pods) && !draw.odd('endpointsApi beside a host name or pods') ? undefined : draw.pick(...Object.values(EndpointsApi)),
  });
  const props = {
    ...draw.all<Pick<ExternalServiceProps, 'backend' | 'name' | 'exposure'>>('ExternalServiceProps', {
      backend: () => host ? hostnameBackend(draw) : pods ? podBackend(draw, chart) : addressBackend(draw, families, endpointsApi, drawn),
      name: () => label(draw, 'name of a backend'),
      exposure: () => kinds.length > 0 && (!host || draw.odd('exposure beside a host name')) ? exposure(draw, { ports: declared ?? [], cluster: drawn, behind: pods ? undefined : families }, kinds) : undefined,
    }),
    ports: declared,
    endpointsApi,
    ...draw.some<Pick<ExternalServiceProps, 'serviceMetadata' | 'endpointsMetadata' | 'tlsServerName' | 'networks'>>('ExternalServiceProps', 0.25, {
      serviceMetadata: () => metadata(draw, 'service'),
      endpointsMetadata: () => (host || pods) && !draw.odd('endpointsMetadata beside a host name or pods') ? undefined : metadata(draw, 'endpoints'),
      tlsServerName: () => tlsServerName(draw),
      networks: () => host || draw.odd('networks beside addresses or pods') ? networks(draw) : undefined,
    }),
  };
  const external = new ExternalService(chart, 'declared', props);
  if (draw.odd('bound to a backend')) {
    external.service.bind(99, { name: 'bound' });
  }
  if (draw.chance(0.1)) {
    importService(draw, chart);
  }
}
