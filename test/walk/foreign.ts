import { Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { web } from '../rules/broken';
import { newChart } from '../support';
import type { Structure, Use } from './structures';
import { Controller, EnvVarSource, HealthCheck, LifecycleHandler, Rollout, VolumeSource } from '../../lib';

const strategy: Use = value => chart => web(chart, { controller: Controller.deployment({ rollout: Rollout.fromDeploymentStrategy(value) }) });

/** The parent of constructs that are only values. */
const scope: Chart = newChart();
const configMap = kplus.ConfigMap.fromConfigMapName(scope, 'config-map', 'settings');
const secret = kplus.Secret.fromSecretName(scope, 'secret', 'login');
const volume = kplus.Volume.fromEmptyDir(scope, 'volume', 'data');

/** All structures of cdk8s and cdk8s-plus that users pass to the library. */
export const FOREIGN_STRUCTURES: Readonly<Record<string, Structure>> = {
};

/** How a declaration uses an instance of each class of cdk8s and cdk8s-plus that has factories. */
export const FOREIGN_USES: Readonly<Record<string, Use>> = {
  'cdk8s.Duration': period => chart => web(chart, { readiness: HealthCheck.tcp({ period }) }),
  'cdk8s-plus-28.DeploymentStrategy': strategy,
  'cdk8s-plus-28.EnvValue': value => chart => web(chart, { envValueFrom: { A: EnvVarSource.fromEnvValue(value) } }),
  'cdk8s-plus-28.Handler': handler => chart => web(chart, { lifecycle: { postStart: LifecycleHandler.fromHandler(handler) } }),
  'cdk8s-plus-28.PercentOrAbsolute': maxSurge => strategy(kplus.DeploymentStrategy.rollingUpdate({ maxSurge })),
  'cdk8s-plus-28.Volume': value => chart => web(chart, { mounts: [{ path: '/data', source: VolumeSource.fromVolume(value) }] }),
};

/** Valid arguments for the parameters of factories of cdk8s and cdk8s-plus, by the names of the parameters or by their types. */
export const FOREIGN_ARGUMENTS: Readonly<Record<string, unknown>> = {
  amount: 5,
  claim: kplus.PersistentVolumeClaim.fromClaimName(scope, 'claim', 'data'),
  command: ['/bin/true'],
  configMap,
  diskName: 'disk',
  diskUri: 'https://disk.example.com',
  driver: 'csi.example.com',
  duration: 'PT5S',
  fieldPath: kplus.EnvFieldPaths.POD_IP,
  key: 'password',
  name: 'data',
  num: 1,
  path: '/healthz',
  pdName: 'disk',
  percent: 25,
  prefix: 'APP_',
  resource: kplus.ResourceFieldPaths.CPU_LIMIT,
  secr: secret,
  secretValue: { secret, key: 'password' },
  value: 'always',
  volumeId: 'vol-1',
  HostPathVolumeOptions: { path: '/var/log' },
  NfsVolumeOptions: { path: '/exports', server: '10.20.0.11' },
  SecretValue: { secret, key: 'password' },
};

/** An instance of each class of cdk8s and cdk8s-plus that is an ordinary value of an option, and of classes that people confuse with these. */
export const FOREIGN_INSTANCES: Readonly<Record<string, unknown>> = {
  Chart: scope,
  ConfigMap: configMap,
  Cpu: kplus.Cpu.millis(100),
  DeploymentStrategy: kplus.DeploymentStrategy.recreate(),
  EnvFrom: new kplus.EnvFrom(undefined, undefined, secret),
  EnvValue: kplus.EnvValue.fromValue('always'),
  Handler: kplus.Handler.fromCommand(['/bin/true']),
  PercentOrAbsolute: kplus.PercentOrAbsolute.percent(25),
  Pods: kplus.Pods.select(newChart(), 'pods', { labels: { app: 'a' } }),
  Probe: kplus.Probe.fromCommand(['/bin/true']),
  Secret: secret,
  ServiceAccount: kplus.ServiceAccount.fromServiceAccountName(scope, 'account', 'web'),
  Size: Size.gibibytes(10),
  Volume: volume,
};
