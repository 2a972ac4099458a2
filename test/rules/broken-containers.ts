import { ApiObject, JsonPatch, type Chart } from 'cdk8s';
import {
  Protocol, Secret, type ContainerProps, type Deployment,
} from 'cdk8s-plus-28';
import { web, type Broken } from './broken';
import {
  ContainerRestart, Controller, EnvFromSource, EnvVarSource, LifecycleHandler, PodCount, Port, RestartRule, Rollout, VolumeSource,
  type ExposedWorkload, type ExposedWorkloadProps,
} from '../../lib';

const PROXY: ContainerProps = { name: 'proxy', image: 'registry.example.com/proxy:2' };
const recreated = Controller.deployment({ rollout: Rollout.recreate() });
const added = (...containers: Partial<ContainerProps>[]): Broken['declare'] => chart => {
  const { workload } = web(chart, { controller: recreated });
  containers.forEach((container, index) => workload.addContainer({ ...PROXY, name: `proxy-${index}`, ...container }));
};
const mode = (source: EnvVarSource): Broken['declare'] => chart => web(chart, { envValueFrom: { MODE: source } });
const rollout = (maxUnavailable: number): Partial<ExposedWorkloadProps> => ({
  controller: Controller.deployment({ rollout: Rollout.rollingUpdate({ maxUnavailable: PodCount.percent(maxUnavailable) }) }),
});
const onHostNetwork = (workload: ExposedWorkload, ...patches: JsonPatch[]) => {
  ApiObject.of(workload).addJsonPatch(JsonPatch.add('/spec/template/spec/hostNetwork', true), ...patches);
};
const secrets = (chart: Chart, ...names: string[]) => names.map((name, index) => Secret.fromSecretName(chart, `secret-${index}`, name));

/** A declaration for each rule about containers and rollouts. */
export const BROKEN_CONTAINERS: Record<string, Broken> = {
  'env-key': {
    begins: 'envValueFrom[\'MODE\'].key "the mode"',
    declare: mode(EnvVarSource.configMapKey('settings', 'the mode')),
    fixed: mode(EnvVarSource.configMapKey('settings', 'the.mode')),
  },
  'env-field': {
    begins: "envValueFrom['MODE'] \"metadata.labels['a b']\"",
    declare: mode(EnvVarSource.podLabel('a b')),
    fixed: mode(EnvVarSource.podLabel('a-b')),
  },
  'env-resource': {
    begins: 'envValueFrom[\'MODE\'].divisor "1M"',
    declare: mode(EnvVarSource.resource('limits.cpu', { divisor: '1M' })),
    fixed: mode(EnvVarSource.resource('limits.cpu', { divisor: '1m' })),
  },
  'env-file': {
    begins: 'envValueFrom[\'MODE\'].filePath "/settings/web.env"',
    declare: mode(EnvVarSource.fileKey(VolumeSource.emptyDir({ volumeName: 'settings' }), '/settings/web.env', 'MODE')),
    fixed: mode(EnvVarSource.fileKey(VolumeSource.emptyDir({ volumeName: 'settings' }), 'web.env', 'MODE')),
  },
  'env-from': {
    begins: 'envFrom[0].prefix "MODE="',
    declare: chart => web(chart, { envFrom: [EnvFromSource.configMap('settings', { prefix: 'MODE=' })] }),
    fixed: chart => web(chart, { envFrom: [EnvFromSource.configMap('settings', { prefix: 'MODE_' })] }),
  },
  'env-cycle': {
    begins: 'env "BASE_URL -> HOST -> BASE_URL"',
    declare: chart => web(chart, { env: { HOST: '$(BASE_URL)', BASE_URL: 'http://$(HOST)' } }),
    fixed: chart => web(chart, { env: { HOST: '$(BASE_URL)', BASE_URL: 'http://$$(HOST)' } }),
  },
  'env-reference': {
    begins: "containers['web'].env['URL'] (a string of 14 characters with '$(' at position 8)",
    declare: chart => web(chart, { env: { URL: 'http://$(HOTS)', HOST: 'shop' } }),
    fixed: chart => web(chart, { env: { URL: 'http://$(HOST)', HOST: 'shop' } }),
  },
  'action-reference': {
    begins: "lifecycle.preStop.command[1] (a string of 8 characters with '$(' at position 1)",
    declare: chart => web(chart, { env: { QUEUE: 'a' }, lifecycle: { preStop: LifecycleHandler.exec(['/bin/drain', '$(QUEUE)']) } }),
    fixed: chart => web(chart, { env: { QUEUE: 'a' }, lifecycle: { preStop: LifecycleHandler.exec(['sh', '-c', '/bin/drain "$QUEUE"']) } }),
  },
  'lifecycle-action': {
    begins: 'lifecycle.preStop.command []',
    declare: chart => web(chart, { lifecycle: { preStop: LifecycleHandler.exec([]) } }),
    fixed: chart => web(chart, { lifecycle: { preStop: LifecycleHandler.exec(['/bin/drain']) } }),
  },
  'stop-signal': {
    begins: 'lifecycle.stopSignal "SIGUSR1"',
    declare: chart => web(chart, { lifecycle: { stopSignal: 'SIGUSR1' } }),
    fixed: chart => web(chart, { lifecycle: { stopSignal: 'SIGUSR1', stopSignalJustification: 'the feature gate is enabled' } }),
  },
  'container-restart': {
    begins: 'restart.rules[0].exitCodes []',
    declare: chart => web(chart, { restart: ContainerRestart.never({ rules: [RestartRule.onExitCodes([])] }) }),
    fixed: chart => web(chart, { restart: ContainerRestart.never({ rules: [RestartRule.exceptExitCodes([])] }) }),
  },
  'privileged-escalation': {
    begins: "containers['proxy-0'].securityContext.allowPrivilegeEscalation false",
    declare: added({ securityContext: { privileged: true, allowPrivilegeEscalation: false } }),
    fixed: added({ securityContext: { privileged: true } }),
  },
  'container-port-name': {
    begins: 'containers[\'proxy-0\'].ports[0].name "proxy-statistics"',
    declare: added({ ports: [{ number: 9901, name: 'proxy-statistics' }] }),
    fixed: added({ ports: [{ number: 9901, name: 'statistics' }] }),
  },
  'host-port': {
    begins: 'hostPort of the containers ":9901/TCP"',
    declare: added({ ports: [{ number: 9901, hostPort: 9901 }] }, { ports: [{ number: 9902, hostPort: 9901, protocol: Protocol.TCP }] }),
    fixed: added({ ports: [{ number: 9901, hostPort: 9901 }] }, { ports: [{ number: 9902, hostPort: 9902, protocol: Protocol.TCP }] }),
  },
  'rollout': {
    begins: 'controller.rollout.maxUnavailable "12.5%"',
    declare: chart => web(chart, rollout(12.5)),
    fixed: chart => web(chart, rollout(12)),
  },
  'rollout-kind': {
    begins: 'controller.rollout "Recreate"',
    declare: chart => web(chart, { controller: Controller.statefulSet({ rollout: Rollout.recreate() }) }),
    fixed: chart => web(chart, { controller: Controller.statefulSet({ rollout: Rollout.onDelete() }) }),
  },
  'controller-number': {
    begins: 'controller.revisionHistoryLimit -1',
    declare: chart => web(chart, { controller: Controller.deployment({ revisionHistoryLimit: -1 }) }),
    fixed: chart => web(chart, { controller: Controller.deployment({ revisionHistoryLimit: 3 }) }),
  },
  'governing-service': {
    begins: 'controller.serviceName "web.shop"',
    declare: chart => web(chart, { controller: Controller.statefulSet({ serviceName: 'web.shop' }) }),
    fixed: chart => web(chart, { controller: Controller.statefulSet({ serviceName: 'web' }) }),
  },
  'rollout-surge': {
    begins: 'podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey "kubernetes.io/hostname"',
    declare: chart => (web(chart).workload as Deployment).scheduling.spread(),
    fixed: chart => (web(chart, { controller: recreated }).workload as Deployment).scheduling.spread(),
  },
  'host-network-sysctl': {
    begins: 'securityContext.sysctls "net.ipv4.ip_unprivileged_port_start"',
    declare: chart => onHostNetwork(web(chart, { ports: [Port.http(80)], controller: recreated })),
    fixed: chart => onHostNetwork(
      web(chart, { ports: [Port.http(80)], controller: recreated }), JsonPatch.remove('/spec/template/spec/securityContext/sysctls'),
    ),
  },
  'image-pull-secret': {
    begins: 'imagePullSecrets[1].name "registry"',
    declare: chart => web(chart, { imagePullSecrets: secrets(chart, 'registry', 'registry') }),
    fixed: chart => web(chart, { imagePullSecrets: secrets(chart, 'registry') }),
  },
  'pod-annotation': {
    begins: "podMetadata.annotations['controller.kubernetes.io/pod-deletion-cost'] (a string of 3 characters)",
    declare: chart => web(chart, { podMetadata: { annotations: { 'controller.kubernetes.io/pod-deletion-cost': 'low' } } }),
    fixed: chart => web(chart, { podMetadata: { annotations: { 'controller.kubernetes.io/pod-deletion-cost': '-100' } } }),
  },
  'annotation-superseded': {
    begins: "podMetadata.annotations['scheduler.alpha.kubernetes.io/critical-pod'] \"\"",
    declare: chart => web(chart, { podMetadata: { annotations: { 'scheduler.alpha.kubernetes.io/critical-pod': '' } } }),
    fixed: chart => web(chart, { podMetadata: { annotations: { 'example.com/critical': 'yes' } } }),
  },
};
