import { at, fields, items, number, text, texts, type Fields } from './fields';
import { controllerOf, isIn, workloadOf, type Entry, type Inventory } from './inventory';
import { OtherCreators } from './other-creators';
import { requirementsOf, requirementsOfMap, selects, type Labels, type Requirement } from './selectors';

/** The pods that an object creates, or the object itself if it is a Pod. */
export interface Pods {
  readonly entry: Entry;
  readonly labels: Labels;
  readonly spec: Fields;
  /** The path of the pod spec in the object. */
  readonly specField: string;
}

const any = () => true;

const TOPOLOGY = ['topology.kubernetes.io/zone', 'topology.kubernetes.io/region'];
const JOB_NAME = ['batch.kubernetes.io/job-name', 'job-name'];
const JOB_UID = ['batch.kubernetes.io/controller-uid', 'controller-uid'];
const COMPLETION_INDEX = 'batch.kubernetes.io/job-completion-index';

/**
 * Labels that pods get in addition to the labels of their template.
 *
 * Source: `updateIdentity` in pkg/controller/statefulset, `getNewReplicaSet` in pkg/controller/deployment, `snapshot` in
 * pkg/controller/daemon, `generateSelector` in pkg/registry/batch/job, plugin/pkg/admission/podtopologylabels.
 */
function addedLabels({ kind, name }: Entry): Labels['added'] {
  const added = new Map<string, (value: string) => boolean>(TOPOLOGY.map(key => [key, any]));
  const numbered = (value: string) => value.startsWith(`${name}-`) && /^\d+$/.test(value.slice(name.length + 1));
  switch (kind) {
    case 'StatefulSet':
      return added.set('statefulset.kubernetes.io/pod-name', numbered)
        .set('apps.kubernetes.io/pod-index', value => /^\d+$/.test(value))
        .set('controller-revision-hash', value => value.startsWith(`${name}-`));
    case 'Deployment':
      return added.set('pod-template-hash', any);
    case 'DaemonSet':
      return added.set('controller-revision-hash', any).set('pod-template-generation', any);
    case 'Job':
    case 'CronJob':
      JOB_NAME.forEach(key => added.set(key, kind === 'Job' && name !== '' ? value => value === name : value => value.startsWith(name)));
      JOB_UID.forEach(key => added.set(key, any));
      return added.set(COMPLETION_INDEX, value => /^\d+$/.test(value));
    default:
      return added;
  }
}

/** Keys that cannot be used to look up pods, because no manifest contains their values. */
const ADDED_KEYS = new Set([
  ...TOPOLOGY, ...JOB_NAME, ...JOB_UID, COMPLETION_INDEX, 'statefulset.kubernetes.io/pod-name', 'apps.kubernetes.io/pod-index',
  'controller-revision-hash', 'pod-template-hash', 'pod-template-generation',
]);

const TEMPLATE_KINDS = new Set([
  'apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet', 'apps/ReplicaSet', '/ReplicationController', 'batch/Job',
]);

/** The pods that an object creates. A custom resource creates pods if it has a pod template in the same place as a Deployment. */
export function podsOf(entry: Entry): Pods | undefined {
  const { object, group, kind } = entry;
  const pods = (labels: unknown, spec: unknown, specField: string): Pods => ({
    entry, labels: { written: texts(labels), added: addedLabels(entry) }, spec: fields(spec), specField,
  });
  if (group === '' && kind === 'Pod') {
    return pods(at(object, 'metadata', 'labels'), at(object, 'spec'), 'spec');
  }
  if (group === 'batch' && kind === 'CronJob') {
    const template = at(object, 'spec', 'jobTemplate', 'spec', 'template');
    return pods(at(template, 'metadata', 'labels'), at(template, 'spec'), 'spec.jobTemplate.spec.template.spec');
  }
  const template = at(object, 'spec', 'template');
  return TEMPLATE_KINDS.has(`${group}/${kind}`) || Array.isArray(at(template, 'spec', 'containers'))
    ? pods(at(template, 'metadata', 'labels'), at(template, 'spec'), 'spec.template.spec')
    : undefined;
}

const SELECTING_KINDS = new Set(['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet', 'apps/ReplicaSet']);

/** The selector of the pods that a controller manages. Undefined for an object that is not such a controller. */
export function controllerSelector({ object, group, kind }: Entry): readonly Requirement[] | undefined {
  const selector = at(object, 'spec', 'selector');
  if (typeof selector !== 'object' || selector === null) {
    return undefined;
  }
  if (group === '' && kind === 'ReplicationController') {
    return requirementsOfMap(selector);
  }
  return SELECTING_KINDS.has(`${group}/${kind}`) ? requirementsOf(selector) : undefined;
}

/** All pods that the objects create, indexed by their labels. */
export class PodIndex {
  public readonly all: readonly Pods[];
  /** The programs that create pods which are not among the objects. */
  public readonly creators: OtherCreators;
  private readonly byLabel = new Map<string, Pods[]>();
  /** The pods of objects that exist elsewhere. */
  private readonly elsewhere: readonly Pods[];

  /** Omits pods whose workload is among the objects: live pods may still have the labels of an earlier version. */
  constructor(objects: Inventory) {
    this.all = objects.entries.flatMap(entry => {
      const pods = podsOf(entry);
      const owners = [controllerOf(entry), workloadOf(entry, objects)].filter(owner => owner !== entry);
      return pods === undefined || owners.some(owner => owner !== undefined && objects.find(owner) !== undefined) ? [] : [pods];
    });
    this.creators = new OtherCreators(objects);
    this.elsewhere = objects.context.flatMap(entry => podsOf(entry) ?? []);
    for (const pods of this.all) {
      this.add(pods.entry.namespace, pods);
      for (const [label, value] of pods.labels.written) {
        this.add(`${pods.entry.namespace}/${label}=${value}`, pods);
        this.add(`/${label}=${value}`, pods);
      }
    }
  }

  /** The pods of a namespace that a selector selects or could select. */
  public selected(requirements: readonly Requirement[], namespace: string): readonly Pods[] {
    const lists = requirements.filter(({ key, operator, values }) => operator === 'In' && values.length === 1 && !ADDED_KEYS.has(key))
      .map(({ key, values }) => this.byLabel.get(`${namespace}/${key}=${values[0]}`) ?? []);
    const candidates = lists.length === 0
      ? this.byLabel.get(namespace) ?? []
      : lists.reduce((shortest, list) => list.length < shortest.length ? list : shortest);
    return candidates.filter(pods => selects(requirements, pods.labels));
  }

  /** Whether pods that a selector selects can exist that the objects do not create. */
  public existElsewhere(requirements: readonly Requirement[], namespace: string): boolean {
    return this.creators.mayCreate(requirements.flatMap(({ operator, values }) => operator === 'In' ? values : []), namespace)
      || this.elsewhere.some(pods => isIn(pods.entry, namespace) && selects(requirements, pods.labels));
  }

  /** A namespace where a selector would select pods, to propose in a message. */
  public namespaceOf(requirements: readonly Requirement[]): string | undefined {
    const first = requirements.find(({ operator, values }) => operator === 'In' && values.length === 1);
    const candidates = first === undefined ? [] : this.byLabel.get(`/${first.key}=${first.values[0]}`) ?? [];
    return candidates.find(pods => selects(requirements, pods.labels))?.entry.namespace;
  }

  private add(place: string, pods: Pods): void {
    const existing = this.byLabel.get(place);
    if (existing === undefined) {
      this.byLabel.set(place, [pods]);
    } else {
      existing.push(pods);
    }
  }
}

/** The containers that run as long as the pod runs. Init containers are included only if they are sidecars. */
export function runningContainers(spec: Fields): readonly Fields[] {
  const containers = at(spec, 'containers');
  const initContainers = at(spec, 'initContainers');
  return [
    ...Array.isArray(containers) ? containers : [],
    ...Array.isArray(initContainers) ? initContainers.filter(container => text(container, 'restartPolicy') === 'Always') : [],
  ].map(container => fields(container));
}

/** The ports that the running containers list. */
export function containerPorts(spec: Fields): readonly { readonly name: string; readonly number?: number; readonly protocol: string }[] {
  return runningContainers(spec).flatMap(container => items(container, 'ports').map(port => ({
    name: text(port, 'name') ?? '', number: number(port, 'containerPort'), protocol: text(port, 'protocol') ?? 'TCP',
  })));
}
