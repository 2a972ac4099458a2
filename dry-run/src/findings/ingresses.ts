import { makesCertificates } from './config';
import { at, fields, items, quote, text, type Fields } from './fields';
import type { Check, Given } from './given';
import { named, specOf, type Entry } from './inventory';
import type { FindingRule, Report } from './rule';
import { describePorts, hasPort } from './service-ports';

const INGRESS = 'https://kubernetes.io/docs/concepts/services-networking/ingress/';

export const ingressRules = {
  service: {
    id: 'ingress-service-missing',
    severity: 'warning',
    says: 'an Ingress sends requests to a Service that is not given',
    source: `${INGRESS}#ingress-rules`,
  },
  port: {
    id: 'ingress-service-port',
    severity: 'error',
    says: 'an Ingress sends requests to a port that its Service does not have',
    source: `${INGRESS}#ingress-rules`,
  },
  resource: {
    id: 'ingress-resource-missing',
    severity: 'warning',
    says: 'an Ingress sends requests to a resource that is not given',
    source: `${INGRESS}#resource-backend`,
  },
  tlsSecret: {
    id: 'ingress-tls-secret-missing',
    severity: 'warning',
    says: 'an Ingress names a TLS Secret that is not given, nor made by cert-manager',
    source: `${INGRESS}#tls`,
  },
  tlsKeys: {
    id: 'ingress-tls-keys',
    severity: 'error',
    says: 'an Ingress names a TLS Secret without the keys tls.crt and tls.key',
    source: `${INGRESS}#tls`,
  },
} as const satisfies Record<string, FindingRule>;

export const checkIngresses: Check = (given, report) => {
  for (const ingress of given.objects.judgedOfKind('networking.k8s.io', 'Ingress')) {
    const spec = specOf(ingress);
    checkBackend(given, report, ingress, fields(spec, 'defaultBackend'), 'spec.defaultBackend');
    items(spec, 'rules').forEach((rule, ruleIndex) => items(rule, 'http', 'paths').forEach((path, pathIndex) => {
      checkBackend(given, report, ingress, fields(path, 'backend'), `spec.rules[${ruleIndex}].http.paths[${pathIndex}].backend`);
    }));
    if (!makesCertificates(ingress)) {
      items(spec, 'tls').forEach((tls, index) => checkTls(given, report, ingress, text(tls, 'secretName'), `spec.tls[${index}].secretName`));
    }
  }
};

function checkBackend({ objects }: Given, report: Report, ingress: Entry, backend: Fields, field: string): void {
  const { namespace } = ingress;
  const resource = fields(backend, 'resource');
  const kind = text(resource, 'kind');
  const resourceName = text(resource, 'name');
  if (kind !== undefined && resourceName !== undefined) {
    const target = { group: text(resource, 'apiGroup') ?? '', kind, namespace, name: resourceName };
    if (objects.find(target) === undefined) {
      report(ingressRules.resource, ingress, `${field}.resource`, `No ${named(target)} in namespace ${quote(namespace)} is given, and without it requests fail. Give a resource of this namespace.`);
    }
  }
  const name = text(backend, 'service', 'name');
  // The load balancer controller of AWS reads an action from an annotation instead
  if (name === undefined || text(backend, 'service', 'port', 'name') === 'use-annotation') {
    return;
  }
  const service = objects.find({ group: '', kind: 'Service', namespace, name });
  if (service === undefined) {
    report(ingressRules.service, ingress, `${field}.service.name`, `No Service ${quote(name)} in namespace ${quote(namespace)} is given, and without it requests fail. Give the name of a Service of this namespace.`);
    return;
  }
  const port = text(backend, 'service', 'port', 'name') ?? at(backend, 'service', 'port', 'number');
  if ((typeof port === 'string' || typeof port === 'number') && !hasPort(service, port)) {
    report(ingressRules.port, ingress, `${field}.service.port`, `The Service ${quote(name)} has no port ${quote(port)}, so that requests get an error. It has ${describePorts(service)}.`);
  }
}

function checkTls({ config }: Given, report: Report, ingress: Entry, name: string | undefined, field: string): void {
  if (name === undefined) {
    return;
  }
  if (!config.has('Secret', ingress.namespace, name)) {
    report(ingressRules.tlsSecret, ingress, field, `No Secret ${quote(name)} in namespace ${quote(ingress.namespace)} is given, and without it clients get a certificate that they do not trust. Give a Secret of type kubernetes.io/tls, or have it made.`);
    return;
  }
  const keys = config.keys('Secret', ingress.namespace, name);
  const missing = keys === undefined ? [] : ['tls.crt', 'tls.key'].filter(key => !keys.has(key));
  if (missing.length > 0) {
    report(ingressRules.tlsKeys, ingress, field, `The Secret ${quote(name)} has no ${missing.join(' and no ')}, so that clients get a certificate that they do not trust. Give it both keys, and the type kubernetes.io/tls.`);
  }
}
