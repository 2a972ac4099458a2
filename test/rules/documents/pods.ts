import { claim, container, daemonSet, deployment, mounting, statefulSet, variable } from './builders';
import { before, inCluster, podsRefused, refused, since, hazard, hazardWithWarning, type Documents } from './table';

const POD = 'spec.template.spec';
const CONTAINER = `${POD}.containers[0]`;
const WARNINGS = 'warningsForPodSpecAndMeta in pkg/api/pod/warnings.go';
const rolling = (rollingUpdate: object) => deployment({ spec: { strategy: { type: 'RollingUpdate', rollingUpdate } } });
const stopping = (preStop: object, pod = {}) => deployment({ container: { lifecycle: { preStop } }, pod });
const ROLLING = 'spec.strategy.rollingUpdate';
const updating = (rollingUpdate: object) => daemonSet({ spec: { updateStrategy: { type: 'RollingUpdate', rollingUpdate } } });
const UPDATING = 'spec.updateStrategy.rollingUpdate';
const partition = (number: unknown) => statefulSet({ spec: { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: number } } } });
const QUANTITY = 'Quantity in pkg/api/resource/quantity.go of k8s.io/apimachinery: larger and more precise numbers are capped or rounded up';
const seccomp = (seccompProfile: object) => deployment({ pod: { securityContext: { runAsNonRoot: true, seccompProfile } } });
const user = (ids: object) => deployment({ pod: { securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' }, ...ids } } });
const claims = (...volumeClaimTemplates: object[]) => ({ spec: { volumeClaimTemplates } });

/** Documents for the rules about controllers and pods. */
export const POD_DOCUMENTS: Documents = {
  'image': {
    refused: [
      refused(`${CONTAINER}.image`, deployment({ container: { image: '' } })),
      podsRefused(`${CONTAINER}.image`, deployment({ container: { image: ' registry.example.com/web:1' } })),
      since('1.34', refused(`${CONTAINER}.image`, statefulSet({ container: { image: '' } }))),
      before('1.34', podsRefused(`${CONTAINER}.image`, statefulSet({ container: { image: '' } }))),
    ],
    hazards: [
      { ...hazard(`${CONTAINER}.image`, 'validateContainers in pkg/apis/core/validation/validation.go: spaces are checked only in pods', deployment({ container: { image: ' registry.example.com/web:1' } })), withoutPods: true },
      { ...before('1.34', hazard(`${CONTAINER}.image`, 'ValidateStatefulSetSpec in pkg/apis/apps/validation/validation.go of 1.33', statefulSet({ container: { image: '' } }))), withoutPods: true },
    ],
  },
  'replicas': {
    refused: [
      refused('spec.replicas', deployment({ spec: { replicas: -1 } })),
      refused('spec.replicas', statefulSet({ spec: { replicas: -1 } })),
      refused('spec.replicas', deployment({ spec: { replicas: '3' } })),
      refused('spec.replicas', deployment({ spec: { replicas: 2147483648 } })),
    ],
  },
  'daemonset-replicas': {
    refused: [
      refused('spec.replicas', daemonSet({ spec: { replicas: 3 } })),
    ],
  },
  'controller-seconds': {
    refused: [
      refused('spec.progressDeadlineSeconds', deployment({ spec: { minReadySeconds: 600 } })),
      refused('spec.progressDeadlineSeconds', deployment({ spec: { progressDeadlineSeconds: 0 } })),
      refused('spec.minReadySeconds', deployment({ spec: { minReadySeconds: -1 } })),
      refused('spec.minReadySeconds', daemonSet({ spec: { minReadySeconds: 1.5 } })),
      refused(`${POD}.terminationGracePeriodSeconds`, deployment({ pod: { terminationGracePeriodSeconds: '30' } })),
    ],
    hazards: [
      hazard(`${POD}.terminationGracePeriodSeconds`, 'PodSpec in staging/src/k8s.io/api/core/v1/types.go: the field is an int64', deployment({ pod: { terminationGracePeriodSeconds: 2147483648 } })),
    ],
  },
  'rollout': {
    refused: [
      refused(`${ROLLING}.maxUnavailable`, rolling({ maxSurge: 0, maxUnavailable: 0 })),
      refused(`${ROLLING}.maxUnavailable`, rolling({ maxUnavailable: '101%' })),
      refused(`${ROLLING}.maxSurge`, rolling({ maxSurge: '12.5%' })),
      refused(`${ROLLING}.maxSurge`, rolling({ maxSurge: -1 })),
      refused('spec.updateStrategy.rollingUpdate.partition', partition(-1)),
      refused('spec.updateStrategy.rollingUpdate.partition', partition(1.5)),
      refused(`${UPDATING}.maxSurge`, updating({ maxSurge: 1, maxUnavailable: 1 })),
      refused(`${UPDATING}.maxSurge`, updating({ maxSurge: 1 })),
      refused(`${UPDATING}.maxSurge`, updating({ maxSurge: '101%', maxUnavailable: 0 })),
      refused(`${UPDATING}.maxUnavailable`, updating({ maxUnavailable: 0 })),
      since('1.37', refused(`${UPDATING}.maxUnavailable`, statefulSet({ spec: { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0 } } } }))),
    ],
  },
  'rollout-kind': {
    refused: [
      refused('spec.strategy', deployment({ spec: { strategy: { type: 'OnDelete' } } })),
      refused('spec.strategy.rollingUpdate.partition', deployment({ spec: { strategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1 } } } })),
      refused('spec.updateStrategy', statefulSet({ spec: { updateStrategy: { type: 'Recreate' } } })),
      refused('spec.updateStrategy.rollingUpdate.maxSurge', statefulSet({ spec: { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } } })),
      refused('spec.updateStrategy', daemonSet({ spec: { updateStrategy: { type: 'Recreate' } } })),
      refused('spec.updateStrategy.rollingUpdate.partition', daemonSet({ spec: { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1 } } } })),
    ],
  },
  'controller-number': {
    refused: [
      refused('spec.revisionHistoryLimit', deployment({ spec: { revisionHistoryLimit: -1 } })),
      refused('spec.revisionHistoryLimit', daemonSet({ spec: { revisionHistoryLimit: -1 } })),
      refused('spec.revisionHistoryLimit', statefulSet({ spec: { revisionHistoryLimit: 1.5 } })),
      refused('spec.ordinals.start', statefulSet({ spec: { ordinals: { start: -1 } } })),
    ],
    hazards: [
      hazardWithWarning('spec.revisionHistoryLimit', 'WarningsOnCreate in pkg/registry/apps/statefulset/strategy.go', 'a negative value retains all historical revisions',
        statefulSet({ spec: { revisionHistoryLimit: -1 } })),
    ],
  },
  'governing-service': {
    refused: [
      refused('spec.serviceName', statefulSet({ spec: { serviceName: 'web.shop' } })),
    ],
  },
  'shutdown-grace-period': {
    refused: [
      refused(`${CONTAINER}.lifecycle.preStop.sleep`, stopping({ sleep: { seconds: 31 } })),
      refused(`${CONTAINER}.lifecycle.preStop.sleep`, stopping({ sleep: { seconds: 5 } }, { terminationGracePeriodSeconds: 4 })),
    ],
    hazards: [
      hazard(`${POD}.terminationGracePeriodSeconds`, 'validateSleepAction in pkg/apis/core/validation/validation.go: the delay can be as long as the grace period',
        stopping({ sleep: { seconds: 30 } }, { terminationGracePeriodSeconds: 30 })),
    ],
  },
  'shutdown-pre-stop': {
    refused: [
      refused(`${CONTAINER}.lifecycle.preStop.sleep`, stopping({ exec: { command: ['/bin/drain'] }, sleep: { seconds: 5 } })),
    ],
  },
  'rollout-single-writer': {
    hazards: [
      hazard(`${POD}.volumes[0].persistentVolumeClaim`, 'only controllers and the scheduler read the access modes of a claim',
        { ...claim('data'), apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data', namespace: 'shop' } },
        deployment({
          spec: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0 } } },
          pod: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] },
        })),
    ],
  },
  'rollout-surge': {
    hazards: [
      hazard(`${POD}.affinity.podAntiAffinity`, 'only the scheduler compares the labels of pods', deployment({
        spec: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0 } } },
        pod: { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname', labelSelector: {} }] } } },
      })),
    ],
  },
  'image-pull-secret': {
    hazards: [
      hazardWithWarning(`${POD}.imagePullSecrets[0].name`, WARNINGS, 'imagePullSecrets[0].name', deployment({ pod: { imagePullSecrets: [{ name: '' }] } })),
      hazardWithWarning(`${POD}.imagePullSecrets[1].name`, WARNINGS, 'imagePullSecrets[1].name', deployment({ pod: { imagePullSecrets: [{ name: 'registry' }, { name: 'registry' }] } })),
      hazard(`${POD}.imagePullSecrets[0].name`, 'validateImagePullSecrets in pkg/apis/core/validation/validation.go', deployment({ pod: { imagePullSecrets: [{ name: 'My_Registry' }] } })),
    ],
  },
  'env-name': {
    refused: [
      refused(`${CONTAINER}.env[0].name`, variable('DATABASE=URL', { value: 'a' })),
      refused(`${CONTAINER}.env[0].name`, variable('', { value: 'a' })),
      refused(`${CONTAINER}.env[0].name`, variable('GRÖSSE', { value: 'a' })),
    ],
    hazards: [hazard(`${CONTAINER}.env`, 'this library', deployment())],
  },
  'env-value': {
    refused: [
      refused(`${POD}.containers.env.value`, variable('WORKERS', { value: 4 })),
      refused(`${POD}.containers.env.value`, variable('DEBUG', { value: true })),
      refused(`${CONTAINER}.env[0].valueFrom`, variable('MODE', { value: 'a', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } })),
    ],
    hazards: [
      hazardWithWarning(`${CONTAINER}.env[1]`, WARNINGS, 'hides previous definition',
        deployment({ container: { env: [{ name: 'MODE', value: 'a' }, { name: 'MODE', value: 'b' }] } })),
      hazard(`${CONTAINER}.env[0].value`, 'EnvVar in staging/src/k8s.io/api/core/v1/types.go: the value is optional', variable('WORKERS', {})),
    ],
  },
  'user-id': {
    refused: [
      refused(`${POD}.securityContext.runAsUser`, user({ runAsUser: -1 })),
      refused(`${POD}.securityContext.runAsGroup`, user({ runAsGroup: 2147483648 })),
      refused(`${POD}.securityContext.fsGroup`, user({ fsGroup: -1 })),
      refused(`${POD}.securityContext.runAsUser`, user({ runAsUser: 'web' })),
      refused(`${CONTAINER}.securityContext.runAsUser`, deployment({ container: { securityContext: { runAsUser: -1 } } })),
    ],
  },
  'run-as-root': {
    refused: [
      podsRefused('spec.template', user({ runAsUser: 0 })),
    ],
    hazards: [
      inCluster({ podSecurity: 'privileged' }, hazard(`${POD}.securityContext.runAsUser`, 'the level privileged of docs/concepts/security/pod-security-standards/', user({ runAsUser: 0 }))),
    ],
  },
  'seccomp-profile': {
    refused: [
      refused(`${POD}.securityContext.seccompProfile.localhostProfile`, seccomp({ type: 'Localhost' })),
      refused(`${POD}.securityContext.seccompProfile.localhostProfile`, seccomp({ type: 'RuntimeDefault', localhostProfile: 'audit.json' })),
      refused(`${POD}.securityContext.seccompProfile.localhostProfile`, seccomp({ type: 'Localhost', localhostProfile: '../audit.json' })),
      refused(`${POD}.securityContext.seccompProfile.type`, seccomp({ type: 'Default' })),
    ],
    hazards: [
      hazard(`${POD}.securityContext.seccompProfile.localhostProfile`, 'validateLocalDescendingPath in pkg/apis/core/validation/validation.go', seccomp({ type: 'Localhost', localhostProfile: '' })),
    ],
  },
  'service-account-name': {
    refused: [
      refused(`${POD}.serviceAccountName`, deployment({ pod: { serviceAccountName: 'Orders' } })),
    ],
    hazards: [
      hazard(`${POD}.serviceAccountName`, 'plugin/pkg/admission/serviceaccount: an empty name is replaced with default', deployment({ pod: { serviceAccountName: '' } })),
    ],
  },
  'container-port-shared': {
    hazards: [
      hazardWithWarning(`${POD}.containers[1].ports[0]`, WARNINGS, 'duplicate port definition', deployment({ containers: [container('proxy', { ports: [{ containerPort: 8080 }] })] })),
    ],
  },
  'mount-path': {
    refused: [
      refused(`${CONTAINER}.volumeMounts[1].mountPath`, deployment({
        pod: { volumes: [{ name: 'a', emptyDir: {} }, { name: 'b', emptyDir: {} }] },
        container: { volumeMounts: [{ name: 'a', mountPath: '/data' }, { name: 'b', mountPath: '/data' }] },
      })),
      refused(`${CONTAINER}.volumeMounts[0].mountPath`, mounting({ emptyDir: {} }, { mountPath: '' })),
    ],
  },
  'mount-sub-path': {
    refused: [
      refused(`${CONTAINER}.volumeMounts.subPath`, mounting({ emptyDir: {} }, { subPath: '../etc' })),
      refused(`${CONTAINER}.volumeMounts.subPath`, mounting({ emptyDir: {} }, { subPath: '/etc' })),
      refused(`${CONTAINER}.volumeMounts.subPathExpr`, mounting({ emptyDir: {} }, { subPathExpr: '../$(POD)' })),
      refused(`${CONTAINER}.volumeMounts[0].subPathExpr`, mounting({ emptyDir: {} }, { subPath: 'a', subPathExpr: 'b' })),
    ],
  },
  'claim-name': {
    refused: [
      refused(`${POD}.volumes[0].name`, deployment({ pod: { volumes: [{ name: 'My_Data', emptyDir: {} }] } })),
      refused(`${POD}.volumes[1].name`, deployment({ pod: { volumes: [{ name: 'data', emptyDir: {} }, { name: 'data', emptyDir: {} }] } })),
      since('1.34', refused(`${POD}.volumes[0].name`, statefulSet(claims(claim('my.data'))))),
      before('1.34', podsRefused(`${POD}.volumes[0].name`, statefulSet(claims(claim('my.data'))))),
    ],
    hazards: [
      hazard('spec.volumeClaimTemplates[1].metadata.name', 'ValidateStatefulSetSpec in pkg/apis/apps/validation/validation.go: names are not compared', statefulSet(claims(claim('data'), claim('data')))),
      hazard('spec.volumeClaimTemplates[0].metadata.name', 'updateStorage in pkg/controller/statefulset/stateful_set_utils.go: the claim replaces the volume',
        statefulSet({ ...claims(claim('data')), pod: { volumes: [{ name: 'data', emptyDir: {} }] } })),
    ],
  },
  'volume-claim': {
    refused: [
      { at: 'spec.accessModes', spec: { accessModes: [] } },
      { at: 'spec.accessModes', spec: { accessModes: ['ReadWriteOncePod', 'ReadWriteMany'] } },
      { at: 'spec.resources[storage]', spec: { resources: {} } },
      { at: 'spec.resources[storage]', spec: { resources: { requests: { storage: '0' } } } },
      { at: 'spec.storageClassName', spec: { storageClassName: 'Fast' } },
    ].flatMap(({ at, spec }) => [
      since('1.34', refused(`spec.volumeClaimTemplates[0].${at}`, statefulSet(claims(claim('data', spec))))),
      before('1.34', podsRefused(`spec.volumeClaimTemplates[0].${at}`, statefulSet(claims(claim('data', spec))))),
    ]),
    hazards: [
      hazard('spec.volumeClaimTemplates[0].spec.resources.requests.storage', QUANTITY, statefulSet(claims(claim('data', { resources: { requests: { storage: '9007199254740992Ki' } } })))),
    ],
  },
};
