import type { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { addressBackend } from './backends';
import type { RandomCluster } from './clusters';
import { exposure } from './exposures';
import { metadata } from './metadata';
import { isolate } from './policies';
import { ports } from './ports';
import type { Random } from './random';
import { label, subdomain, text } from './texts';
import {
  Credentials, ExposedPods, ExternalService, PodSelection, Port, type ConnectOptions, type ExposedPodsProps, type ExposedWorkload,
  type SecretCredentialsOptions, type SecretPasswordOptions, type SecretUserOptions, type Worker,
} from '../../lib';

const TARGET_PORTS = [Port.tcp(5432, { name: 'postgres', scheme: 'postgresql' }), Port.http(8080)];
const TEMPLATES = ['{host}', '{url:postgres}', 'a{port:postgres}b', '{fqdn}', '{name}.{namespace}', '$$(VAR)@{hostAndPort:postgres}', '{grpcTarget:postgres}'];

/** Connects a workload to a backend outside the cluster. */
export function connect(
  random: Random, chart: Chart, caller: ExposedWorkload | ExposedPods | Worker, cluster: RandomCluster, containers: kplus.Container[] = [],
): void {
  const target = new ExternalService(chart, 'called', { backend: addressBackend(random, cluster.families.slice(0, 1), undefined, cluster), ports: TARGET_PORTS });
  const known = containers.length > 0 || random.odd('variables for unknown containers');
  const { ports: named, envPrefix } = random.some<Pick<ConnectOptions, 'ports' | 'envPrefix'>>('ConnectOptions', 0.6, {
    ports: () => random.mostly('ports of a connection', () => ['postgres'], [], ['admin'], ['http', 'http'], 'http'),
    envPrefix: () => known ? random.mostly('prefix', () => 'DB', '', '1DB', 'my-db') : undefined,
  });
  const { variables } = random.some<Pick<ConnectOptions, 'variables'>>('ConnectOptions', 0.6, {
    variables: () => known ? { [random.mostly('variable', () => 'CALLED', 'DB_URL', 'A=B', 'C c')]: random.mostly('template', () => random.chance(0.8) ? random.pick(...TEMPLATES) : text(random), '{hostname}', '{url}', 80) } : undefined,
  });
  const rest = random.some<Omit<ConnectOptions, 'ports' | 'envPrefix' | 'variables'>>('ConnectOptions', 0.4, {
    credentials: () => envPrefix !== undefined || random.odd('credentials without a prefix') ? credentials(random) : undefined,
    path: () => envPrefix !== undefined || random.odd('a path without a prefix') ? random.mostly('path of a URL', () => random.pick('/orders', 'orders?a=b'), '', text(random)) : undefined,
    containers: () => envPrefix ?? variables ? random.mostly('containers', () => containers, [], [undefined]) : undefined,
    shortNames: () => random.mostly('shortNames', () => random.chance(0.5), 'true'),
  });
  const one = envPrefix !== undefined && named === undefined && !random.odd('a prefix for several ports') ? ['postgres'] : named;
  caller.connectTo(target, { ports: one, envPrefix, variables, ...rest });
}

function credentials(random: Random): Credentials {
  const secret = random.mostly('secret of a connection', () => 'login', '', 'A_b');
  const key = (what: string) => random.mostly(what, () => 'key', '', 'a b', '..');
  switch (random.pick('both', 'password', 'user')) {
    case 'both':
      return Credentials.fromSecret(secret, random.some<SecretCredentialsOptions>('SecretCredentialsOptions', 0.4, {
        userKey: () => key('key of a user'), passwordKey: () => key('key of a password'),
      }));
    case 'password':
      return Credentials.passwordFromSecret(secret, random.some<SecretPasswordOptions>('SecretPasswordOptions', 0.4, {
        passwordKey: () => key('key of a password'), user: () => random.chance(0.5) ? 'app' : text(random),
      }));
    default:
      return Credentials.userFromSecret(secret, random.some<SecretUserOptions>('SecretUserOptions', 0.4, { userKey: () => key('key of a user') }));
  }
}

/** Declares a Service for existing pods. */
export function declarePods(random: Random, chart: Chart, cluster: RandomCluster): void {
  const kinds = random.pick(['clusterIp'], ['headless'], ['nodePort'], ['loadBalancer']) as Parameters<typeof exposure>[2];
  const declared = random.chance(0.8) ? ports(random, { remapped: kinds[0] !== 'headless', hidden: false }) : undefined;
  const offered = declared !== undefined || random.odd('a Service without ports');
  const selector = () => random.mostly(
    'selector',
    () => random.chance(0.5) ? PodSelection.labels({ app: 'legacy' }) : PodSelection.of(kplus.Pods.select(chart, 'pods', { labels: { app: 'legacy' } })),
    PodSelection.of(kplus.Pods.all(chart, 'all')), PodSelection.labels({}), PodSelection.labels({ app: 'a b' }),
    PodSelection.of(kplus.Pods.select(chart, 'expression', { expressions: [kplus.LabelExpression.exists('app')] })), {},
  );
  const isolated = random.some<Pick<ExposedPodsProps, 'isolate'>>('ExposedPodsProps', 0.4, { isolate: () => isolate(random, declared ?? [], cluster) });
  const hasPolicy = isolated.isolate === true || random.odd('a policy of pods that are not isolated');
  const pods = new ExposedPods(chart, 'declared', {
    ...random.all<Pick<ExposedPodsProps, 'selector' | 'ports'>>('ExposedPodsProps', { selector, ports: () => declared }),
    ...isolated,
    ...random.some<Omit<ExposedPodsProps, 'selector' | 'ports' | 'isolate'>>('ExposedPodsProps', 0.4, {
      exposure: () => offered ? exposure(random, { ports: declared ?? [], cluster }, kinds) : undefined,
      name: () => offered ? label(random, 'name of a Service') : undefined,
      serviceMetadata: () => offered ? metadata(random, 'service') : undefined,
      networkPolicyName: () => hasPolicy ? subdomain(random, 'name of a policy') : undefined,
      networkPolicyMetadata: () => hasPolicy ? metadata(random, 'policy') : undefined,
    }),
  });
  if (random.chance(0.3)) {
    connect(random, chart, pods, cluster);
  }
}
