import type { Document } from '../../../src/document';
import { compare } from '../../../src/proof/compare/compare';

function route(parent: Document, rule: Document): Document {
  const metadata = { name: 'shop', namespace: 'shop' };
  return { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', metadata, spec: { parentRefs: [{ name: 'public', ...parent }], rules: [rule] } };
}

function ruleTo(namespace: Document, request: string): Document {
  const backend = { name: 'web', port: 80, ...namespace };
  return {
    filters: [{ type: 'RequestMirror', requestMirror: { backendRef: backend } }],
    backendRefs: [backend],
    timeouts: { request },
  };
}

const pathsOf = (was: Document, is: Document) => compare([was], [is]).map(({ path }) => path);

test('a reference without a namespace is to the namespace of the route', () => {
  const own = { namespace: 'shop' };
  expect(pathsOf(route(own, ruleTo(own, '1m')), route({}, ruleTo({}, '1m')))).toEqual([]);
  expect(pathsOf(route({}, ruleTo({}, '1m')), route({ namespace: 'infra' }, ruleTo({ namespace: 'other' }, '1m')))).not.toEqual([]);
});

test('timeouts are compared as durations', () => {
  expect(pathsOf(route({}, ruleTo({}, '60s')), route({}, ruleTo({}, '1m')))).toEqual([]);
  expect(pathsOf(route({}, ruleTo({}, '1m30s')), route({}, ruleTo({}, '90000ms')))).toEqual([]);
  expect(pathsOf(route({}, ruleTo({}, '61s')), route({}, ruleTo({}, '1m')))).toEqual(['spec.rules[0].timeouts.request']);
  expect(pathsOf(route({}, ruleTo({}, 'soon')), route({}, ruleTo({}, '0s')))).toEqual(['spec.rules[0].timeouts.request']);
});
