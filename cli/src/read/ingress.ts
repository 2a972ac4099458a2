import { Fields, type UnknownField } from './fields';
import { readMetadata, type Metadata } from './metadata';
import type { Document } from '../document';

/** A path of an Ingress. */
export interface IngressPath {
  readonly path: string;
  readonly type: 'Exact' | 'Prefix' | 'ImplementationSpecific';
  readonly service: string;
  /** The number or the name of a port of the Service. */
  readonly port: number | string | undefined;
}

/** How an Ingress states its class. */
export interface IngressClassReference {
  readonly name: string;
  readonly isAnnotation: boolean;
}

/** An Ingress whose hosts have the same paths. */
export interface ReadIngress {
  readonly metadata?: Metadata;
  /** Undefined if the Ingress has no class. */
  readonly ingressClass?: IngressClassReference;
  readonly hosts: readonly string[];
  readonly paths: readonly IngressPath[];
  /** The name of the Secret with the certificate for all hosts. */
  readonly secretName?: string;
}

/** The annotation that states the class of an Ingress without `ingressClassName`. */
export const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

const TYPES = ['Exact', 'Prefix', 'ImplementationSpecific'];

/** Reads an Ingress, and records what a Route cannot express. */
export function readIngress(object: Document, unknown: UnknownField[]): ReadIngress {
  return Fields.readAll(object, unknown, ingress => {
    ingress.expect('apiVersion', 'networking.k8s.io/v1');
    ingress.expect('kind', 'Ingress');
    ingress.read('status');
    const metadata = ingress.readObject('metadata', readMetadata);
    const { [CLASS_ANNOTATION]: annotated, ...annotations } = metadata?.annotations ?? {};
    const spec = ingress.readObject('spec', readSpec);
    if (spec === undefined) {
      ingress.report('spec', 'the Ingress has no rules');
    }
    const { className, ...rest } = spec ?? { className: undefined, hosts: [], paths: [], secretName: undefined };
    if (className !== undefined && annotated !== undefined) {
      ingress.report('metadata', `the Ingress has both ingressClassName and the annotation ${CLASS_ANNOTATION}`);
    }
    const ingressClass = className !== undefined ? { name: className, isAnnotation: false }
      : annotated !== undefined ? { name: annotated, isAnnotation: true } : undefined;
    return { metadata: metadata && { labels: metadata.labels, annotations }, ingressClass, ...rest };
  });
}

interface ReadSpec extends Pick<ReadIngress, 'hosts' | 'paths' | 'secretName'> {
  readonly className?: string;
}

function readSpec(spec: Fields): ReadSpec {
  const className = spec.read<string>('ingressClassName') || undefined;
  const rules = spec.readList('rules', rule => ({
    host: rule.read<string>('host') || undefined,
    paths: rule.readObject('http', http => http.readList('paths', readPath)) ?? [],
  })) ?? [];
  const byHost = new Map<string | undefined, IngressPath[]>();
  rules.forEach(({ host, paths }) => byHost.set(host, [...byHost.get(host) ?? [], ...paths]));
  const [paths = [], ...others] = byHost.values();
  const hosts = [...byHost.keys()].flatMap(host => host ?? []);
  if (rules.length === 0) {
    spec.report('rules', spec.read('defaultBackend') ? 'the Ingress has only a default backend, and a Route always has rules' : 'the Ingress has no rules');
  } else if (paths.length === 0) {
    spec.report('rules', 'a rule without paths leads to the default backend, and the rules of a Route have backends of their own');
  } else if (others.some(each => !isSame(each, paths))) {
    spec.report('rules', 'the hosts have different paths, and all hosts of a Route have the same ones');
  } else if (hosts.length > 0 && byHost.has(undefined)) {
    spec.report('rules', 'one rule is for all hosts, and another one for a host');
  }
  return { className, hosts, paths, secretName: readTls(spec, hosts) };
}

/** The order of the paths has no meaning. */
function isSame(some: readonly IngressPath[], others: readonly IngressPath[]): boolean {
  const keys = (paths: readonly IngressPath[]) => paths.map(path => JSON.stringify(Object.entries(path).sort())).sort().join();
  return keys(some) === keys(others);
}

function readPath(path: Fields): IngressPath {
  const type = path.read<IngressPath['type']>('pathType')!;
  if (!TYPES.includes(type)) {
    path.report('pathType', 'the API server accepts only Exact, Prefix and ImplementationSpecific');
  }
  const text = String(path.read('path') ?? '');
  if (!text.startsWith('/')) {
    path.report('path', 'the paths of a Route begin with a slash');
  }
  const backend = path.readObject('backend', fields => fields.readObject('service', service => ({
    service: service.read<string>('name') ?? '',
    port: service.readObject('port', port => port.read<number>('number') ?? port.read<string>('name')),
  })));
  if (backend === undefined) {
    path.report('backend', 'a Route leads to Services');
  }
  return { path: text, type, ...backend ?? { service: '', port: undefined } };
}

/** A Route has one Secret for all its hosts. Other settings are reported. */
function readTls(spec: Fields, hosts: readonly string[]): string | undefined {
  const tls: Document = spec.read('tls');
  if (tls === undefined || tls.length === 0) {
    return undefined;
  }
  const { hosts: secured = [], secretName, ...others } = Object(tls[0]);
  const isForAll = Array.isArray(secured) && [...secured].sort().join() === [...hosts].sort().join();
  if (tls.length === 1 && secretName && isForAll && Object.keys(others).length === 0) {
    return secretName;
  }
  spec.report('tls');
  return undefined;
}
