import { at, items, list, number, quote, text, texts } from '../fields';
import { backendsOfIngress, portOfBackend } from '../ingresses';
import { key, named, specOf, type Entry } from '../inventory';
import { GATEWAY_API } from '../reference-grants';
import { backendsOf, referenceOf, ROUTES } from '../routes';
import type { FindingRule } from '../rule';
import { requirementsOf, selects } from '../selectors';
import { describePorts, lacksPort } from '../service-ports';
import { updated, type Upgrade, type UpgradeCheck } from './upgrade';

export const portReferenceRules = {
  lost: {
    id: 'service-port-referenced',
    severity: 'warning',
    description: 'a Service loses a port, or its name, to which a live Ingress or route that is not in the manifests refers, or a ServiceMonitor',
    source: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#the-ingress-resource; https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.Endpoint',
  },
} as const satisfies Record<string, FindingRule>;

/** A port of a Service to which an object refers. */
interface PortReference {
  readonly from: Entry;
  /** The identity of the Service. */
  readonly service: string;
  readonly port: string | number;
}

export const checkPortReferences: UpgradeCheck = (upgrade, report) => {
  const updates = updated(upgrade, '', 'Service');
  const references = updates.length === 0 ? [] : [...ofIngresses(upgrade), ...ofRoutes(upgrade)];
  for (const { live, document, result } of updates) {
    const lost = [...references.filter(({ service }) => service === key(live)), ...ofMonitors(live, upgrade)]
      .filter(({ port }) => !lacksPort(live, port) && lacksPort(result, port));
    for (const port of new Set(lost.map(reference => reference.port))) {
      const referring = lost.filter(reference => reference.port === port).map(reference => reference.from);
      const from = [...new Set(referring.map(named))];
      report(portReferenceRules.lost, document, 'spec.ports', `${list(from)} ${from.length === 1 ? 'refers' : 'refer'} to port ${quote(port)} of the Service, which the update removes or renames, so ${effectOn(referring)}. After the update, the Service has ${describePorts(result)}. Keep the name and the number of the port, or first change what refers to it, to a name or number that the Service has before and after the update.`);
    }
  }
};

function effectOn(referring: readonly Entry[]): string {
  const isMonitor = ({ kind }: Entry) => kind === 'ServiceMonitor';
  return [
    ...referring.every(isMonitor) ? [] : ['requests fail'],
    ...referring.some(isMonitor) ? ['no metrics are collected'] : [],
  ].join(' and ');
}

/** The live objects that no document updates. Those in the manifests have findings of their own, such as `ingress-service-port`. */
function liveOnly({ together }: Upgrade, group: string, kind: string): readonly Entry[] {
  return together.ofKind(group, kind).filter(entry => !entry.checked);
}

function ofIngresses(upgrade: Upgrade): readonly PortReference[] {
  return liveOnly(upgrade, 'networking.k8s.io', 'Ingress').flatMap(from => backendsOfIngress(from).flatMap(({ backend }) => {
    const name = text(backend, 'service', 'name');
    const port = portOfBackend(backend);
    return name === undefined || port === undefined ? [] : [{ from, service: key({ group: '', kind: 'Service', namespace: from.namespace, name }), port }];
  }));
}

function ofRoutes(upgrade: Upgrade): readonly PortReference[] {
  return ROUTES.flatMap(kind => liveOnly(upgrade, GATEWAY_API, kind)).flatMap(from => backendsOf(from).flatMap(({ ref }) => {
    const port = number(ref, 'port');
    return port === undefined ? [] : [{ from, service: key(referenceOf(from, ref, '', 'Service')), port }];
  }));
}

/** The ports of a Service that ServiceMonitors scrape. No other finding is about those in the manifests. */
function ofMonitors(service: Entry, { together }: Upgrade): readonly PortReference[] {
  const labels = { written: texts(service.object, 'metadata', 'labels') };
  return together.ofKind('monitoring.coreos.com', 'ServiceMonitor')
    .filter(monitor => isWatched(service.namespace, monitor) && selects(requirementsOf(specOf(monitor).selector), labels))
    .flatMap(from => items(specOf(from), 'endpoints').flatMap(endpoint => text(endpoint, 'port') ?? []).map(port => ({ from, service: key(service), port })));
}

/** Whether a ServiceMonitor selects Services of a namespace: by default, only those of its own. */
function isWatched(namespace: string, monitor: Entry): boolean {
  const selector = specOf(monitor).namespaceSelector;
  const names = at(selector, 'matchNames');
  return at(selector, 'any') === true || (Array.isArray(names) && names.length > 0 ? names.includes(namespace) : monitor.namespace === namespace);
}
