import type { Check, CheckContext } from './check';
import { usesCertManager } from './config';
import { at, fields, items, list, number, quote, text, texts, type Fields } from './fields';
import { named, specOf, type Entry, type Reference } from './inventory';
import { GATEWAY_API, grants } from './reference-grants';
import type { FindingRule, Report } from './rule';
import { requirementsOf, selects } from './selectors';
import { describePorts, lacksPort } from './service-ports';

const GUIDES = 'https://gateway-api.sigs.k8s.io';

export const routeRules = {
  parent: {
    id: 'route-parent-missing',
    severity: 'warning',
    description: 'a route belongs to a Gateway or Service that is not in the manifests',
    source: `${GUIDES}/api-types/httproute/#attaching-to-gateways`,
  },
  listener: {
    id: 'route-listener-missing',
    severity: 'error',
    description: 'a route belongs to a listener that its Gateway does not have, by name or by port',
    source: `${GUIDES}/api-types/httproute/#attaching-to-gateways`,
  },
  admitted: {
    id: 'route-not-allowed',
    severity: 'error',
    description: 'a route belongs to a Gateway that allows no routes from its namespace',
    source: `${GUIDES}/concepts/security-model/#limiting-the-namespaces-where-routes-can-be-attached`,
  },
  service: {
    id: 'route-service-missing',
    severity: 'warning',
    description: 'a route sends requests to a Service that is not in the manifests',
    source: `${GUIDES}/api-types/httproute/#backendrefs-optional`,
  },
  port: {
    id: 'route-service-port',
    severity: 'error',
    description: 'a route sends requests to a port that its Service does not have',
    source: `${GUIDES}/api-types/httproute/#backendrefs-optional`,
  },
  grant: {
    id: 'reference-grant-missing',
    severity: 'warning',
    description: 'a route or Gateway refers to another namespace, and no ReferenceGrant in the manifests allows it',
    source: `${GUIDES}/api-types/referencegrant/`,
  },
  certificate: {
    id: 'gateway-certificate-missing',
    severity: 'warning',
    description: 'a listener names a certificate Secret that is not in the manifests and that cert-manager does not create',
    source: `${GUIDES}/guides/tls/`,
  },
} as const satisfies Record<string, FindingRule>;

/** The kinds of routes of the Gateway API. */
export const ROUTES = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'];

export const checkRoutes: Check = (context, report) => {
  for (const route of ROUTES.flatMap(kind => context.objects.checkedOfKind(GATEWAY_API, kind))) {
    items(specOf(route), 'parentRefs').forEach((parent, index) => checkParent(context, report, route, parent, `spec.parentRefs[${index}]`));
    for (const { ref, field } of backendsOf(route)) {
      checkBackend(context, report, route, ref, field);
    }
  }
  for (const gateway of context.objects.checkedOfKind(GATEWAY_API, 'Gateway')) {
    items(specOf(gateway), 'listeners').forEach((listener, listenerIndex) => {
      items(listener, 'tls', 'certificateRefs').forEach((ref, index) => {
        checkCertificate(context, report, gateway, ref, `spec.listeners[${listenerIndex}].tls.certificateRefs[${index}]`);
      });
    });
  }
};

/** The object to which a reference of the Gateway API refers. `group` and `kind` are its defaults. */
export function referenceOf(from: Entry, ref: Fields, group: string, kind: string): Reference {
  return {
    group: typeof ref.group === 'string' ? ref.group : group,
    kind: text(ref, 'kind') ?? kind,
    namespace: text(ref, 'namespace') ?? from.namespace,
    name: text(ref, 'name') ?? '',
  };
}

function checkParent({ objects }: CheckContext, report: Report, route: Entry, ref: Fields, field: string): void {
  const wanted = referenceOf(route, ref, GATEWAY_API, 'Gateway');
  const isGateway = wanted.group === GATEWAY_API && wanted.kind === 'Gateway';
  if (wanted.name === '' || !(isGateway || (wanted.group === '' && wanted.kind === 'Service'))) {
    return;
  }
  const parent = objects.find(wanted);
  if (objects.isMissing(wanted)) {
    report(routeRules.parent, route, `${field}.name`, `The manifests contain no ${named(wanted)} in namespace ${quote(wanted.namespace)}. Without it, this route gets no requests. Use the name and the namespace of the ${wanted.kind} that the route belongs to.`);
    return;
  }
  if (!isGateway || parent === undefined) {
    return;
  }
  const all = items(specOf(parent), 'listeners');
  const section = text(ref, 'sectionName');
  const port = number(ref, 'port');
  if (all.length === 0) {
    return;
  }
  const meant = all.filter(listener => (section === undefined || listener.name === section) && (port === undefined || listener.port === port));
  if (meant.length === 0) {
    const has = all.map(listener => `${quote(text(listener, 'name') ?? '')} (port ${number(listener, 'port') ?? 0})`);
    report(routeRules.listener, route, section === undefined ? `${field}.port` : `${field}.sectionName`, `${named(parent)} has no listener ${section === undefined ? `with port ${port}` : quote(section)}, so this route gets no requests. It has ${list(has)}.`);
  } else if (!meant.some(listener => admits({ objects }, parent, listener, route))) {
    report(routeRules.admitted, route, field, `${named(parent)} allows no routes from namespace ${quote(route.namespace)} on this listener, so this route gets no requests. Allow the namespace in allowedRoutes.namespaces of the listener. The default allows only the namespace of the Gateway.`);
  }
}

function admits({ objects }: Pick<CheckContext, 'objects'>, gateway: Entry, listener: Fields, route: Entry): boolean {
  const from = text(listener, 'allowedRoutes', 'namespaces', 'from') ?? 'Same';
  if (from !== 'Selector') {
    return from === 'All' || (from === 'Same' && gateway.namespace === route.namespace);
  }
  const namespace = objects.find({ group: '', kind: 'Namespace', namespace: '', name: route.namespace });
  return namespace === undefined || selects(requirementsOf(at(listener, 'allowedRoutes', 'namespaces', 'selector')), {
    written: new Map([...texts(namespace.object, 'metadata', 'labels'), ['kubernetes.io/metadata.name', route.namespace]]),
  });
}

/** The backends of a route, with their paths. */
export function backendsOf(route: Entry): readonly { readonly ref: Fields; readonly field: string }[] {
  const mirrors = (owner: Fields, field: string) => items(owner, 'filters').map((filter, index) => ({
    ref: fields(filter, 'requestMirror', 'backendRef'), field: `${field}.filters[${index}].requestMirror.backendRef`,
  }));
  return items(specOf(route), 'rules').flatMap((rule, ruleIndex) => [
    ...mirrors(rule, `spec.rules[${ruleIndex}]`),
    ...items(rule, 'backendRefs').flatMap((ref, index) => {
      const field = `spec.rules[${ruleIndex}].backendRefs[${index}]`;
      return [{ ref, field }, ...mirrors(ref, field)];
    }),
  ]);
}

function checkBackend({ objects }: CheckContext, report: Report, route: Entry, ref: Fields, field: string): void {
  const wanted = referenceOf(route, ref, '', 'Service');
  if (wanted.name === '') {
    return;
  }
  if (!grants(objects, route, wanted)) {
    reportGrant(report, route, wanted, field);
  }
  if (wanted.group !== '' || wanted.kind !== 'Service') {
    return;
  }
  const service = objects.find(wanted);
  if (objects.isMissing(wanted)) {
    report(routeRules.service, route, `${field}.name`, `The manifests contain no Service ${quote(wanted.name)} in namespace ${quote(wanted.namespace)}. Without it, requests fail. Use the name and the namespace of a Service.`);
  } else if (service !== undefined && typeof ref.port === 'number' && lacksPort(service, ref.port)) {
    report(routeRules.port, route, `${field}.port`, `The Service ${quote(wanted.name)} has no port ${ref.port}, so requests fail. It has ${describePorts(service)}.`);
  }
}

function checkCertificate({ objects, config }: CheckContext, report: Report, gateway: Entry, ref: Fields, field: string): void {
  const wanted = referenceOf(gateway, ref, '', 'Secret');
  if (wanted.name === '' || wanted.group !== '' || wanted.kind !== 'Secret') {
    return;
  }
  if (!grants(objects, gateway, wanted)) {
    reportGrant(report, gateway, wanted, field);
  }
  if (!usesCertManager(gateway) && !config.has('Secret', wanted.namespace, wanted.name)) {
    report(routeRules.certificate, gateway, `${field}.name`, `The manifests contain no Secret ${quote(wanted.name)} in namespace ${quote(wanted.namespace)}. Without it, the listener accepts no connections. Add a Secret of type kubernetes.io/tls, or let cert-manager create it.`);
  }
}

function reportGrant(report: Report, from: Entry, to: Reference, field: string): void {
  report(routeRules.grant, from, `${field}.namespace`, `The manifests contain no ReferenceGrant in namespace ${quote(to.namespace)} that allows references from ${from.kind} in namespace ${quote(from.namespace)} to ${named(to)}. Without it, the reference is ignored. Add a ReferenceGrant to that namespace.`);
}
