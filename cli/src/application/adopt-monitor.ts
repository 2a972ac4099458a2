import { onlyWorkload } from './belonging';
import { readWhole } from './read-whole';
import { hasLabels, type Adopted, type DeclaredService, type DeclaredWorkload, type Scope } from './scope';
import { Call, Reference, type Code } from '../code/expression';
import type { Document } from '../document';
import type { InputDocument } from '../input/read-input';
import { unlessEmpty, withoutUndefined } from '../read/fields';
import { withoutServiceLabel } from '../read/library-labels';
import type { Metadata } from '../read/metadata';
import { readMonitor, type MonitoredPort, type MonitoredPorts } from '../read/monitor';
import type { DeclaredPort } from '../read/ports';

/** Labels by which a Prometheus usually selects its monitors. The labels of all monitors are properties of the cluster. */
const LABELS_OF_CLUSTERS = ['release', 'prometheus'];

/** Whether an object is a ServiceMonitor or a PodMonitor of the Prometheus Operator. */
export function isMonitor({ object: { apiVersion, kind } }: InputDocument): boolean {
  return apiVersion === 'monitoring.coreos.com/v1' && (kind === 'ServiceMonitor' || kind === 'PodMonitor');
}

/** What a monitor reads, and the workload that it belongs to. */
interface Monitored {
  readonly declared: DeclaredWorkload;
  readonly defaultName: string;
  readonly portOf: MonitoredPorts['portOf'];
}

/** Declares a monitor as the option `metrics` of the workload whose pods it reads. */
export function adoptMonitor({ object }: InputDocument, scope: Scope): Adopted {
  const monitored = object.kind === 'ServiceMonitor' ? monitoredService(object, scope) : monitoredPods(object, scope);
  if (typeof monitored === 'string') {
    return { why: [monitored] };
  }
  const { declared, defaultName, portOf } = monitored;
  const refused = scope.refused.get(object) ?? scope.refused.get(declared.workload);
  if (refused) {
    return { why: refused };
  }
  if (declared.options.metrics !== undefined) {
    return { why: [`Another monitor is the option metrics of ${declared.id}, and there can be only one.`] };
  }
  const monitorLabels = commonLabels(scope);
  const whole = readWhole(object, fields => readMonitor(fields, object.kind, { namespace: scope.namespace, defaultName, monitorLabels, portOf }));
  if ('why' in whole) {
    return whole;
  }
  scope.profile.monitorLabels = monitorLabels;
  declared.options.metrics = whole.read as unknown as Code;
  if (object.kind === 'ServiceMonitor') {
    omitServiceLabel(declared, defaultName);
  }
  scope.belonging.push({ id: declared.id, option: 'metrics', objects: [object] });
  return { declaredAs: `option metrics of ${declared.id}` };
}

/** The declaration sets the label of the library by which its ServiceMonitor selects the Service. */
function omitServiceLabel({ options }: DeclaredWorkload, name: string): void {
  const { labels = {}, ...others } = (options.serviceMetadata ?? {}) as Metadata;
  options.serviceMetadata = unlessEmpty(withoutUndefined<Metadata>({ labels: unlessEmpty(withoutServiceLabel(labels, name)), ...others })) as Code;
}

/** The labels that all monitors of a scope have, as far as a Prometheus selects by them. */
function commonLabels(scope: Scope): Record<string, string> {
  const [first, ...others] = scope.documents.filter(isMonitor).map(({ object }) => object.metadata.labels ?? {});
  const common = LABELS_OF_CLUSTERS.filter(label => first[label] !== undefined && others.every(each => each[label] === first[label]));
  return Object.fromEntries(common.map(label => [label, first[label]]));
}

/** The Service that a ServiceMonitor selects. The monitor of the declaration selects it by a label of its own. */
function monitoredService({ spec }: Document, scope: Scope): Monitored | string {
  const labels = spec?.selector?.matchLabels ?? {};
  if (spec?.selector?.matchExpressions?.length > 0 || Object.keys(labels).length === 0) {
    return 'The selector has matchExpressions, or selects all Services of the namespace.';
  }
  const services = scope.documents.map(({ object }) => object).filter(({ apiVersion, kind }) => apiVersion === 'v1' && kind === 'Service');
  const selected = services.filter(({ metadata }) => hasLabels({ spec: { template: { metadata } } }, labels));
  if (selected.length !== 1) {
    return selected.length === 0
      ? 'It selects no Service of these manifests.'
      : `It selects the Services ${selected.map(({ metadata: { name } }) => name).join(' and ')}.`;
  }
  const found = scope.services.find(({ service }) => service === selected[0]);
  const declared = found?.workload;
  if (!found || !declared || declared.variable !== found.variable) {
    return `The Service ${selected[0].metadata.name} that it selects is not that of one declared workload.`;
  }
  return { declared, defaultName: found.name, portOf: endpoint => portOfService(found, declared, endpoint) };
}

/**
 * The port of a Service with the name that the endpoint has. The name, or otherwise the number, becomes the label `endpoint` of the metrics
 * (pkg/prometheus/promcfg.go of the Prometheus Operator 0.93), so the declaration must lead to the same.
 */
function portOfService({ service, ports }: DeclaredService, { mode }: DeclaredWorkload, { port, number }: EndpointPort): MonitoredPort | string {
  const offered: Document[] = service.spec.ports ?? [];
  const found = port === undefined
    ? offered.find(each => each.name === undefined && mode.inPlace && typeof number === 'number' && (each.targetPort ?? each.port) === number)
    : offered.find(each => each.name === port);
  const declared = found && ports.find(each => each.isExposed && each.servicePort === found.port && each.protocol === (found.protocol ?? 'TCP'));
  return declared ? monitoredPort(declared) : 'the Service has no port with this name, and a declaration refers to its ports by name';
}

/** The pods that a PodMonitor selects. */
function monitoredPods({ spec }: Document, scope: Scope): Monitored | string {
  const declared = onlyWorkload(scope, spec?.selector);
  return typeof declared === 'string'
    ? declared
    : { declared, defaultName: declared.workload.metadata.name, portOf: endpoint => portOfPods(declared, endpoint) };
}

function portOfPods({ workload, ports, mode }: DeclaredWorkload, { port, number }: EndpointPort): MonitoredPort | string {
  const { containers, initContainers } = workload.spec.template.spec;
  const listed: Document[] = [...containers, ...initContainers ?? []].flatMap(container => container.ports ?? []);
  const found = port === undefined
    ? listed.find(each => each.name === undefined && mode.inPlace && each.containerPort === number)
    : listed.find(each => each.name === port);
  const declared = found && ports.find(each => each.number === found.containerPort && each.protocol === (found.protocol ?? 'TCP'));
  return declared ? monitoredPort(declared) : 'no container has a port with this name, and a declaration refers to its ports by name';
}

type EndpointPort = Parameters<MonitoredPorts['portOf']>[0];

function monitoredPort({ name, port }: DeclaredPort): MonitoredPort {
  const { callee } = port as unknown as Call;
  return { name, isHttps: callee instanceof Reference && callee.path.at(-1) === 'https' };
}
