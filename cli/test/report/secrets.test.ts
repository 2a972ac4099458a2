import { difference, objectReport, replacedPods, report, updateReport } from './reports';
import { HIDDEN, withoutSecrets } from '../../src/report/secrets';

const SECRET = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'db' },
  data: { password: Buffer.from('hunter2-hunter2').toString('base64'), number: 3 },
  stringData: { url: 'postgres://web:s3cr3t@db', key: 'first line\nsecond "line"\n', user: 'web' },
};

test('the values of a Secret are hidden in its differences', () => {
  const { objects } = withoutSecrets(report({
    objects: [objectReport({
      differences: [
        difference({ object: 'Secret shop/db', path: 'data[password]', was: 'aHVudGVyMg==', is: undefined }),
        difference({ object: 'Secret db', path: 'data[password]', was: undefined, is: 'aHVudGVyMg==' }),
        difference({ object: 'SecretStore db', path: 'spec.x', was: 'a', is: 'b' }),
      ],
    })],
  }), []);

  expect(objects[0].differences.map(({ was, is }) => [was, is])).toEqual([[HIDDEN, undefined], [undefined, HIDDEN], ['a', 'b']]);
});

test.each([
  ['a text', 'postgres://web:s3cr3t@db'], ['a decoded value', 'hunter2-hunter2'], ['an encoded value', SECRET.data.password as string],
  ['a line of a text', 'second "line"'], ['a text with escape sequences', 'first line\\nsecond \\"line\\"'],
])('messages do not quote %s of a Secret', (_, value) => {
  const message = `Type '"${value}"' is wrong`;
  const clean = withoutSecrets(report({
    typeErrors: [message],
    objects: [objectReport({ why: [message] }), objectReport()],
    update: updateReport({
      refusals: [{ object: 'Secret db', field: 'data', message }], findings: [{ message }], notJudged: [message],
    }),
  }), [SECRET]);

  expect(JSON.stringify(clean)).not.toContain(JSON.stringify(value).slice(1, -1));
  expect(JSON.stringify(clean).split(HIDDEN)).toHaveLength(6);
  expect(clean.objects[1]).not.toHaveProperty('why');
});

test('fields of other objects do not show values of a Secret', () => {
  const field = { path: 'spec.template.spec.containers[web].env', was: undefined, is: [{ name: 'URL', value: 'postgres://web:s3cr3t@db/orders', port: 1 }] };
  const clean = withoutSecrets(report({
    objects: [objectReport({ differences: [difference(field)] })],
    update: updateReport({ replacedPods: [replacedPods('Deployment web', [field])] }),
  }), [SECRET]);
  const shown = { path: field.path, was: undefined, is: [{ name: 'URL', value: `${HIDDEN}/orders`, port: 1 }] };

  expect(clean.objects[0].differences).toEqual([difference(shown)]);
  expect(clean.update!.replacedPods).toEqual([{ object: 'Deployment web', fields: [shown] }]);
});

test('short values, and the values of other objects, are not hidden', () => {
  const value = report({ update: undefined, typeErrors: ['web or configured'] });

  expect(withoutSecrets(value, [SECRET, { apiVersion: 'v1', kind: 'ConfigMap', data: { a: 'configured' } }, { apiVersion: 'x/v1', kind: 'Secret', data: { a: 'configured' } }]))
    .toEqual(value);
});
