import { at, canonical, items, quote, text, texts } from '../fields';
import { annotation, specOf, type Entry } from '../inventory';
import type { Report } from '../rule';
import { annotationField, annotationsOf, exposureRules, NEW_ADDRESS, reportRanges, reportScheme } from './exposure';
import { reachOf } from './load-balancer-annotations';
import { rangesIn } from './ranges';
import { updated, type Update, type UpgradeCheck } from './upgrade';

const ALB = 'alb.ingress.kubernetes.io/';
const PRIVATE_GATEWAY = 'appgw.ingress.kubernetes.io/use-private-ip';

/** The ranges of clients that controllers read from an Ingress. */
const RANGES: readonly (readonly string[])[] = [
  [`${ALB}inbound-cidrs`],
  // The second one is an alias since 1.9 (internal/ingress/annotations/ipallowlist/main.go in ingress-nginx).
  ['nginx.ingress.kubernetes.io/allowlist-source-range', 'nginx.ingress.kubernetes.io/whitelist-source-range'],
  ['haproxy.org/allow-list', 'haproxy.org/whitelist'],
  ['haproxy-ingress.github.io/allowlist-source-range', 'haproxy-ingress.github.io/whitelist-source-range'],
];

/** Annotations that determine which load balancer an Ingress gets. */
const LOAD_BALANCERS = [`${ALB}group.name`, `${ALB}load-balancer-name`, 'kubernetes.io/ingress.global-static-ip-name', 'kubernetes.io/ingress.regional-static-ip-name'];

/** Classes of GKE for internal load balancers: Ingress `gce-internal`, and Gateways such as `gke-l7-rilb` and `gke-l7-cross-regional-internal-managed`. */
const INTERNAL_CLASS = /^gce-internal$|^gke-.*(rilb|internal)/;

export const checkRouteExposure: UpgradeCheck = (upgrade, report) => {
  for (const update of updated(upgrade, 'networking.k8s.io', 'Ingress')) {
    checkIngress(update, report);
  }
  for (const update of updated(upgrade, 'gateway.networking.k8s.io', 'Gateway')) {
    checkGateway(update, report);
  }
};

function classOf(ingress: Entry): string | undefined {
  return annotation(ingress, 'kubernetes.io/ingress.class') ?? text(specOf(ingress), 'ingressClassName');
}

function checkIngress({ live, document, result }: Update, report: Report): void {
  const [before, after] = [annotationsOf(live), annotationsOf(result)];
  const changed = LOAD_BALANCERS.find(name => before.get(name) !== after.get(name));
  // The AWS Load Balancer Controller makes an internal load balancer without the annotation: the default of buildLoadBalancerScheme, 3.5.0.
  const scheme = (annotations: typeof before) => annotations.get(`${ALB}scheme`) === 'internet-facing';
  const isPrivate = (annotations: typeof before) => annotations.get(PRIVATE_GATEWAY) === 'true';
  if (scheme(before) !== scheme(after)) {
    reportScheme(document, annotationField(`${ALB}scheme`), scheme(after), report);
  } else if (isPrivate(before) !== isPrivate(after)) {
    reportScheme(document, annotationField(PRIVATE_GATEWAY), isPrivate(before), report);
  } else if (classOf(live) !== classOf(result)) {
    checkClass(document, 'spec.ingressClassName', classOf(live), classOf(result), report);
  } else if (changed !== undefined) {
    report(exposureRules.replaced, document, annotationField(changed), `The annotation changes from ${shown(before.get(changed))} to ${shown(after.get(changed))}, so the Ingress gets another load balancer or another address. ${NEW_ADDRESS}.`);
  }
  for (const names of RANGES) {
    const name = names.find(each => after.has(each)) ?? names.find(each => before.has(each)) ?? names[0];
    const [old, next] = [before, after].map(annotations => rangesIn(names.map(each => annotations.get(each)).find(value => value !== undefined)));
    reportRanges(document, annotationField(name), old, next, report);
  }
}

function shown(value: string | undefined): string {
  return value === undefined ? 'not set' : quote(value);
}

function checkClass(document: Entry, field: string, before: string | undefined, after: string | undefined, report: Report): void {
  const internal = [before, after].map(name => INTERNAL_CLASS.test(name ?? ''));
  if (internal[0] && !internal[1]) {
    reportScheme(document, field, true, report);
  } else {
    report(exposureRules.replaced, document, field, `The class changes from ${shown(before)} to ${shown(after)}, so another controller or another load balancer serves the ${document.kind}, at another address and possibly for more clients. ${NEW_ADDRESS}.`);
  }
}

/** From small to large, the namespaces whose routes a listener accepts. */
const ALLOWED = ['None', 'Same', 'Selector', 'All'];

function checkGateway({ live, document, result }: Update, report: Report): void {
  const [before, after] = [live, result].map(gateway => text(specOf(gateway), 'gatewayClassName'));
  const [oldReach, newReach] = [live, result].map(gateway => reachOf(texts(specOf(gateway), 'infrastructure', 'annotations'), {}));
  const name = newReach.annotation ?? oldReach.annotation;
  if (before !== after) {
    checkClass(document, 'spec.gatewayClassName', before, after, report);
  } else if (oldReach.internal !== newReach.internal && name !== undefined) {
    reportScheme(document, `spec.infrastructure.annotations[${JSON.stringify(name)}]`, oldReach.internal, report);
  } else if (canonical(addressesOf(live)) !== canonical(addressesOf(result)) && addressesOf(live).length > 0) {
    report(exposureRules.replaced, document, 'spec.addresses', `The addresses of the Gateway change. ${NEW_ADDRESS}.`);
  }
  items(specOf(result), 'listeners').forEach((listener, index) => {
    const old = items(specOf(live), 'listeners').find(each => each.name === listener.name);
    const [from, to] = [old, listener].map(each => text(each, 'allowedRoutes', 'namespaces', 'from') ?? 'Same');
    if (old !== undefined && ALLOWED.indexOf(to) > ALLOWED.indexOf(from)) {
      report(exposureRules.widened, document, `spec.listeners[${index}].allowedRoutes.namespaces.from`, `The listener accepts routes from more namespaces: ${from} changes to ${to}, so everyone who can create a route in one of them can expose a Service here. Keep ${from}, or use a Selector with the namespaces that you need.`);
    }
  });
}

function addressesOf(gateway: Entry): readonly unknown[] {
  const addresses = at(specOf(gateway), 'addresses');
  return Array.isArray(addresses) ? addresses : [];
}
