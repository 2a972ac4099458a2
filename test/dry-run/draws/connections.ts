import type { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { addressBackend } from './backends';
import type { DrawnCluster } from './clusters';
import type { Draw } from './draw';
import { exposure } from './exposures';
import { metadata } from './metadata';
import { isolate } from './policies';
import { ports } from './ports';
import { label, text } from './texts';
import { ExposedPods, ExternalService, Port, type ConnectOptions, type ExposedPodsProps, type ExposedWorkload } from '../../../lib';

const TARGET_PORTS = [Port.tcp(5432, { name: 'postgres', scheme: 'postgresql' }), Port.http(8080)];
const TEMPLATES = ['{host}', '{url:postgres}', 'a{port:postgres}b', '{fqdn}', '{name}.{namespace}', '$(VAR)@{hostAndPort:postgres}', '{grpcTarget:postgres}'];

/** Connects a workload to a backend outside the cluster. */
export function connect(
  draw: Draw, chart: Chart, caller: ExposedWorkload | ExposedPods, cluster: DrawnCluster, containers: kplus.Container[] = [],
): void {
  const target = new ExternalService(chart, 'called', { backend: addressBackend(draw, cluster.families.slice(0, 1), undefined, cluster), ports: TARGET_PORTS });
  const known = containers.length > 0 || draw.odd('variables for unknown containers');
  const { ports: named, env } = draw.some<Pick<ConnectOptions, 'ports' | 'env'>>('ConnectOptions', 0.6, {
    ports: () => draw.mostly('ports of a connection', () => ['postgres'], [], ['admin'], ['http', 'http'], 'http'),
    env: () => known ? draw.mostly('prefix', () => 'DB', '', '1DB', 'my-db') : undefined,
  });
  const { variables } = draw.some<Pick<ConnectOptions, 'variables'>>('ConnectOptions', 0.6, {
    variables: () => known ? { [draw.mostly('variable', () => 'CALLED', 'DB_URL', 'A=B', 'C c')]: draw.mostly('template', () => draw.chance(0.8) ? draw.pick(...TEMPLATES) : text(draw), '{hostname}', '{url}', 80) } : undefined,
  });
  const rest = draw.some<Pick<ConnectOptions, 'containers' | 'shortNames'>>('ConnectOptions', 0.4, {
    containers: () => env ?? variables ? draw.mostly('containers', () => containers, [], [undefined]) : undefined,
    shortNames: () => draw.mostly('shortNames', () => draw.chance(0.5), 'true'),
  });
  const one = env !== undefined && named === undefined && !draw.odd('a prefix for several ports') ? ['postgres'] : named;
  caller.connectTo(target, { ports: one, env, variables, ...rest });
}

/** Declares a Service for existing pods. */
export function declarePods(draw: Draw, chart: Chart, cluster: DrawnCluster): void {
  const kinds = draw.pick(['clusterIp'], ['headless'], ['nodePort'], ['loadBalancer']) as Parameters<typeof exposure>[2];
  const declared = draw.chance(0.8) ? ports(draw, { remapped: kinds[0] !== 'headless', hidden: false }) : undefined;
  const offered = declared !== undefined || draw.odd('a Service without ports');
  const selector = () => draw.mostly(
    'selector',
    () => kplus.Pods.select(chart, 'pods', { labels: { app: 'legacy' } }),
    kplus.Pods.all(chart, 'all'), kplus.Pods.select(chart, 'expression', { expressions: [kplus.LabelExpression.exists('app')] }), {},
  );
  const pods = new ExposedPods(chart, 'declared', {
    ...draw.all<Pick<ExposedPodsProps, 'selector' | 'ports'>>('ExposedPodsProps', { selector, ports: () => declared }),
    ...draw.some<Pick<ExposedPodsProps, 'exposure' | 'isolate' | 'name' | 'serviceMetadata'>>('ExposedPodsProps', 0.4, {
      exposure: () => offered ? exposure(draw, { ports: declared ?? [], cluster }, kinds) : undefined,
      isolate: () => isolate(draw, declared ?? [], cluster),
      name: () => offered ? label(draw, 'name of a Service') : undefined,
      serviceMetadata: () => offered ? metadata(draw, 'service') : undefined,
    }),
  });
  if (draw.chance(0.3)) {
    connect(draw, chart, pods, cluster);
  }
}
