import { LABEL_SELECTOR } from './selectors';
import { kindOf } from './workloads';
import type { Document } from '../../../document';
import type { Context } from '../objects/context';
import { Assumed } from '../tree/nodes';
import { assumed, by, SET, type Field, type List, type Type } from '../tree/schema';

const PATHS: List = { order: 'unordered', by: ({ path, pathType }) => `${path || '/'} ${pathType}` };

/** The paths of a host. The longest path that matches counts, so that the order has no meaning (Ingress in k8s.io/api/networking/v1/types.go, 1.37). */
const INGRESS_RULE: Type = { fields: { http: { type: { isWhole: true, fields: { paths: { list: PATHS } } } } } };

const INGRESS: Type = {
  fields: {
    rules: { list: by('host'), type: INGRESS_RULE },
    tls: { list: by('secretName'), type: { fields: { hosts: { list: SET } } } },
  },
  complete: (spec, context) => ({
    ...spec,
    defaultBackend: spec.defaultBackend && numbered(spec.defaultBackend, context),
    rules: Array.isArray(spec.rules) ? merged(spec.rules, context) : spec.rules,
  }),
};

/** One rule for each host, with the paths of all rules for it. */
function merged(rules: readonly Document[], context: Context): Document[] {
  const byHost = new Map<string, Document>();
  for (const each of rules) {
    const before = byHost.get(each.host ?? '') ?? { ...each, http: undefined };
    const paths = each.http?.paths?.map((path: Document) => ({ ...path, backend: numbered(path.backend, context) }));
    byHost.set(each.host ?? '', paths ? { ...before, http: { paths: [...before.http?.paths ?? [], ...paths] } } : before);
  }
  return [...byHost.values()];
}

/** A backend with the number of a port that it has the name of. */
function numbered(backend: Document, context: Context): Document {
  const { name, port } = backend?.service ?? {};
  const ports: Document[] = (port?.name && context.find('', 'Service', name)?.spec?.ports) ?? [];
  const number = ports.find(each => each.name === port.name)?.port;
  return number === undefined ? backend : { ...backend, service: { ...backend.service, port: { number } } };
}

/**
 * References of the Gateway API. Defaults of all its kinds: the definitions of version 1.6, such as
 * config/crd/standard/gateway.networking.k8s.io_httproutes.yaml.
 */
const BACKEND: Type = { fields: { group: assumed('', { isExact: true }), kind: assumed('Service'), weight: assumed(1) } };

const BACKEND_REF: Type = {
  fields: { group: assumed('', { isExact: true }), kind: assumed('Service') },
  complete: (ref, { object: { metadata } }) => ofNamespace([ref], metadata.namespace)[0],
};

const PARENT: Type = { fields: { group: assumed('gateway.networking.k8s.io'), kind: assumed('Gateway') } };

const HEADERS: Type = { isWhole: true, fields: { add: { list: by('name') }, set: { list: by('name') }, remove: { list: SET } } };

const FRACTION: Type = { isWhole: true, fields: { denominator: assumed(100) } };

const FILTER: Type = {
  isWhole: true,
  fields: {
    cors: { type: { isWhole: true, fields: { maxAge: assumed(5) } } },
    requestMirror: { type: { isWhole: true, fields: { backendRef: { type: BACKEND_REF }, fraction: { type: FRACTION } } } },
    requestRedirect: { type: { isWhole: true, fields: { statusCode: assumed(302) } } },
    requestHeaderModifier: { type: HEADERS },
    responseHeaderModifier: { type: HEADERS },
  },
};

const NAMED: Field = { list: by('name'), type: { fields: { type: assumed('Exact') } } };

const HTTP_MATCH: Type = {
  complete: match => ({ path: {}, ...match }),
  fields: { path: { type: { fields: { type: assumed('PathPrefix'), value: assumed('/') } } }, headers: NAMED, queryParams: NAMED },
};

const GRPC_MATCH: Type = { isWhole: true, fields: { headers: NAMED, method: { type: { isWhole: true, fields: { type: assumed('Exact') } } } } };

/** The identity of a reference to another object. */
function reference(defaultKind: string): List {
  return {
    order: 'unordered',
    by: ({ kind = defaultKind, namespace, name, port }) => `${namespace ? `${namespace}/` : ''}${name}${port ? `:${port}` : ''}${kind === defaultKind ? '' : ` (${kind})`}`,
  };
}

/** References without the namespace of the object that has them, which is the default. */
function ofNamespace(references: Document, own: unknown): Document {
  return Array.isArray(references) ? references.map(each => each?.namespace === own ? { ...each, namespace: undefined } : each) : references;
}

/** Units of durations, in milliseconds (https://gateway-api.sigs.k8s.io/geps/gep-2257/). */
const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/** A duration such as `1m30s` in milliseconds. */
const TIMEOUT: Field = {
  convert: text => {
    const parts = [...String(text).matchAll(/(\d+)(h|ms|m|s)/g)];
    return parts.map(([part]) => part).join('') === text ? `${parts.reduce((sum, [, count, unit]) => sum + Number(count) * UNITS[unit], 0)}ms` : text;
  },
};

const TIMEOUTS: Field = { type: { fields: { request: TIMEOUT, backendRequest: TIMEOUT } } };

/** A rule whose backends have no order. Rules that match equally are tried in their order. */
function rule(matches: Field, assumedMatches: unknown): Field {
  const backends: Field = { list: reference('Service'), type: { fields: { ...BACKEND.fields, filters: { type: FILTER } } } };
  return {
    type: {
      isWhole: true,
      fields: { matches, backendRefs: backends, filters: { type: FILTER }, timeouts: TIMEOUTS },
      complete: (each, { object: { metadata } }) => ({
        ...each,
        backendRefs: ofNamespace(each.backendRefs, metadata.namespace),
        matches: each.matches?.length > 0 ? each.matches : new Assumed(assumedMatches),
      }),
    },
  };
}

/** The parents of a route are identified without their listener, which another declaration may omit. */
const PARENTS: List = { order: 'unordered', by: ({ port, ...parent }) => reference('Gateway').by(parent) };

/** A route with its rules. */
function route(rules: Field, assumedRules?: unknown): Type {
  return kindOf({
    fields: { hostnames: { list: SET }, parentRefs: { list: PARENTS, type: PARENT }, rules },
    complete: (spec, { object: { metadata } }) => ({
      ...spec,
      parentRefs: sorted(ofNamespace(spec.parentRefs, metadata.namespace)),
      rules: spec.rules?.length > 0 ? spec.rules : new Assumed(assumedRules),
    }),
  });
}

function sorted(parents: Document): Document {
  const identity = ({ sectionName, port }: Document) => `${sectionName ?? ''} ${port ?? ''}`;
  return Array.isArray(parents) ? [...parents].sort((a, b) => identity(a) < identity(b) ? -1 : 1) : parents;
}

const EVERYTHING = [{ path: { type: 'PathPrefix', value: '/' } }];

const GATEWAY = kindOf({
  fields: {
    listeners: {
      list: by('name'),
      type: {
        complete: listener => ({ ...listener, allowedRoutes: { ...listener.allowedRoutes, namespaces: { ...listener.allowedRoutes?.namespaces } } }),
        fields: {
          allowedRoutes: {
            type: {
              fields: {
                kinds: { list: SET, type: { fields: { group: assumed('gateway.networking.k8s.io') } } },
                namespaces: { type: { fields: { from: assumed('Same'), selector: { type: LABEL_SELECTOR } } } },
              },
            },
          },
          tls: {
            type: {
              isWhole: true,
              fields: { mode: assumed('Terminate'), certificateRefs: { list: SET, type: { fields: { group: assumed('', { isExact: true }), kind: assumed('Secret') } } } },
            },
          },
        },
      },
    },
    addresses: { list: SET, type: { fields: { type: assumed('IPAddress') } } },
  },
});

const HTTP_RULES = rule({ list: SET, type: HTTP_MATCH }, EVERYTHING);

/** Kinds that lead requests to Services. */
export const ROUTES: Readonly<Record<string, Type>> = {
  'networking.k8s.io/Ingress': kindOf(INGRESS),
  'networking.k8s.io/IngressClass': kindOf({ fields: { parameters: { type: { isWhole: true, fields: { scope: assumed('Cluster') } } } } }),
  'gateway.networking.k8s.io/Gateway': GATEWAY,
  'gateway.networking.k8s.io/GRPCRoute': route(rule({ list: SET, type: GRPC_MATCH }, undefined)),
  'gateway.networking.k8s.io/HTTPRoute': route(HTTP_RULES, [{ matches: EVERYTHING }]),
  'gateway.networking.k8s.io/ReferenceGrant': kindOf({ fields: { from: { list: SET }, to: { list: SET } } }),
  'gateway.networking.k8s.io/TCPRoute': route(rule({}, undefined)),
  'gateway.networking.k8s.io/TLSRoute': route(rule({}, undefined)),
  'gateway.networking.k8s.io/UDPRoute': route(rule({}, undefined)),
};
