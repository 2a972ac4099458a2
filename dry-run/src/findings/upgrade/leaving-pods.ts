import { list, quote } from '../fields';
import { named, specOf } from '../inventory';
import { containerPorts, controllerSelector, type Pods } from '../pods';
import type { FindingRule, Report } from '../rule';
import { describeSelector, requirementsOfMap, selects, type Requirement } from '../selectors';
import { isExternalName, isHeadless, servicePorts, type ServicePort } from '../service-ports';
import { missing, plural, share, verb, workloads } from './described-pods';
import { readyOf, sameWorkload, type Running, type RunningPods } from './running-pods';
import { reaches, resolved, targetOf } from './target-ports';
import { updated, type Update, type UpgradeCheck } from './upgrade';

const SELECTOR = 'https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service';
const FIND_PORT = 'FindPort in k8s.io/endpointslice/utils.go';
const EVIDENCE = 'kubectl get pods,replicasets,controllerrevisions --namespace NAMESPACE --output=yaml';

export const leavingPodRules = {
  leave: {
    id: 'running-pods-leave',
    severity: 'error',
    description: 'an update of a Service takes away ready pods before a rollout replaces them: they lack a label of the new selector, or do not have the new targetPort',
    source: `${FIND_PORT}; ${SELECTOR}`,
  },
  headlessPort: {
    id: 'headless-port-leaves',
    severity: 'warning',
    description: 'a headless Service names a new targetPort that running pods do not have, so their endpoints and SRV records lose the port, and their addresses remain',
    source: `${FIND_PORT}; https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#srv-records`,
  },
  unknown: {
    id: 'running-pods-unknown',
    severity: 'warning',
    description: 'a Service changes its selector or a targetPort, and the live objects do not tell whether the running pods have it: they contain neither the pods nor the revisions of a workload',
    source: `${FIND_PORT}; https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rollover-aka-multiple-updates-in-flight`,
  },
  join: {
    id: 'running-pods-join',
    severity: 'warning',
    description: 'a Service changes its selector so that it also sends requests to running pods of another workload',
    source: SELECTOR,
  },
  selector: {
    id: 'service-selector-changed',
    severity: 'warning',
    description: 'a Service changes its selector: to other pods that are ready, which moves all traffic immediately, or the live objects contain no pods to compare',
    source: SELECTOR,
  },
} as const satisfies Record<string, FindingRule>;

/** A Service before and after its update, with the pods that serve it before. */
interface ServiceUpdate extends Update {
  readonly before: readonly Requirement[];
  readonly after: readonly Requirement[];
  /** The ready pods that the Service selects before. */
  readonly serving: readonly Running[];
  /** The workloads that may have such pods. */
  readonly unknown: readonly Pods[];
}

export const checkLeavingPods: UpgradeCheck = (upgrade, report) => {
  for (const update of updated(upgrade, '', 'Service')) {
    const { live, result } = update;
    const before = requirementsOfMap(specOf(live).selector);
    if (before.length === 0 || isExternalName(live) || isExternalName(result)) {
      continue;
    }
    const { running } = upgrade;
    const publishesAll = specOf(live).publishNotReadyAddresses === true;
    const service: ServiceUpdate = {
      ...update,
      before,
      after: requirementsOfMap(specOf(result).selector),
      serving: running.in(live.namespace).map(pods => publishesAll ? { ...pods, ready: pods.count } : pods)
        .filter(({ ready, labels }) => ready > 0 && selects(before, labels)),
      unknown: running.unknown.filter(pods => pods.entry.namespace === live.namespace && concerns(before, pods)),
    };
    checkSelector(service, running, report);
    checkPorts(service, report);
  }
};

/** Whether a selector may select the pods of a workload. They may have another template, and always have the labels of its selector. */
function concerns(requirements: readonly Requirement[], pods: Pods): boolean {
  const own = new Map((controllerSelector(pods.entry) ?? []).flatMap(({ key, values }) => values.length === 1 ? [[key, values[0]]] : []));
  const common = requirements.filter(({ key }) => own.has(key));
  return selects(requirements, pods.labels) || (common.length > 0 && common.every(({ key, values }) => own.get(key) === values[0]));
}

function checkSelector({ live, document, result, before, after, serving, unknown }: ServiceUpdate, running: RunningPods, report: Report): void {
  if (describe(before) === describe(after)) {
    return;
  }
  const change = `The selector changes from ${describeSelector(before)} to ${describeSelector(after)}`;
  if (after.length === 0) {
    report(leavingPodRules.selector, document, 'spec.selector', `The selector ${describeSelector(before)} is removed, so the endpoints of the Service stay as they are, also when their pods are replaced. Keep the selector.`);
    return;
  }
  const leaving = serving.filter(({ labels }) => !selects(after, labels));
  const joining = running.in(live.namespace).filter(({ ready, labels }) => ready > 0 && !selects(before, labels) && selects(after, labels));
  const successors = joining.filter(({ spec }) => servicePorts(result).every(port => resolved(spec, port) !== undefined));
  const fix = 'Keep the selector in this release, and roll out pods that have both the old and the new labels. Change the selector in the next release.';
  if (leaving.length > 0 && readyOf(successors) >= readyOf(leaving)) {
    report(leavingPodRules.selector, document, 'spec.selector', `${change}, which immediately moves the traffic of ${share(leaving, serving)} to ${plural(readyOf(successors), 'ready pod')} of ${workloads(successors)}. Check that these pods serve the same clients.`);
    return;
  }
  if (leaving.length > 0) {
    report(leavingPodRules.leave, document, 'spec.selector', `${change}, so ${share(leaving, serving)} immediately ${verb(leaving, 'stops', 'stop')} getting traffic, before a rollout replaces ${verb(leaving, 'it', 'them')}: ${verb(leaving, 'it lacks', 'they lack')} the label ${missing(after, leaving)}. ${fix}`);
  }
  const loosens = after.every(({ key, values }) => before.some(other => other.key === key && other.values[0] === values[0]));
  if (!loosens) {
    reportUnknown(document, 'spec.selector', change, fix, unknown.map(pods => ({ pods, loses: selects(before, pods.labels) && !selects(after, pods.labels) })), report);
    if (serving.length === 0 && unknown.length === 0 && !hasPods(running, live.namespace, before)) {
      report(leavingPodRules.selector, document, 'spec.selector', `${change}, so pods without the new labels immediately stop getting traffic, even if no pod has the new labels yet. The live objects contain no such pods: add the output of ${EVIDENCE}. ${fix}`);
    }
  }
  const strangers = [
    ...joining.map(({ workload }) => workload),
    ...running.unknown.filter(({ entry, labels }) => entry.namespace === live.namespace && !selects(before, labels) && selects(after, labels))
      .map(({ entry }) => entry),
  ].filter(workload => !serving.some(other => sameWorkload(other.workload, workload)));
  if (strangers.length > 0 && (loosens || serving.length > 0)) {
    report(leavingPodRules.join, document, 'spec.selector', `${change}, so the Service immediately sends requests also to the running pods of ${list([...new Set(strangers.map(named))])}. Keep a label in the selector that only the pods of this Service have.`);
  }
}

/** Whether the live objects contain a workload or pods that a selector selects, so that it is known that none of them is ready. */
function hasPods(running: RunningPods, namespace: string, requirements: readonly Requirement[]): boolean {
  return running.in(namespace).some(({ labels }) => selects(requirements, labels))
    || running.workloads.some(pods => pods.entry.namespace === namespace && concerns(requirements, pods));
}

function checkPorts({ live, document, result, after, serving, unknown }: ServiceUpdate, report: Report): void {
  const ports = servicePorts(result);
  for (const before of servicePorts(live)) {
    const samePort = ports.findIndex(({ port, protocol }) => port === before.port && protocol === before.protocol);
    const index = samePort >= 0 ? samePort : ports.findIndex(({ name, protocol }) => name !== '' && name === before.name && protocol === before.protocol);
    const port = ports[index];
    if (port === undefined || targetOf(port) === targetOf(before) || (isHeadless(live) && typeof targetOf(port) === 'number')) {
      continue;
    }
    const field = `spec.ports[${fieldIndex(document, port, index)}].targetPort`;
    const change = `The targetPort of port ${port.port} changes from ${quote(targetOf(before))} to ${quote(targetOf(port))}`;
    const served = serving.filter(({ labels, spec }) => selects(after, labels) && resolved(spec, before) !== undefined);
    const leaving = served.filter(({ spec }) => reaches(spec, before, port) === false);
    if (leaving.length > 0) {
      report(isHeadless(live) ? leavingPodRules.headlessPort : leavingPodRules.leave, document, field, `${change}, ${consequence(leaving, served, port, isHeadless(live))} ${portFix(before, port)}`);
    }
    const unlisted = served.filter(({ spec }) => reaches(spec, before, port) === undefined);
    if (unlisted.length > 0) {
      report(leavingPodRules.unknown, document, field, `${change}, and the containers of ${share(unlisted, served)} list neither of the two ports. It is not known whether they listen on ${quote(targetOf(port))}; if not, their requests fail until a rollout replaces them. Check this before you apply, or keep ${quote(targetOf(before))} until all pods listen on both.`);
    }
    reportUnknown(document, field, change, portFix(before, port), unknown.map(pods => ({
      pods, loses: selects(after, pods.labels) && resolved(pods.spec, before) !== undefined && reaches(pods.spec, before, port) === false,
    })), report);
  }
}

/** A workload whose pods are not known, and whether they would leave the Service if its template is what runs. */
interface Unknown {
  readonly pods: Pods;
  readonly loses: boolean;
}

function reportUnknown(document: Update['document'], field: string, change: string, fix: string, found: readonly Unknown[], report: Report): void {
  if (found.length === 0) {
    return;
  }
  const losing = found.filter(({ loses }) => loses);
  const names = (each: readonly Unknown[]) => list(each.map(({ pods }) => named(pods.entry)));
  report(leavingPodRules.unknown, document, field, `${change}, and what runs of ${names(found)} is not known: the live objects contain neither its pods nor its revisions. ${losing.length > 0
    ? `If the live pod template of ${names(losing)} is what runs, its pods immediately stop getting traffic. ${fix}`
    : 'Pods that do not fit immediately stop getting traffic.'} For an exact answer, add the output of ${EVIDENCE.replace('NAMESPACE', document.namespace)} to the live objects.`);
}

function consequence(leaving: readonly Running[], served: readonly Running[], port: ServicePort, headless: boolean): string {
  const names = [...new Set(leaving.flatMap(({ spec }) => containerPorts(spec).flatMap(({ name, number }) => name === '' ? [] : [`${quote(name)} (${number})`])))];
  const why = typeof targetOf(port) === 'number'
    ? `${verb(leaving, 'its containers do', 'their containers do')} not list port ${targetOf(port)}`
    : `${verb(leaving, 'it has', 'they have')} no ${port.protocol} port with this name${names.length === 0 ? '' : `, but ${list(names)}`}`;
  return headless
    ? `so the endpoints and SRV records of ${share(leaving, served)} immediately lose the port, before a rollout replaces the pods: ${why}.`
    : `so ${share(leaving, served)} immediately ${verb(leaving, 'stops', 'stop')} getting requests of this port, before a rollout replaces ${verb(leaving, 'it', 'them')}: ${why}.`;
}

function portFix(before: ServicePort, after: ServicePort): string {
  return typeof targetOf(after) === 'string'
    ? `Keep targetPort ${quote(targetOf(before))} in this release${typeof targetOf(before) === 'string' ? ', or use the number of the port if it stays the same' : ''}. Use the new name in the next release, when all pods have it.`
    : `Keep targetPort ${quote(targetOf(before))} in this release, in which the pods listen on both ports. Change it in the next release, or use a name that the running and the new pods have for their own port.`;
}

/** The index of the port in the document, which may have fewer ports than the result. */
function fieldIndex(document: Update['document'], wanted: ServicePort, index: number): number {
  const own = servicePorts(document).findIndex(({ port, protocol }) => port === wanted.port && protocol === wanted.protocol);
  return own >= 0 ? own : index;
}

function describe(requirements: readonly Requirement[]): string {
  return [...requirements.map(({ key, values }) => `${key}=${values[0]}`)].sort().join(',');
}
