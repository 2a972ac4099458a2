import { at, list, quote, text, texts } from '../fields';
import { specOf, type Entry } from '../inventory';
import type { FindingRule, Report } from '../rule';
import { ADDRESS_ANNOTATIONS, reachOf, SOURCE_RANGES } from './load-balancer-annotations';
import { rangesAdded, rangesIn } from './ranges';
import { TYPES, typeOf } from './services';
import { updated, type Update, type UpgradeCheck } from './upgrade';

export const exposureRules = {
  widened: {
    id: 'exposure-widened',
    severity: 'warning',
    description: 'an update lets more clients connect: an internal load balancer becomes public, source ranges are removed or larger, a Service gets node ports, a load balancer or external IPs, or a Gateway accepts routes of more namespaces',
    source: 'https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types; https://kubernetes.io/docs/concepts/services-networking/service/#internal-load-balancer; https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/; https://gateway-api.sigs.k8s.io/concepts/security-model/',
  },
  replaced: {
    id: 'load-balancer-replaced',
    severity: 'warning',
    description: 'an update gives a Service, Ingress or Gateway another load balancer or another address, and clients know the one that it has',
    source: 'https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer; https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/',
  },
} as const satisfies Record<string, FindingRule>;

/** What a wider exposure reaches, by the type of the Service. */
const REACHES: Readonly<Record<string, string>> = {
  NodePort: 'clients that reach a node can connect to its node ports',
  LoadBalancer: 'clients outside the cluster can connect to its load balancer',
};

export const NEW_ADDRESS = 'Clients, DNS records and firewalls know the present address. Add a second Service, Ingress or Gateway with the new setting, move the clients, and remove this one';

export function annotationsOf({ object }: Pick<Entry, 'object'>): ReadonlyMap<string, string> {
  return texts(object, 'metadata', 'annotations');
}

/** The field of an annotation. */
export function annotationField(name: string): string {
  return `metadata.annotations[${JSON.stringify(name)}]`;
}

export const checkServiceExposure: UpgradeCheck = (upgrade, report) => {
  for (const update of updated(upgrade, '', 'Service')) {
    checkType(update, report);
    checkExternalIps(update, report);
    if (typeOf(update.live) === 'LoadBalancer' && typeOf(update.result) === 'LoadBalancer') {
      const [before, after] = [update.live, update.result].map(service => reachOf(annotationsOf(service), specOf(service)));
      if (before.internal !== after.internal) {
        const annotation = (after.annotation ?? before.annotation);
        reportScheme(update.document, annotation === undefined ? 'metadata.annotations' : annotationField(annotation), before.internal, report);
      } else {
        checkAddress(update, report);
      }
      checkRanges(update, report);
    }
  }
};

/** Reports a load balancer that becomes public or internal. */
export function reportScheme(document: Entry, field: string, wasInternal: boolean, report: Report): void {
  if (wasInternal) {
    report(exposureRules.widened, document, field, `The load balancer changes from internal to public, so clients on the internet can connect, and it gets a new address. Keep the setting that makes it internal. If it should be public, add a second ${document.kind} for the public clients.`);
  } else {
    report(exposureRules.replaced, document, field, `The load balancer changes from public to internal, so it gets a new address, and clients on the internet cannot connect any more. ${NEW_ADDRESS}.`);
  }
}

function checkType({ live, document, result }: Update, report: Report): void {
  const [before, after] = [typeOf(live), typeOf(result)];
  if (before !== 'ExternalName' && TYPES.indexOf(after) > TYPES.indexOf(before) && after in REACHES) {
    const where = after === 'LoadBalancer' && reachOf(annotationsOf(result), specOf(result)).internal ? ', which is internal' : '';
    const ranges = after === 'LoadBalancer' && sourceRanges(result).length === 0 ? ' Set loadBalancerSourceRanges to restrict the clients, or keep the type.' : ' Keep the type if these clients should not connect.';
    report(exposureRules.widened, document, 'spec.type', `The type changes from ${before} to ${after}, so ${REACHES[after]}${where}.${ranges}`);
  }
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter(each => typeof each === 'string') : [];
}

function checkExternalIps({ live, document, result }: Update, report: Report): void {
  const before = strings(specOf(live).externalIPs);
  const added = strings(specOf(result).externalIPs).filter(address => !before.includes(address));
  if (added.length > 0) {
    report(exposureRules.widened, document, 'spec.externalIPs', `The external IPs ${list(added)} are added, so clients that reach a node with one of these addresses can connect. Remove them if these clients should not connect.`);
  }
}

/** The ranges from which clients can connect. The field has precedence over the annotation. */
function sourceRanges(service: Entry): readonly string[] {
  const ranges = strings(specOf(service).loadBalancerSourceRanges).map(range => range.trim());
  return ranges.length > 0 ? ranges : rangesIn(annotationsOf(service).get(SOURCE_RANGES));
}

function checkRanges({ live, document, result }: Update, report: Report): void {
  reportRanges(document, 'spec.loadBalancerSourceRanges', sourceRanges(live), sourceRanges(result), report);
}

/** Reports ranges of clients that are removed or larger. No range means all clients. */
export function reportRanges(document: Entry, field: string, before: readonly string[], after: readonly string[], report: Report): void {
  const added = rangesAdded(before, after);
  if (before.length > 0 && after.length === 0) {
    report(exposureRules.widened, document, field, `The source ranges ${list(before)} are removed, so clients from all addresses can connect. Keep the ranges.`);
  } else if (before.length > 0 && added.length > 0) {
    report(exposureRules.widened, document, field, `The source ranges change from ${list(before)} to ${list(after)}, so clients from ${list(added)} can connect too. Remove the ranges from which no clients should connect.`);
  }
}

function checkAddress({ live, document, result }: Update, report: Report): void {
  const [before, after] = [annotationsOf(live), annotationsOf(result)];
  const changed = ADDRESS_ANNOTATIONS.find(name => before.get(name) !== after.get(name));
  const [oldIp, newIp] = [live, result].map(service => text(specOf(service), 'loadBalancerIP'));
  if (oldIp !== newIp && newIp !== undefined && !holds(live, newIp)) {
    report(exposureRules.replaced, document, 'spec.loadBalancerIP', `The address of the load balancer changes${oldIp === undefined ? '' : ` from ${quote(oldIp)}`} to ${quote(newIp)}. ${NEW_ADDRESS}.`);
  } else if (changed !== undefined && !(after.get(changed) !== undefined && rangesIn(after.get(changed)).every(address => holds(live, address)))) {
    const [from, to] = [before.get(changed), after.get(changed)].map(value => value === undefined ? 'not set' : quote(value));
    report(exposureRules.replaced, document, annotationField(changed), `The annotation changes from ${from} to ${to}, so the Service gets another load balancer or another address. ${NEW_ADDRESS}.`);
  }
}

/** Whether the load balancer of a Service has an address now. */
function holds(service: Entry, address: string): boolean {
  const ingress = at(service.object, 'status', 'loadBalancer', 'ingress');
  return Array.isArray(ingress) && ingress.some(each => text(each, 'ip') === address);
}
