import { object, service } from './support';
import type { Document } from '../../../src/document';
import { compare } from '../../../src/proof/compare/compare';

const selectorless = service({ selector: undefined });
const endpoints = (...subsets: Document[]) => object('v1', 'Endpoints', undefined, { subsets });
const slice = (name: string, content: Document, labels: Document = {}) => object('discovery.k8s.io/v1', 'EndpointSlice', undefined, {
  metadata: { name, labels: { 'kubernetes.io/service-name': 'web', ...labels } }, addressType: 'IPv4', ...content,
});
const both = endpoints({ addresses: [{ ip: '10.0.0.1' }, { ip: '10.0.0.2', hostname: 'b' }], notReadyAddresses: [{ ip: '10.0.0.3' }], ports: [{ port: 80 }] });

test('Endpoints are equal to EndpointSlices with the same addresses and ports', () => {
  const slices = [
    slice('a', { endpoints: [{ addresses: ['10.0.0.2'], hostname: 'b' }, { addresses: ['10.0.0.3'], conditions: { ready: false } }], ports: [{ port: 80 }] }),
    slice('b', { endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: true } }], ports: [{ port: 80, name: '', protocol: 'TCP' }] }),
  ];
  expect(compare([selectorless, both], [selectorless, ...slices])).toEqual([]);
  expect(compare([selectorless, ...slices], [selectorless, both])).toEqual([]);
});

test('each address and port that differs is reported', () => {
  const other = slice('a', { endpoints: [{ addresses: ['10.0.0.1'] }, { addresses: ['10.0.0.2'] }], ports: [{ port: 80, name: 'http' }] });
  expect(compare([selectorless, both], [selectorless, other]).map(({ object: title, path, was, is }) => [title, path, was, is])).toEqual([
    ['Endpoints web', 'addresses[10.0.0.1:80/TCP].name', undefined, 'http'],
    ['Endpoints web', 'addresses[10.0.0.2:80/TCP].name', undefined, 'http'],
    ['Endpoints web', 'addresses[10.0.0.2:80/TCP].hostname', 'b', undefined],
    ['Endpoints web', 'addresses[10.0.0.3:80/TCP]', { ready: false }, undefined],
  ]);
});

test('the name of a port that had none is an intent', () => {
  const [a, b] = [{}, { name: 'http' }].map(name => ({ endpoints: [{ addresses: ['10.0.0.1'] }], ports: [{ port: 80, ...name }] }));
  expect(compare([selectorless, slice('a', a)], [selectorless, slice('b', b)])).toEqual([
    {
      object: 'EndpointSlice a',
      path: 'addresses[10.0.0.1:80/TCP].name',
      was: undefined,
      is: 'http',
      intent: expect.stringContaining('docs/ports.md'),
    },
  ]);
});

test('endpoints without ports have addresses', () => {
  expect(compare([endpoints({ addresses: [{ ip: '10.0.0.1' }] })], [slice('a', { endpoints: [{ addresses: ['10.0.0.1'] }] })])).toEqual([]);
});

test('endpoints with the same names on both sides are compared one by one', () => {
  const [a, b] = ['10.0.0.1', '10.0.0.2'].map(ip => endpoints({ addresses: [{ ip }] }));
  expect(compare([a], [b]).map(each => each.path)).toEqual(['subsets[0].addresses[0].ip']);
});

test('endpoints without a counterpart are missing', () => {
  expect(compare([selectorless, both], [selectorless])).toEqual([{ object: 'Endpoints web', path: '', was: 'Endpoints', is: undefined }]);
});

test('endpoints that controllers wrote are no part of an application', () => {
  const written = slice('web-abc', {}, { 'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io' });
  expect(compare([service(), both, written], [service()])).toEqual([]);
});
