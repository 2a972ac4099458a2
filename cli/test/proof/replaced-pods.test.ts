import { deployment, object } from './compare/support';
import type { Document } from '../../src/document';
import { keyOf } from '../../src/proof/compare/objects/identity';
import { replacedPods } from '../../src/proof/replaced-pods';

/** The fields of a pod that an update changes. */
function changes(before: Document, after: Document): unknown[] {
  const [live, updated] = [before, after].map(pod => deployment(pod));
  return replacedPods([{ original: live, live }], new Map([[keyOf(updated), updated]])).flatMap(({ fields }) => fields);
}

const container = (fields: Document) => ({ containers: [{ name: 'web', image: 'web:1', ...fields }] });
const VOLUMES = [{ name: 'a', emptyDir: {} }, { name: 'b', emptyDir: {} }];
const POD = 'spec.template.spec';
const WEB = `${POD}.containers[web]`;

test.each<[string, Document, Document, unknown]>([
  ['a value', container({ image: 'web:1' }), container({ image: 'web:2' }), { path: `${WEB}.image`, was: 'web:1', is: 'web:2' }],
  ['a value that is added', {}, { hostname: 'web' }, { path: `${POD}.hostname`, was: undefined, is: 'web' }],
  ['a value that is false', { hostNetwork: false }, {}, { path: `${POD}.hostNetwork`, was: false, is: undefined }],
  ['an empty object', { securityContext: {} }, {}, { path: `${POD}.securityContext`, was: {}, is: undefined }],
  ['an empty list', { volumes: [] }, {}, { path: `${POD}.volumes`, was: [], is: undefined }],
  ['an item that is added', { volumes: [VOLUMES[0]] }, { volumes: VOLUMES }, { path: `${POD}.volumes[b]`, was: undefined, is: VOLUMES[1] }],
  ['the order of objects', { volumes: VOLUMES }, { volumes: [...VOLUMES].reverse() }, { path: `${POD}.volumes`, was: ['a', 'b'], is: ['b', 'a'] }],
  ['the order of texts', container({ args: ['a', 'b'] }), container({ args: ['b', 'a'] }), { path: `${WEB}.args`, was: ['a', 'b'], is: ['b', 'a'] }],
  [
    'an item that is identified by its path',
    container({ volumeMounts: [{ name: 'a', mountPath: '/a' }] }), container({ volumeMounts: [{ name: 'b', mountPath: '/a' }] }),
    { path: `${WEB}.volumeMounts[/a].name`, was: 'a', is: 'b' },
  ],
  [
    'an item without an identity',
    { tolerations: [{ operator: 'Exists' }, null] }, { tolerations: [{ operator: 'Equal' }, null] },
    { path: `${POD}.tolerations[0].operator`, was: 'Exists', is: 'Equal' },
  ],
  [
    'one of two items with the same name',
    container({ env: [{ name: 'A', value: '1' }, { name: 'A', value: '2' }] }), container({ env: [{ name: 'A', value: '1' }, { name: 'A', value: '3' }] }),
    { path: `${WEB}.env[1].value`, was: '2', is: '3' },
  ],
])('pods are replaced by a change of %s', (_, before, after, change) => {
  expect(changes(before, after)).toEqual([change]);
});

test('null and the order of fields do not replace pods', () => {
  expect(changes({ hostname: 'a', subdomain: 'b', affinity: null }, { subdomain: 'b', hostname: 'a' })).toEqual([]);
});

test('only workloads with controllers that replace pods are named, and as they were read', () => {
  const before = { ...deployment(), metadata: { name: 'web' } };
  const job = (image: string) => object('batch/v1', 'Job', { template: { spec: container({ image }) } });
  const updated = [deployment({ hostname: 'a' }), job('b:1')];
  const live = [before, job('a:1'), { ...before, metadata: { name: 'removed' } }].map(each => ({ original: each, live: each }));

  expect(replacedPods(live, new Map(updated.map(each => [keyOf(each), each])))).toEqual([
    { object: 'Deployment web', fields: [{ path: `${POD}.hostname`, was: undefined, is: 'a' }] },
  ]);
});
