import { quote, text } from '../fields';
import { specOf, type Entry } from '../inventory';
import type { FindingRule, Report } from '../rule';
import { isHeadless, servicePorts } from '../service-ports';
import { updated, type UpgradeCheck } from './upgrade';

const SERVICE = 'https://kubernetes.io/docs/concepts/services-networking/service/';

export const serviceUpgradeRules = {
  type: {
    id: 'service-type-lowered',
    severity: 'warning',
    description: 'a Service changes to a type that has no load balancer, no node ports or no cluster IP, and loses what it had',
    source: `${SERVICE}#publishing-services-service-types; dropTypeDependentFields in pkg/registry/core/service/strategy.go`,
  },
  portRemoved: {
    id: 'service-port-removed',
    severity: 'warning',
    description: 'a Service loses a port that clients may use',
    source: `${SERVICE}#field-spec-ports`,
  },
  portChanged: {
    id: 'service-port-changed',
    severity: 'warning',
    description: 'a port of a Service gets a different number, which clients do not know',
    source: `${SERVICE}#field-spec-ports`,
  },
  nodePortChanged: {
    id: 'service-node-port-changed',
    severity: 'warning',
    description: 'a port of a Service gets a different node port, which clients and load balancers do not know',
    source: `${SERVICE}#type-nodeport`,
  },
} as const satisfies Record<string, FindingRule>;

/** Each type has everything that the types before it have. */
export const TYPES = ['ExternalName', 'ClusterIP', 'NodePort', 'LoadBalancer'];

const LOST: Readonly<Record<string, string>> = {
  ClusterIP: 'its cluster IP', NodePort: 'its node ports', LoadBalancer: 'the load balancer and its address',
};

/** The type of a Service, with its default. */
export function typeOf(service: Entry): string {
  return text(specOf(service), 'type') ?? 'ClusterIP';
}

export const checkServiceUpgrades: UpgradeCheck = (upgrade, report) => {
  for (const { live, document } of updated(upgrade, '', 'Service')) {
    const before = typeOf(live);
    const after = typeOf(document);
    if (TYPES.includes(after) && TYPES.indexOf(after) < TYPES.indexOf(before)) {
      report(serviceUpgradeRules.type, document, 'spec.type', `The type changes from ${before} to ${after}, so the Service loses ${LOST[before]} and cannot get the same back. Keep the type, or add another Service and keep this one until no client needs it.`);
    }
    if (before !== 'ExternalName' && after !== 'ExternalName' && !isHeadless(live)) {
      checkPorts(live, document, report);
    }
  }
};

function checkPorts(live: Entry, document: Entry, report: Report): void {
  const ports = servicePorts(document);
  for (const before of servicePorts(live)) {
    const sameName = ports.findIndex(({ name }) => name === before.name);
    const position = sameName >= 0 ? sameName : ports.findIndex(({ port, protocol }) => port === before.port && protocol === before.protocol);
    const after = ports[position];
    const what = before.name === '' ? `port ${before.port}` : `port ${quote(before.name)} (${before.port})`;
    if (after === undefined) {
      report(serviceUpgradeRules.portRemoved, document, 'spec.ports', `The ${what} is removed, so clients that use it are refused. Keep it until no client uses it.`);
      continue;
    }
    if (after.port !== before.port) {
      report(serviceUpgradeRules.portChanged, document, `spec.ports[${position}].port`, `The number of the ${what} changes to ${after.port}, so clients that use ${before.port} are refused. Add an additional port, and keep this one until no client uses it.`);
    }
    if (before.nodePort !== 0 && after.nodePort !== 0 && after.nodePort !== before.nodePort) {
      report(serviceUpgradeRules.nodePortChanged, document, `spec.ports[${position}].nodePort`, `The node port of the ${what} changes from ${before.nodePort} to ${after.nodePort}, so clients that use ${before.nodePort} are refused. Set ${before.nodePort}, or omit nodePort to keep it.`);
    }
  }
}
