import type { Check, CheckContext } from './check';
import { usesCertManager } from './config';
import { fields, items, number, quote, text, type Fields } from './fields';
import { named, specOf, type Entry } from './inventory';
import type { FindingRule, Report } from './rule';
import { describePorts, lacksPort } from './service-ports';

const INGRESS = 'https://kubernetes.io/docs/concepts/services-networking/ingress/';

export const ingressRules = {
  service: {
    id: 'ingress-service-missing',
    severity: 'warning',
    description: 'an Ingress sends requests to a Service that is not in the manifests',
    source: `${INGRESS}#ingress-rules`,
  },
  port: {
    id: 'ingress-service-port',
    severity: 'error',
    description: 'an Ingress sends requests to a port that its Service does not have',
    source: `${INGRESS}#ingress-rules`,
  },
  resource: {
    id: 'ingress-resource-missing',
    severity: 'warning',
    description: 'an Ingress sends requests to a resource that is not in the manifests',
    source: `${INGRESS}#resource-backend`,
  },
  tlsSecret: {
    id: 'ingress-tls-secret-missing',
    severity: 'warning',
    description: 'an Ingress names a TLS Secret that is not in the manifests and that cert-manager does not create',
    source: `${INGRESS}#tls`,
  },
  tlsKeys: {
    id: 'ingress-tls-keys',
    severity: 'error',
    description: 'an Ingress names a TLS Secret that lacks the key tls.crt or tls.key',
    source: `${INGRESS}#tls`,
  },
} as const satisfies Record<string, FindingRule>;

export const checkIngresses: Check = (context, report) => {
  for (const ingress of context.objects.checkedOfKind('networking.k8s.io', 'Ingress')) {
    backendsOfIngress(ingress).forEach(({ backend, field }) => checkBackend(context, report, ingress, backend, field));
    if (!usesCertManager(ingress)) {
      items(specOf(ingress), 'tls').forEach((tls, index) => checkTls(context, report, ingress, text(tls, 'secretName'), `spec.tls[${index}].secretName`));
    }
  }
};

/** The backends of an Ingress, with their paths. */
export function backendsOfIngress(ingress: Entry): readonly { readonly backend: Fields; readonly field: string }[] {
  const spec = specOf(ingress);
  return [
    { backend: fields(spec, 'defaultBackend'), field: 'spec.defaultBackend' },
    ...items(spec, 'rules').flatMap((rule, ruleIndex) => items(rule, 'http', 'paths').map((path, pathIndex) => ({
      backend: fields(path, 'backend'), field: `spec.rules[${ruleIndex}].http.paths[${pathIndex}].backend`,
    }))),
  ];
}

/** The name or number of the port of the Service in a backend. */
export function portOfBackend(backend: Fields): string | number | undefined {
  return text(backend, 'service', 'port', 'name') ?? number(backend, 'service', 'port', 'number');
}

function checkBackend({ objects }: CheckContext, report: Report, ingress: Entry, backend: Fields, field: string): void {
  const { namespace } = ingress;
  const resource = fields(backend, 'resource');
  const kind = text(resource, 'kind');
  const resourceName = text(resource, 'name');
  if (kind !== undefined && resourceName !== undefined) {
    const target = { group: text(resource, 'apiGroup') ?? '', kind, namespace, name: resourceName };
    if (objects.isMissing(target)) {
      report(ingressRules.resource, ingress, `${field}.resource`, `The manifests contain no ${named(target)} in namespace ${quote(namespace)}. Without it, requests fail. Use the name of a resource in this namespace.`);
    }
  }
  const name = text(backend, 'service', 'name');
  // The AWS Load Balancer Controller reads an action from an annotation instead.
  if (name === undefined || text(backend, 'service', 'port', 'name') === 'use-annotation') {
    return;
  }
  const wanted = { group: '', kind: 'Service', namespace, name };
  const service = objects.find(wanted);
  if (objects.isMissing(wanted)) {
    report(ingressRules.service, ingress, `${field}.service.name`, `The manifests contain no Service ${quote(name)} in namespace ${quote(namespace)}. Without it, requests fail. Use the name of a Service in this namespace.`);
    return;
  }
  const port = portOfBackend(backend);
  if (service !== undefined && port !== undefined && lacksPort(service, port)) {
    report(ingressRules.port, ingress, `${field}.service.port`, `The Service ${quote(name)} has no port ${quote(port)}, so requests fail. It has ${describePorts(service)}.`);
  }
}

function checkTls({ config }: CheckContext, report: Report, ingress: Entry, name: string | undefined, field: string): void {
  if (name === undefined) {
    return;
  }
  if (!config.has('Secret', ingress.namespace, name)) {
    report(ingressRules.tlsSecret, ingress, field, `The manifests contain no Secret ${quote(name)} in namespace ${quote(ingress.namespace)}. Without it, clients get a certificate that they do not trust. Add a Secret of type kubernetes.io/tls, or let cert-manager create it.`);
    return;
  }
  const keys = config.keys('Secret', ingress.namespace, name);
  const missing = keys === undefined ? [] : ['tls.crt', 'tls.key'].filter(key => !keys.has(key));
  if (missing.length > 0) {
    report(ingressRules.tlsKeys, ingress, field, `The Secret ${quote(name)} has no ${missing.join(' and no ')}, so clients get a certificate that they do not trust. Add both keys, and set the type kubernetes.io/tls.`);
  }
}
