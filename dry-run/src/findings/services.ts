import type { Check } from './check';
import { list, quote, text } from './fields';
import { isIn, named, specOf, type Entry } from './inventory';
import { containerPorts, type Pods } from './pods';
import type { FindingRule, Report } from './rule';
import { describeNone, requirementsOfMap } from './selectors';
import { isExternalName, servicePorts, type ServicePort } from './service-ports';

const SERVICE = 'https://kubernetes.io/docs/concepts/services-networking/service/';
const FIND_PORT = 'FindPort in k8s.io/endpointslice/utils.go';

export const serviceRules = {
  selectsNone: {
    id: 'service-selects-none',
    severity: 'warning',
    description: 'a Service selects no pods of any workload in the manifests, so it has no endpoints unless another program creates such pods',
    source: `${SERVICE}#defining-a-service`,
  },
  withoutEndpoints: {
    id: 'service-without-endpoints',
    severity: 'warning',
    description: 'a Service has neither a selector nor an EndpointSlice nor Endpoints in the manifests, so it has no endpoints unless another program creates them',
    source: `${SERVICE}#services-without-selectors`,
  },
  targetPort: {
    id: 'target-port-missing',
    severity: 'error',
    description: 'a Service names a targetPort that no container of the pods it selects declares with the same protocol',
    source: FIND_PORT,
  },
  targetPortPartial: {
    id: 'target-port-partial',
    severity: 'warning',
    description: 'a Service names a targetPort that only some of the pods it selects declare, so the other pods get no traffic',
    source: FIND_PORT,
  },
} as const satisfies Record<string, FindingRule>;

export const checkServices: Check = ({ objects, pods }, report) => {
  const slices = objects.everyOfKind('discovery.k8s.io', 'EndpointSlice');
  const hasSlice = ({ namespace, name }: Entry) =>
    slices.some(slice => isIn(slice, namespace) && text(slice.object, 'metadata', 'labels', 'kubernetes.io/service-name') === name);
  for (const service of objects.checkedOfKind('', 'Service')) {
    if (isExternalName(service)) {
      continue;
    }
    const { namespace, name } = service;
    const requirements = requirementsOfMap(specOf(service).selector);
    if (requirements.length > 0) {
      const selected = pods.selected(requirements, namespace);
      if (selected.length === 0 && pods.existElsewhere(requirements, namespace)) {
        continue;
      }
      if (selected.length === 0) {
        const otherNamespace = pods.namespaceOf(requirements);
        report(serviceRules.selectsNone, service, 'spec.selector', `${describeNone(requirements, namespace)} the Service has no endpoints. ${otherNamespace === undefined
          ? 'Use the labels of the pod template.'
          : `Namespace ${quote(otherNamespace)} has such pods: move the Service to that namespace.`}`);
      } else {
        checkTargetPorts(service, selected, report);
      }
    } else if (!hasSlice(service) && objects.isMissing({ group: '', kind: 'Endpoints', namespace, name })
        && !(namespace === 'default' && name === 'kubernetes') && !pods.creators.mayCreate([name], namespace)) {
      report(serviceRules.withoutEndpoints, service, 'spec.selector', `The Service has no selector, and no EndpointSlice in the manifests has the label kubernetes.io/service-name=${name}. Unless another program creates one, the Service has no endpoints. Set a selector, or add an EndpointSlice.`);
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
      report(serviceRules.targetPortPartial, service, field, `The selector also selects pods of ${workloads} that have no container port named ${quote(wanted)} with protocol ${port.protocol}, so these pods get no traffic of this port. Add a container port with this name, or narrow the selector.`);
      return;
    }
    const otherProtocol = containerPorts(without[0].spec).find(({ name }) => name === wanted);
    const names = [...new Set(without.flatMap(({ spec }) => containerPorts(spec).flatMap(({ name }) => name === '' ? [] : [quote(name)])))];
    report(serviceRules.targetPort, service, field, otherProtocol === undefined
      ? `No container of ${workloads} has a port named ${quote(wanted)}, so this port has no endpoints. ${names.length === 0 ? 'Give a container port this name, or use its number.' : `The existing names are ${list(names)}.`}`
      : `The port ${quote(wanted)} of ${workloads} has protocol ${otherProtocol.protocol}, and the Service port has protocol ${port.protocol}, so this port has no endpoints. Use the same protocol for both.`);
  });
}

function declares(spec: Pods['spec'], wanted: string, { protocol }: ServicePort): boolean {
  return containerPorts(spec).some(port => port.name === wanted && port.protocol === protocol);
}
