import { items, list, quote, text } from './fields';
import type { Check } from './given';
import { named, specOf, type Entry } from './inventory';
import { runningContainers, type Pods } from './pods';
import type { FindingRule, Report } from './rule';
import { describeSelector, requirementsOfMap } from './selectors';
import { isExternalName, servicePorts, type ServicePort } from './service-ports';

const SERVICE = 'https://kubernetes.io/docs/concepts/services-networking/service/';
const FIND_PORT = 'FindPort in k8s.io/endpointslice/utils.go';

export const serviceRules = {
  selectsNone: {
    id: 'service-selects-none',
    severity: 'warning',
    says: 'a Service selects no pods of any workload that is given, so that its address leads nowhere',
    source: `${SERVICE}#defining-a-service`,
  },
  withoutEndpoints: {
    id: 'service-without-endpoints',
    severity: 'warning',
    says: 'a Service without a selector has no EndpointSlice or Endpoints either, so that its address leads nowhere',
    source: `${SERVICE}#services-without-selectors`,
  },
  targetPort: {
    id: 'target-port-missing',
    severity: 'error',
    says: 'a Service names a targetPort that no container of the pods it selects declares with the same protocol',
    source: FIND_PORT,
  },
  targetPortPartial: {
    id: 'target-port-partial',
    severity: 'warning',
    says: 'a Service names a targetPort that only some of the pods it selects declare, so that the others get no traffic',
    source: FIND_PORT,
  },
} as const satisfies Record<string, FindingRule>;

export const checkServices: Check = ({ objects, pods }, report) => {
  const withSlices = new Set(objects.ofKind('discovery.k8s.io', 'EndpointSlice')
    .map(({ object, namespace }) => `${namespace}/${text(object, 'metadata', 'labels', 'kubernetes.io/service-name')}`));
  for (const service of objects.judgedOfKind('', 'Service')) {
    if (isExternalName(service)) {
      continue;
    }
    const { namespace, name } = service;
    const requirements = requirementsOfMap(specOf(service).selector);
    if (requirements.length > 0) {
      const selected = pods.selected(requirements, namespace);
      const selector = describeSelector(requirements);
      if (selected.length === 0) {
        const elsewhere = pods.namespaceOf(requirements);
        report(serviceRules.selectsNone, service, 'spec.selector', `No pods in namespace ${quote(namespace)} have the labels ${selector}, so that the Service has no endpoints. ${elsewhere === undefined
          ? 'Give the labels of the pod template that shall answer.'
          : `There are such pods in namespace ${quote(elsewhere)}: put the Service there.`}`);
      } else {
        checkTargetPorts(service, selected, report);
      }
    } else if (!withSlices.has(`${namespace}/${name}`) && objects.find({ group: '', kind: 'Endpoints', namespace, name }) === undefined
        && !(namespace === 'default' && name === 'kubernetes')) {
      report(serviceRules.withoutEndpoints, service, 'spec.selector', `No selector is given, and no EndpointSlice is labelled kubernetes.io/service-name=${name}, so that the Service has no endpoints. Give it the labels of pods as selector, or an EndpointSlice.`);
    }
  }
};

function checkTargetPorts(service: Entry, selected: readonly Pods[], report: Report): void {
  servicePorts(service).forEach((port, index) => {
    const wanted = port.targetPort;
    if (typeof wanted !== 'string') {
      return;
    }
    const without = selected.filter(({ spec }) => !declares(spec, wanted, port));
    if (without.length === 0) {
      return;
    }
    const field = `spec.ports[${index}].targetPort`;
    const workloads = list(without.map(({ entry }) => named(entry)));
    if (without.length < selected.length) {
      report(serviceRules.targetPortPartial, service, field, `The selector also selects ${workloads}, without a container port named ${quote(wanted)} with protocol ${port.protocol}, so that those pods get nothing of this port. Name a port of theirs so, or narrow the selector.`);
      return;
    }
    const otherProtocol = containerPorts(without[0].spec).find(({ name }) => name === wanted);
    const names = [...new Set(without.flatMap(({ spec }) => containerPorts(spec).flatMap(({ name }) => name === '' ? [] : [quote(name)])))];
    report(serviceRules.targetPort, service, field, otherProtocol === undefined
      ? `No container of ${workloads} has a port named ${quote(wanted)}, so that this port has no endpoints. ${names.length === 0 ? 'Name a container port so, or give its number.' : `There is ${list(names)}.`}`
      : `The port ${quote(wanted)} of ${workloads} has protocol ${otherProtocol.protocol}, and the Service port ${port.protocol}, so that this port has no endpoints. Give both the same protocol.`);
  });
}

function declares(spec: Pods['spec'], wanted: string, { protocol }: ServicePort): boolean {
  return containerPorts(spec).some(port => port.name === wanted && port.protocol === protocol);
}

function containerPorts(spec: Pods['spec']): readonly { readonly name: string; readonly protocol: string }[] {
  return runningContainers(spec).flatMap(container => items(container, 'ports').map(port => ({
    name: text(port, 'name') ?? '', protocol: text(port, 'protocol') ?? 'TCP',
  })));
}
