import { http, listening, live, NOT_READY, ownedBy, pod, printed, replicaSet, revision, selecting } from './live-objects';
import { container, deployment, object, service, workload, type Part, type RuleCases } from '../objects';

const NEW = http('web');
const both = { app: 'web', tier: 'front' };
const set = (kind: string, status: Part, spec: Part = {}) => workload(kind, 'web', listening(['web', 8080]), spec, printed(), { status });
const [OLD_POD, NEW_POD] = [listening(['http', 8080]), listening(['web', 8080])];

export const leavingPodCases: readonly RuleCases[] = [
  {
    rule: 'running-pods-leave',
    field: 'spec.ports[0].targetPort',
    message: 'The targetPort of port 80 changes from "http" to "web", so all 2 ready pods of Deployment "web" immediately stop getting requests of this port, '
      + 'before a rollout replaces them: they have no TCP port with this name, but "http" (8080). Keep targetPort "http" in this release, or use the number',
    found: { live: [http('http'), live(), pod('web'), pod('web', OLD_POD, {}, {}, { name: 'web-2' })], documents: [NEW, deployment('web', NEW_POD)] },
    nearMisses: {
      'the running pods have both names': { live: [http('http'), live(), pod('web', listening(['http', 8080], ['web', 8080]))], documents: [NEW] },
      'the name is in a sidecar': {
        live: [http('http'), pod('web', { containers: OLD_POD.containers, initContainers: [container({ restartPolicy: 'Always', ports: [{ name: 'web', containerPort: 9 }] })] })],
        documents: [NEW],
      },
      'the number of the name': { live: [http('http'), pod('web')], documents: [http(8080)] },
      'a name of the number': { live: [http(8080), pod('web')], documents: [http('http')] },
      'only the pods get another name': { live: [http('http'), live(), pod('web')], documents: [http('http'), deployment('web', NEW_POD)] },
      'no pod has the old name either': { live: [http('other'), pod('web')], documents: [NEW] },
      'a pod that is not ready': { live: [http('http'), pod('web', OLD_POD, {}, { status: NOT_READY })], documents: [NEW] },
      'a pod that is terminating': { live: [http('http'), pod('web', OLD_POD, {}, {}, { deletionTimestamp: '2026-01-01T00:00:00Z' })], documents: [NEW] },
      'a pod that has ended': { live: [http('http'), pod('web', OLD_POD, {}, { status: { phase: 'Succeeded' } })], documents: [NEW] },
      'a pod in another namespace': { live: [http('http'), pod('web', OLD_POD, {}, {}, { namespace: 'other' })], documents: [NEW] },
      'a pod of a Job': { live: [http('http'), pod('web', OLD_POD, {}, {}, ownedBy('Job', 'web'))], documents: [NEW] },
      'a paused rollout, where a live pod has the new name already': { live: [http('http'), live(OLD_POD, {}, { paused: true }), pod('web', listening(['http', 8080], ['web', 8080]))], documents: [NEW] },
      'a headless Service': { live: [http('http', { clusterIP: 'None' }), pod('web')], documents: [http('web', { clusterIP: 'None' })] },
      'an additional port': { live: [http('http'), pod('web')], documents: [service('web', { ports: [{ name: 'http', port: 80, targetPort: 'http' }, { name: 'web', port: 81, targetPort: 'web' }] })] },
    },
  },
  {
    rule: 'running-pods-leave',
    message: 'The targetPort of port 80 changes from 8080 to 9090, so the only ready pod of Deployment "web" immediately stops getting requests of this port, before a rollout replaces it: its containers do not list port 9090.',
    found: { live: [http(8080), pod('web', listening(8080))], documents: [http(9090)] },
    nearMisses: {
      'the pods list both numbers': { live: [http(8080), pod('web', listening(8080, 9090))], documents: [http(9090)] },
      'a headless Service, whose clients choose the port': { live: [http(8080, { clusterIP: 'None' }), pod('web', listening(8080))], documents: [http(9090, { clusterIP: 'None' })] },
    },
  },
  {
    rule: 'running-pods-leave',
    message: 'from "http" to 80, so',
    found: { live: [http('http'), pod('web')], documents: [service('web', { ports: [{ name: 'http', port: 80 }] })] },
    nearMisses: { 'the default is the same number': { live: [service('web', { ports: [{ name: 'http', port: 80 }] }), pod('web')], documents: [http(80)] } },
  },
  {
    rule: 'running-pods-leave',
    field: 'spec.ports[1].targetPort',
    message: 'The targetPort of port 8081 changes from "admin" to "metrics"',
    found: {
      live: [service('web', { ports: [{ name: 'admin', port: 81, targetPort: 'admin' }] }), pod('web', listening(['admin', 8081]))],
      documents: [service('web', { ports: [{ name: 'http', port: 80, targetPort: 8080 }, { name: 'admin', port: 8081, targetPort: 'metrics' }] })],
    },
    nearMisses: {},
  },
  {
    rule: 'running-pods-leave',
    field: 'spec.selector',
    message: 'The selector changes from app=web to app=web,tier=front, so 1 of 2 ready pods, of Deployment "web", immediately stops getting traffic, before a rollout replaces it: it lacks the label tier=front.',
    found: { live: [selecting({ app: 'web' }), pod('web'), pod('web', OLD_POD, both, {}, { name: 'web-2' })], documents: [selecting(both)] },
    nearMisses: {
      'all running pods have the new label': { live: [selecting({ app: 'web' }), pod('web', OLD_POD, both)], documents: [selecting(both)] },
      'fewer labels': { live: [selecting(both), pod('web', OLD_POD, both)], documents: [selecting({ app: 'web' })] },
      'other pods are ready': { live: [selecting({ app: 'web' }), pod('web'), pod('site')], documents: [selecting({ app: 'site' })] },
      'not a single pod is ready': { live: [selecting({ app: 'web' }), pod('web', OLD_POD, {}, { status: NOT_READY })], documents: [selecting(both)] },
    },
  },
  {
    rule: 'running-pods-leave',
    field: 'spec.selector',
    message: 'The selector changes from app=web to app=site, so the only ready pod of Deployment "web" immediately stops getting traffic',
    found: { live: [http('http'), pod('web'), pod('site', listening(8080))], documents: [http('http', { selector: { app: 'site' } })] },
    nearMisses: {},
  },
  {
    rule: 'running-pods-leave',
    message: 'the only ready pod of Pod "single"',
    found: { live: [selecting({ app: 'web' }), object('v1', 'Pod', 'single', { spec: OLD_POD, status: { phase: 'Running' } }, printed({ labels: { app: 'web' } }))], documents: [selecting(both)] },
    nearMisses: { 'a pending pod': { live: [selecting({ app: 'web' }), object('v1', 'Pod', 'single', { spec: OLD_POD, status: { phase: 'Pending' } }, printed({ labels: { app: 'web' } }))], documents: [selecting(both)] } },
  },
  {
    rule: 'running-pods-leave',
    message: 'the only ready pod of Deployment "web"',
    found: { live: [http('http', { publishNotReadyAddresses: true }), pod('web', OLD_POD, {}, { status: NOT_READY })], documents: [http('web', { publishNotReadyAddresses: true })] },
    nearMisses: {},
  },
  {
    rule: 'running-pods-leave',
    message: '3 of 4 ready pods, of Deployment "web" (ReplicaSet "web-a"), immediately stop getting requests',
    found: {
      live: [http('http'), live(NEW_POD, { status: { replicas: 4 } }), replicaSet('web', 'a', OLD_POD, { replicas: 3, readyReplicas: 3 }), replicaSet('web', 'b', listening(['http', 8080], ['web', 8080]), { replicas: 1, readyReplicas: 1 })],
      documents: [NEW],
    },
    nearMisses: {
      'the old ReplicaSet has no pods any more': { live: [http('http'), live(NEW_POD), replicaSet('web', 'a', OLD_POD, { replicas: 0 }), replicaSet('web', 'b', NEW_POD, { replicas: 2, readyReplicas: 2 })], documents: [NEW] },
      'the pods of the old ReplicaSet are not ready': { live: [http('http'), live(NEW_POD), replicaSet('web', 'a', OLD_POD, { replicas: 1, observedGeneration: 1 })], documents: [NEW] },
      'live pods count, and not their ReplicaSets': { live: [http('http'), live(OLD_POD), replicaSet('web', '6d4b75cb6d', OLD_POD, { replicas: 1, readyReplicas: 1 }), pod('web', listening(['http', 8080], ['web', 8080]))], documents: [NEW] },
    },
  },
  {
    rule: 'running-pods-leave',
    message: 'all 2 ready pods of Deployment "web" (ReplicaSet "web-a")',
    found: { live: [http('http'), live(NEW_POD), replicaSet('web', 'a', OLD_POD, { replicas: 2 })], documents: [NEW] },
    nearMisses: { 'the revision that has pods has the name': { live: [http('http'), live(OLD_POD), replicaSet('web', 'a', listening(['http', 1], ['web', 1]), { replicas: 2 })], documents: [NEW] } },
  },
  {
    rule: 'running-pods-leave',
    message: 'all 2 ready pods of StatefulSet "web" (ControllerRevision "web-1")',
    found: { live: [http('http'), workload('StatefulSet', 'web', NEW_POD, { replicas: 2 }, printed()), revision('StatefulSet', 'web', 'web-1', 1, OLD_POD)], documents: [NEW] },
    nearMisses: {
      'several revisions without a status': {
        live: [http('http'), workload('StatefulSet', 'web', NEW_POD, {}, printed()), revision('StatefulSet', 'web', 'web-1', 1, OLD_POD), revision('StatefulSet', 'web', 'web-2', 2, NEW_POD)],
        documents: [NEW],
      },
    },
  },
  {
    rule: 'running-pods-leave',
    message: 'the only ready pod of Deployment "web" immediately stops',
    found: { live: [http('http'), pod('web'), pod('web')], documents: [NEW] },
    nearMisses: {},
  },
  {
    rule: 'running-pods-leave',
    message: 'the only ready pod of StatefulSet "web" (ControllerRevision "web-1")',
    found: {
      live: [http('http'), set('StatefulSet', { replicas: 3, readyReplicas: 1, currentReplicas: 1, updatedReplicas: 2, currentRevision: 'web-1', updateRevision: 'web-2' }, { updateStrategy: { rollingUpdate: { partition: 2 } } }),
        revision('StatefulSet', 'web', 'web-1', 1, OLD_POD), revision('StatefulSet', 'web', 'web-2', 2, NEW_POD)],
      documents: [NEW],
    },
    nearMisses: {
      'all pods have the new revision': {
        live: [http('http'), set('StatefulSet', { replicas: 3, readyReplicas: 3, currentReplicas: 3, updatedReplicas: 3, currentRevision: 'web-2', updateRevision: 'web-2' }),
          revision('StatefulSet', 'web', 'web-1', 1, OLD_POD), revision('StatefulSet', 'web', 'web-2', 2, NEW_POD)],
        documents: [NEW],
      },
    },
  },
  {
    rule: 'running-pods-leave',
    message: 'all 4 ready pods of DaemonSet "web" (ControllerRevision "web-1")',
    found: {
      live: [http('http'), set('DaemonSet', { currentNumberScheduled: 5, numberReady: 4 }, { updateStrategy: { type: 'OnDelete' } }), revision('DaemonSet', 'web', 'web-2', 2, NEW_POD), revision('DaemonSet', 'web', 'web-1', 1, OLD_POD)],
      documents: [NEW],
    },
    nearMisses: {
      'all pods are updated': { live: [http('http'), set('DaemonSet', { currentNumberScheduled: 5, updatedNumberScheduled: 5, numberReady: 5 }), revision('DaemonSet', 'web', 'web-1', 1, OLD_POD), revision('DaemonSet', 'web', 'web-2', 2, NEW_POD)], documents: [NEW] },
    },
  },
  {
    rule: 'headless-port-leaves',
    field: 'spec.ports[0].targetPort',
    message: 'so the endpoints and SRV records of the only ready pod of Deployment "web" immediately lose the port',
    found: { live: [http('http', { clusterIP: 'None' }), pod('web')], documents: [http('web', { clusterIP: 'None' })] },
    nearMisses: { 'the pods have the name': { live: [http('http', { clusterIP: 'None' }), pod('web', listening(['http', 1], ['web', 1]))], documents: [http('web', { clusterIP: 'None' })] } },
  },
  {
    rule: 'running-pods-unknown',
    field: 'spec.ports[0].targetPort',
    message: 'what runs of Deployment "web" is not known: the live objects contain neither its pods nor its revisions. If the live pod template of Deployment "web" is what runs, its pods immediately stop getting traffic.',
    found: { live: [http('http'), live()], documents: [NEW] },
    nearMisses: {
      'nothing changes that concerns the pods': { live: [http('http'), live()], documents: [http('http', { type: 'NodePort' })] },
      'the workload has no pods': { live: [http('http'), live(OLD_POD, {}, { replicas: 0 })], documents: [NEW] },
      'its status counts no pods': { live: [http('http'), live(OLD_POD, { status: { observedGeneration: 3 } }, { replicas: 3 })], documents: [NEW] },
      'a DaemonSet without nodes': { live: [http('http'), set('DaemonSet', { currentNumberScheduled: 0 })], documents: [NEW] },
      'a workload that the Service does not select': { live: [http('http'), deployment('db', OLD_POD)], documents: [NEW] },
      'its pods are known': { live: [http('http'), live(), pod('web')], documents: [NEW] },
      'a Job': { live: [http('http'), object('batch/v1', 'Job', 'web', { spec: { template: { metadata: { labels: { app: 'web' } }, spec: OLD_POD } } })], documents: [NEW] },
    },
  },
  {
    rule: 'running-pods-unknown',
    message: /neither its pods nor its revisions\. Pods that do not fit immediately stop getting traffic\. For an exact answer, add the output of kubectl get pods,replicasets,controllerrevisions --namespace shop/,
    found: { live: [http('http'), live(listening(['http', 8080], ['web', 8080]), {}, { paused: true })], documents: [NEW] },
    nearMisses: {},
  },
  {
    rule: 'running-pods-unknown',
    message: 'of StatefulSet "web" is not known',
    found: {
      live: [http('http'), set('StatefulSet', { replicas: 3, currentReplicas: 1, updatedReplicas: 1, currentRevision: 'web-1', updateRevision: 'web-2' }, { updateStrategy: { type: 'OnDelete' } }),
        revision('StatefulSet', 'web', 'web-1', 1, NEW_POD), revision('StatefulSet', 'web', 'web-2', 2, NEW_POD)],
      documents: [NEW],
    },
    nearMisses: {},
  },
  {
    rule: 'running-pods-unknown',
    message: 'of StatefulSet "web" is not known',
    found: { live: [http('http'), set('StatefulSet', { replicas: 1, currentRevision: 'web-1', updateRevision: 'web-1' })], documents: [NEW] },
    nearMisses: {},
  },
  {
    rule: 'running-pods-unknown',
    message: 'of DaemonSet "web" is not known',
    found: {
      live: [http('http'), set('DaemonSet', { currentNumberScheduled: 3, updatedNumberScheduled: 1, numberReady: 3 }), ...[1, 2, 3].map(each => revision('DaemonSet', 'web', `web-${each}`, each, NEW_POD))],
      documents: [NEW],
    },
    nearMisses: {},
  },
  {
    rule: 'running-pods-unknown',
    message: 'the containers of the only ready pod of Deployment "web" list neither of the two ports',
    found: { live: [http(8080), pod('web', listening())], documents: [http(9090)] },
    nearMisses: { 'the same number': { live: [http('8080'), pod('web', listening())], documents: [http('8080')] } },
  },
  {
    rule: 'running-pods-unknown',
    field: 'spec.selector',
    message: 'The selector changes from app=web to app=web,tier=front, and what runs of Deployment "web" is not known',
    found: { live: [selecting({ app: 'web' }), live()], documents: [selecting(both)] },
    nearMisses: { 'fewer labels': { live: [selecting(both), live()], documents: [selecting({ app: 'web' })] } },
  },
  {
    rule: 'running-pods-unknown',
    message: 'of Deployment "web" is not known',
    found: { live: [selecting({ app: 'web', version: '1' }), live()], documents: [selecting({ app: 'web', version: '2' })] },
    nearMisses: {},
  },
  {
    rule: 'running-pods-join',
    field: 'spec.selector',
    message: 'so the Service immediately sends requests also to the running pods of Deployment "site".',
    found: { live: [selecting(both), pod('web', OLD_POD, both), pod('site', OLD_POD, { app: 'web' })], documents: [selecting({ app: 'web' })] },
    nearMisses: {
      'pods of the same workload': { live: [selecting(both), pod('web', OLD_POD, both), pod('web', OLD_POD, {}, {}, { name: 'web-2' })], documents: [selecting({ app: 'web' })] },
      'pods that are not ready': { live: [selecting(both), pod('web', OLD_POD, both), pod('site', OLD_POD, { app: 'web' }, { status: NOT_READY })], documents: [selecting({ app: 'web' })] },
    },
  },
  {
    rule: 'running-pods-join',
    message: 'of Deployment "web"',
    found: { live: [selecting(both), live()], documents: [selecting({ app: 'web' })] },
    nearMisses: {},
  },
  {
    rule: 'service-selector-changed',
    field: 'spec.selector',
    message: /^The selector changes from app=web to app=site, so .* The live objects contain no such pods: add the output of kubectl get pods/,
    found: { live: [service('web')], documents: [service('web', { selector: { app: 'site' } })] },
    nearMisses: {
      'the same labels in another order': { live: [selecting({ a: '1', b: '2' })], documents: [selecting({ b: '2', a: '1' })] },
      'no selector before': { live: [selecting(undefined)], documents: [service('web')] },
      'fewer labels': { live: [selecting(both)], documents: [selecting({ app: 'web' })] },
      'all live pods have the new labels': { live: [selecting({ app: 'web' }), pod('web', OLD_POD, both)], documents: [selecting(both)] },
      'a workload without pods': { live: [selecting({ app: 'web' }), live(OLD_POD, {}, { replicas: 0 })], documents: [selecting(both)] },
      'to an external name': { live: [selecting({ app: 'web' })], documents: [service('web', { type: 'ExternalName', externalName: 'a.example.com', selector: { app: 'b' } })] },
    },
  },
  {
    rule: 'service-selector-changed',
    message: 'which immediately moves the traffic of the only ready pod of Deployment "web" to 1 ready pod of Deployment "site".',
    found: { live: [selecting({ app: 'web' }), pod('web'), pod('site')], documents: [selecting({ app: 'site' })] },
    nearMisses: {
      'the other pods do not have the targetPort, which is an error': { live: [http('http'), pod('web'), pod('site', listening(8080))], documents: [http('http', { selector: { app: 'site' } })] },
      'the other pods are not ready, which is an error': { live: [selecting({ app: 'web' }), pod('web'), pod('site', OLD_POD, {}, { status: NOT_READY })], documents: [selecting({ app: 'site' })] },
    },
  },
  {
    rule: 'service-selector-changed',
    message: 'The selector app=web is removed, so the endpoints of the Service stay as they are',
    found: { live: [selecting({ app: 'web' })], documents: [selecting(undefined)] },
    nearMisses: {},
  },
];
