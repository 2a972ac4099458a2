import { ServerDryRun, type ApiObject } from 'kubernetes-dry-run';
import { configMap } from '../support';

jest.setTimeout(60_000);

const dryRun = new ServerDryRun({ kubernetesVersion: '1.36', references: false });

/** The annotation that client-side apply adds to an object with one key of data has this size without the value. */
const AROUND_VALUE = 'kubectl.kubernetes.io/last-applied-configuration'.length
  + '{"apiVersion":"v1","data":{"a":""},"kind":"ConfigMap","metadata":{"annotations":{},"name":"a","namespace":"default"}}\n'.length;
const LIMIT = 262_144;

const withValue = (value: string, metadata: object = {}): ApiObject => configMap('a', { metadata: { name: 'a', ...metadata }, data: { a: value } });
const sizes = (document: ApiObject) => dryRun.apply([document]).findings.map(({ rule, severity, message }) => [rule, severity, /would have (\d+) bytes/.exec(message)?.[1]]);

test.each([
  ['the limit', 'x'.repeat(LIMIT - AROUND_VALUE), []],
  ['one byte more', 'x'.repeat(LIMIT - AROUND_VALUE + 1), [['client-side-apply-size', 'warning', `${LIMIT + 1}`]]],
  ['characters that kubectl escapes', '<'.repeat(50_000), [['client-side-apply-size', 'warning', `${AROUND_VALUE + 6 * 50_000}`]]],
])('an object that client-side apply cannot store is reported: %s', (_, value, expected) => {
  expect(sizes(withValue(value))).toEqual(expected);
});

test('the other annotations of the object count, and the annotation of an earlier apply does not', () => {
  const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': '{}', 'note': 'y'.repeat(1000) };
  const value = 'x'.repeat(LIMIT - AROUND_VALUE);

  // The annotation note is counted twice: in the object, and in the annotation with the object.
  expect(sizes(withValue(value, { annotations }))).toEqual([['client-side-apply-size', 'warning', `${LIMIT + 1004 + '"note":""'.length + 1000}`]]);
});

test('an object that etcd would not store is refused', () => {
  const { accepted, causes } = dryRun.apply([withValue('x'.repeat(1000)), configMap('b', { binaryData: undefined, data: { a: 'x'.repeat(1_048_000) } })]).results[1];
  expect({ accepted, causes }).toEqual({ accepted: true, causes: [] });

  const definition = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'widgets.example.com' },
    spec: {
      group: 'example.com',
      scope: 'Cluster',
      names: { kind: 'Widget', plural: 'widgets' },
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { 'type': 'object', 'x-kubernetes-preserve-unknown-fields': true } } }],
    },
  };
  const widget = { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w' }, spec: 'x'.repeat(1_600_000) };
  expect(dryRun.apply([definition, widget]).results[1]).toMatchObject({
    accepted: false, causes: [{ reason: 'InternalError', message: expect.stringMatching(/^etcdserver: request is too large: the object would have 16\d{5} bytes in etcd, which accepts at most 1572864 bytes/) }],
  });
});

test('an object that is larger than a request may be is refused', () => {
  expect(dryRun.apply([withValue('x'.repeat(3 * 1024 * 1024))]).results[0]).toMatchObject({
    accepted: false, causes: [{ reason: 'RequestEntityTooLarge', message: 'Request entity too large: limit is 3145728' }],
  });
});
