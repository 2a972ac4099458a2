import { container, deployment, variable } from './builders';
import { dropped, hazard, hazardWithWarning, inCluster, refused, since, type Documents } from './table';

const POD = 'spec.template.spec';
const CONTAINER = `${POD}.containers[0]`;
const VALUE = `${CONTAINER}.env[0].valueFrom`;
const WARNINGS = 'warningsForPodSpecAndMeta in pkg/api/pod/warnings.go';
const from = (valueFrom: object) => variable('MODE', { valueFrom });
const file = (facts: object, volume: object = { emptyDir: {} }) => deployment({
  pod: { volumes: [{ name: 'settings', ...volume }] },
  container: { env: [{ name: 'MODE', valueFrom: { fileKeyRef: { volumeName: 'settings', path: 'web.env', key: 'MODE', ...facts } } }] },
});
const source = (envFrom: object) => deployment({ container: { envFrom: [envFrom] } });
const stopping = (preStop: object) => deployment({ container: { lifecycle: { preStop } } });
const STOPPING = `${CONTAINER}.lifecycle.preStop`;
const restarting = (...restartPolicyRules: object[]) => deployment({ container: { restartPolicy: 'Never', restartPolicyRules } });
const onExit = (values: number[], exitCodes = {}) => ({ action: 'Restart', exitCodes: { operator: 'In', values, ...exitCodes } });
const initially = (fields: object) => deployment({ pod: { initContainers: [container('init', fields)] } });
const RULES = `${CONTAINER}.restartPolicyRules`;
const ported = (...ports: object[]) => deployment({ container: { ports } });

/** Documents for the rules about containers. */
export const CONTAINER_DOCUMENTS: Documents = {
  'host-network-sysctl': {
    refused: [
      inCluster({ podSecurity: 'privileged' }, refused(`${POD}.securityContext.sysctls[0].name`, deployment({
        pod: { hostNetwork: true, securityContext: { sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }] } },
      }))),
    ],
  },
  'env-key': {
    refused: [
      refused(`${VALUE}.configMapKeyRef.key`, from({ configMapKeyRef: { name: 'settings', key: 'a b' } })),
      refused(`${VALUE}.configMapKeyRef.key`, from({ configMapKeyRef: { name: 'settings', key: '' } })),
      refused(`${VALUE}.secretKeyRef.key`, from({ secretKeyRef: { name: 'login', key: '..password' } })),
      refused(`${VALUE}.secretKeyRef.name`, from({ secretKeyRef: { name: 'My_Login', key: 'password' } })),
    ],
  },
  'env-field': {
    refused: [
      refused(`${VALUE}.fieldRef.fieldPath`, from({ fieldRef: { fieldPath: 'spec.hostname' } })),
      refused(`${VALUE}.fieldRef.fieldPath`, from({ fieldRef: { fieldPath: 'metadata.labels' } })),
      refused(`${VALUE}.fieldRef.fieldPath`, from({ fieldRef: { fieldPath: 'status.phase' } })),
      refused(`${VALUE}.fieldRef`, from({ fieldRef: { fieldPath: "metadata.labels['a b']" } })),
      refused(`${VALUE}.fieldRef.fieldPath`, from({ fieldRef: { apiVersion: 'v2', fieldPath: 'metadata.name' } })),
    ],
  },
  'env-resource': {
    refused: [
      refused(`${VALUE}.resourceFieldRef.resource`, from({ resourceFieldRef: { resource: 'limits.pods' } })),
      refused(`${VALUE}.resourceFieldRef.divisor`, from({ resourceFieldRef: { resource: 'limits.cpu', divisor: '2m' } })),
      refused(`${VALUE}.resourceFieldRef.divisor`, from({ resourceFieldRef: { resource: 'limits.memory', divisor: '1m' } })),
    ],
    hazards: [
      hazard(`${VALUE}.resourceFieldRef.divisor`, 'validateContainerResourceDivisor in pkg/apis/core/validation/validation.go: divisors are compared as quantities',
        from({ resourceFieldRef: { resource: 'limits.memory', divisor: '1024Ki' } })),
    ],
  },
  'env-file': {
    refused: [
      since('1.35', refused(`${VALUE}.fileKeyRef.volumeName`, file({}, { secret: { secretName: 'login' } }))),
      since('1.35', refused(`${VALUE}.fileKeyRef.volumeName`, file({ volumeName: 'other' }))),
      since('1.35', refused(`${VALUE}.fileKeyRef.path`, file({ path: '../web.env' }))),
      since('1.35', refused(`${VALUE}.fileKeyRef.path`, file({ path: '' }))),
      since('1.35', refused(`${VALUE}.fileKeyRef.key`, file({ key: 'A=B' }))),
      since('1.35', refused(`${VALUE}.fileKeyRef.key`, file({ key: '' }))),
    ],
    hazards: [
      since('1.35', hazard(`${VALUE}.fileKeyRef.path`, 'validatePathNoBacksteps in pkg/apis/core/validation/validation.go; SecureJoin in pkg/kubelet/kubelet_pods.go', file({ path: '/web.env' }))),
    ],
  },
  'env-from': {
    refused: [
      refused(`${CONTAINER}.envFrom[0].configMapRef.name`, source({ configMapRef: { name: 'My_Settings' } })),
      refused(`${CONTAINER}.envFrom[0].secretRef.name`, source({ secretRef: { name: '' } })),
      refused(`${CONTAINER}.envFrom[0].prefix`, source({ prefix: 'A=', configMapRef: { name: 'settings' } })),
    ],
    hazards: [
      hazard(`${CONTAINER}.envFrom[0].configMapRef.name`, 'ValidateConfigMapName with prefix in validateConfigMapEnvSource of pkg/apis/core/validation/validation.go',
        source({ configMapRef: { name: 'settings-' } })),
    ],
  },
  'env-reference': {
    hazards: [
      hazard(`${CONTAINER}.env[0].value`, 'ValidateEnv in pkg/apis/core/validation/validation.go: values are not compared with names', variable('URL', { value: 'http://$(HOST)' })),
      hazard(`${CONTAINER}.args[0]`, 'pkg/apis/core/validation/validation.go does not read arguments', deployment({ container: { args: ['$(URL)'] } })),
    ],
  },
  'action-reference': {
    hazards: [
      hazard(`${STOPPING}.exec.command[1]`, 'validateExecAction in pkg/apis/core/validation/validation.go: only the number of texts is checked',
        stopping({ exec: { command: ['/bin/drain', '$(QUEUE)'] } })),
    ],
  },
  'nul-character': {
    hazards: [
      hazard(`${CONTAINER}.args[0]`, 'pkg/apis/core/validation/validation.go does not read arguments', deployment({ container: { args: ['web\0'] } })),
      hazard(`${CONTAINER}.env[0].value`, 'ValidateEnv in pkg/apis/core/validation/validation.go', variable('MODE', { value: '\0' })),
    ],
  },
  'env-cycle': {
    hazards: [
      hazard(`${CONTAINER}.env`, 'ValidateEnv in pkg/apis/core/validation/validation.go: values are not compared with each other',
        deployment({ container: { env: [{ name: 'A', value: '$(B)' }, { name: 'B', value: '$(A)' }] } })),
    ],
  },
  'stop-signal': {
    refused: [
      dropped(`${CONTAINER}.lifecycle`, deployment({ container: { lifecycle: { stopSignal: 'SIGUSR1' } }, pod: { os: { name: 'linux' } } })),
    ],
  },
  'lifecycle-action': {
    refused: [
      refused(`${STOPPING}.exec.command`, stopping({ exec: { command: [] } })),
      refused(`${STOPPING}.httpGet.port`, stopping({ httpGet: { path: '/drain', port: 0 } })),
      refused(`${STOPPING}.httpGet.scheme`, stopping({ httpGet: { path: '/drain', port: 8080, scheme: 'GRPC' } })),
      refused(STOPPING, stopping({})),
    ],
    hazards: [
      hazard(`${STOPPING}.httpGet.path`, 'SetDefaults_HTTPGetAction in pkg/apis/core/v1/defaults.go', stopping({ httpGet: { path: '', port: 8080 } })),
    ],
  },
  'container-restart': {
    refused: [
      since('1.35', refused(RULES, restarting(...Array.from({ length: 21 }, () => onExit([42]))))),
      since('1.35', refused(`${RULES}[0].exitCodes.values`, restarting(onExit(Array.from({ length: 256 }, (_, code) => code))))),
      since('1.35', refused(`${RULES}[0].exitCodes.operator`, restarting(onExit([42], { operator: 'Exists' })))),
      since('1.35', refused(`${CONTAINER}.restartPolicy`, deployment({ container: { restartPolicyRules: [onExit([42])] } }))),
      since('1.35', refused(`${CONTAINER}.restartPolicy`, deployment({ container: { restartPolicy: 'Once' } }))),
    ],
    hazards: [
      since('1.35', hazard(`${RULES}[0].exitCodes.values`, 'validateContainerRestartPolicy in pkg/apis/core/validation/validation.go', restarting(onExit([])))),
      since('1.35', hazard(`${RULES}[0].exitCodes.values`, 'ContainerRestartRuleOnExitCodes in staging/src/k8s.io/api/core/v1/types.go: a set, whose entries only server-side apply compares', restarting(onExit([42, 42])))),
      hazard(`${POD}.initContainers[0].restartPolicy`, 'validateInitContainerRestartPolicy in pkg/apis/core/validation/validation.go: the container is a sidecar',
        initially({ restartPolicy: 'Always' })),
    ],
  },
  'privileged-escalation': {
    refused: [
      refused(`${CONTAINER}.securityContext`, deployment({ container: { securityContext: { privileged: true, allowPrivilegeEscalation: false } } })),
    ],
  },
  'container-port-name': {
    refused: [
      refused(`${CONTAINER}.ports[0].name`, ported({ name: 'admin-interface-2', containerPort: 8080 })),
      refused(`${CONTAINER}.ports[0].name`, ported({ name: 'Admin', containerPort: 8080 })),
      refused(`${CONTAINER}.ports[0].name`, ported({ name: '8080', containerPort: 8080 })),
      refused(`${CONTAINER}.ports[0].name`, ported({ name: 'a--b', containerPort: 8080 })),
      refused(`${CONTAINER}.ports[1].name`, ported({ name: 'http', containerPort: 8080 }, { name: 'http', containerPort: 8081 })),
    ],
    hazards: [
      hazardWithWarning(`${POD}.containers[1].ports[0].name`, WARNINGS, 'duplicate port name', deployment({ containers: [container('proxy', { ports: [{ name: 'http', containerPort: 8081 }] })] })),
    ],
  },
  'host-port': {
    refused: [
      refused(`${CONTAINER}.ports[1].hostPort`, ported({ containerPort: 8080, hostPort: 80 }, { containerPort: 8081, hostPort: 80 })),
    ],
    hazards: [
      hazardWithWarning(`${CONTAINER}.ports[0].hostIP`, WARNINGS, 'hostIP', ported({ containerPort: 8080, hostIP: '127.0.0.1' })),
    ],
  },
};
