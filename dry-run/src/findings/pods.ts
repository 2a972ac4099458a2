import { at, fields, text, texts, type Fields } from './fields';
import { controllerOf, type Entry, type Inventory } from './inventory';
import { requirementsOf, requirementsOfMap, selects, type Labels, type Requirement } from './selectors';

/** The pods that one object makes, or is. */
export interface Pods {
  readonly entry: Entry;
  readonly labels: Labels;
  readonly spec: Fields;
  /** Where the spec of the pods stands in the object. */
  readonly specField: string;
}

const any = () => true;

const TOPOLOGY = ['topology.kubernetes.io/zone', 'topology.kubernetes.io/region'];
const JOB_NAME = ['batch.kubernetes.io/job-name', 'job-name'];
const JOB_UID = ['batch.kubernetes.io/controller-uid', 'controller-uid'];
const COMPLETION_INDEX = 'batch.kubernetes.io/job-completion-index';

/**
 * Labels that pods get besides those of their template.
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

/** Keys by which pods cannot be looked up, because their values are not written anywhere. */
const ADDED_KEYS = new Set([
  ...TOPOLOGY, ...JOB_NAME, ...JOB_UID, COMPLETION_INDEX, 'statefulset.kubernetes.io/pod-name', 'apps.kubernetes.io/pod-index',
  'controller-revision-hash', 'pod-template-hash', 'pod-template-generation',
]);

const TEMPLATE_KINDS = new Set([
  'apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet', 'apps/ReplicaSet', '/ReplicationController', 'batch/Job',
]);

/** The pods of an object, if it makes any. A custom resource does where it has a pod template as a Deployment has it. */
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

/** The pods that a controller takes for its own; undefined for an object that is no such controller. */
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

/** All pods that the objects make, found by their labels. */
export class PodIndex {
  public readonly all: readonly Pods[];
  private readonly byLabel = new Map<string, Pods[]>();

  /** Pods of a workload that is given as well are left out: live ones may still have the labels of yesterday. */
  constructor(objects: Inventory) {
    this.all = objects.entries.flatMap(entry => {
      const pods = podsOf(entry);
      const controller = controllerOf(entry);
      return pods === undefined || (controller !== undefined && objects.find(controller) !== undefined) ? [] : [pods];
    });
    for (const pods of this.all) {
      this.add(pods.entry.namespace, pods);
      for (const [label, value] of pods.labels.written) {
        this.add(`${pods.entry.namespace}/${label}=${value}`, pods);
        this.add(`/${label}=${value}`, pods);
      }
    }
  }

  /** The pods of one namespace that a selector selects, or could. */
  public selected(requirements: readonly Requirement[], namespace: string): readonly Pods[] {
    const lists = requirements.filter(({ key, operator, values }) => operator === 'In' && values.length === 1 && !ADDED_KEYS.has(key))
      .map(({ key, values }) => this.byLabel.get(`${namespace}/${key}=${values[0]}`) ?? []);
    const candidates = lists.length === 0
      ? this.byLabel.get(namespace) ?? []
      : lists.reduce((shortest, list) => list.length < shortest.length ? list : shortest);
    return candidates.filter(pods => selects(requirements, pods.labels));
  }

  /** A namespace where a selector would select pods, to be proposed in a message. */
  public namespaceOf(requirements: readonly Requirement[]): string | undefined {
    const first = requirements.find(({ operator, values }) => operator === 'In' && values.length === 1);
    const candidates = first === undefined ? [] : this.byLabel.get(`/${first.key}=${first.values[0]}`) ?? [];
    return candidates.find(pods => selects(requirements, pods.labels))?.entry.namespace;
  }

  private add(place: string, pods: Pods): void {
    const there = this.byLabel.get(place);
    if (there === undefined) {
      this.byLabel.set(place, [pods]);
    } else {
      there.push(pods);
    }
  }
}

/** The containers that run while the pod does: init containers only where they are sidecars. */
export function runningContainers(spec: Fields): readonly Fields[] {
  const containers = at(spec, 'containers');
  const initContainers = at(spec, 'initContainers');
  return [
    ...Array.isArray(containers) ? containers : [],
    ...Array.isArray(initContainers) ? initContainers.filter(container => text(container, 'restartPolicy') === 'Always') : [],
  ].map(container => fields(container));
}
