import type { RouteRule } from 'cdk8s-service-patterns';
import { Fields, withoutUndefined, type UnknownField } from './fields';
import { readMetadata, type Metadata } from './metadata';
import { readBackend, type ReadBackend } from './route-backend';
import { readFilters, type ReadFilters } from './route-filters';
import { readGrpcMatches, readHttpMatches } from './route-matches';
import { readTimeout } from './timeouts';
import type { Document } from '../document';

/** A Gateway to which a route is attached. */
export interface ReadParent {
  readonly name: string;
  readonly namespace?: string;
  readonly section?: string;
  readonly port?: number;
}

/** A rule of a route. */
export interface ReadRule {
  /** The options, apart from those for backends. */
  readonly options: RouteRule;
  readonly backends: readonly ReadBackend[];
  readonly mirror?: ReadFilters['mirror'];
}

/** A route of the Gateway API. */
export interface ReadRoute {
  readonly metadata?: Metadata;
  readonly parent: ReadParent;
  readonly hosts?: readonly string[];
  readonly rules: readonly ReadRule[];
}

/** Reads a route of the Gateway API, and records what a Route cannot express. */
export function readGatewayRoute(object: Document, unknown: UnknownField[]): ReadRoute {
  return Fields.readAll(object, unknown, route => {
    ['apiVersion', 'kind', 'status'].forEach(name => route.read(name));
    const metadata = route.readObject('metadata', readMetadata);
    const spec = route.readObject('spec', fields => readSpec(fields, object));
    if (spec === undefined) {
      route.report('spec', 'the route has no rules');
    }
    return { metadata, ...spec ?? { parent: { name: '' }, rules: [] } };
  });
}

function readSpec(spec: Fields, { kind, metadata: { namespace } }: Document): Omit<ReadRoute, 'metadata'> {
  const parents = spec.readList('parentRefs', parent => readParent(parent, namespace)) ?? [];
  if (parents.length !== 1) {
    spec.report('parentRefs', 'a Route is attached to one Gateway, with one section or all');
  }
  const hosts = spec.readTexts('hostnames');
  const rules = spec.readList('rules', rule => readRule(rule, kind, namespace)) ?? [];
  if (rules.length === 0) {
    spec.report('rules', 'the route has no rules');
  }
  return { parent: parents[0] ?? { name: '' }, hosts: hosts?.length ? hosts : undefined, rules };
}

function readParent(parent: Fields, namespace: string | undefined): ReadParent {
  parent.expect('group', 'gateway.networking.k8s.io');
  if ((parent.read('kind') ?? 'Gateway') !== 'Gateway') {
    parent.report('kind', 'a Route is attached to a Gateway');
  }
  const other = parent.read<string>('namespace');
  return withoutUndefined<ReadParent>({
    name: parent.read<string>('name') ?? '',
    namespace: other === namespace ? undefined : other,
    section: parent.read<string>('sectionName') || undefined,
    port: parent.readNumber('port'),
  });
}

function readRule(rule: Fields, kind: string, namespace: string | undefined): ReadRule {
  const matches = kind === 'HTTPRoute' ? readHttpMatches(rule) : kind === 'GRPCRoute' ? readGrpcMatches(rule) : {};
  const { options, mirror } = readFilters(rule, namespace);
  const timeouts = rule.readObject('timeouts', fields => ({ timeout: readOne(fields, 'request'), backendTimeout: readOne(fields, 'backendRequest') }));
  return { options: withoutUndefined<RouteRule>({ ...matches, ...options, ...timeouts }), backends: readBackends(rule, namespace), mirror };
}

function readBackends(rule: Fields, namespace: string | undefined): ReadBackend[] {
  const backends = rule.readList('backendRefs', ref => readBackend(ref, namespace)) ?? [];
  return backends.map(({ weight, ...backend }) => withoutUndefined({ ...backend, weight: weight === 1 ? undefined : weight }) as ReadBackend);
}

function readOne(timeouts: Fields, field: string): RouteRule['timeout'] {
  const text = timeouts.read<string>(field);
  const timeout = text === undefined ? undefined : readTimeout(String(text));
  if (text !== undefined && timeout === undefined) {
    timeouts.report(field, 'the value is not a duration of the Gateway API');
  }
  return timeout;
}
