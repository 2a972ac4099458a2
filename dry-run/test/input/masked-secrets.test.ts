import { inputsOf } from '../../src/input/inputs';
import { withoutMasks } from '../../src/input/masked-secrets';

const secret = (data?: unknown, rest: object = {}) => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'db', namespace: 'shop' }, ...data !== undefined && { data }, ...rest });
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** The data of the live Secret as it is used. */
const usedData = (live: object, ...documents: object[]) =>
  (withoutMasks(inputsOf('live', [live]), inputsOf('documents', documents))[0].object as any).data;

test.each([
  '***', '********', 'xxxx', '<redacted>', '[hidden]', '(masked)', 'REDACTED', 'Masked', 'redacted value', 'secret', '', null, 7, base64('***'), base64('REDACTED\n'), 'no base64',
])('the masked value %j becomes the value of the document', value => {
  expect(usedData(secret({ password: value }), secret({ password: 'bmV3' }))).toEqual({ password: 'bmV3' });
  expect(usedData(secret({ password: value }), secret(undefined, { stringData: { password: 'new' } }))).toEqual({ password: 'bmV3' });
  expect(usedData(secret({ password: value }))).toEqual({ password: '' });
});

test('a value that is not masked stays', () => {
  expect(usedData(secret({ password: 'b2xk', user: '***' }), secret({ password: 'bmV3', user: 'bWU=' }))).toEqual({ password: 'b2xk', user: 'bWU=' });
});

test('removed data becomes the data of the document', () => {
  for (const data of [undefined, {}]) {
    expect(usedData(secret(data), secret({ password: 'bmV3' }))).toEqual({ password: 'bmV3' });
  }
  expect(usedData(secret())).toBeUndefined();
  expect(usedData(secret(['a']))).toEqual(['a']);
});

test('a live Secret with stringData is a manifest, which has all data', () => {
  expect(usedData(secret(undefined, { stringData: { password: 'old' } }), secret({ password: 'bmV3' }))).toBeUndefined();
});

test('the document of another name or namespace does not count', () => {
  const others = [secret({ password: 'bmV3' }, { metadata: { name: 'db' } }), secret({ password: 'bmV3' }, { metadata: { name: 'other', namespace: 'shop' } })];
  expect(usedData(secret({ password: '***' }), ...others, { ...secret({ password: 'bmV3' }), kind: 'ConfigMap' })).toEqual({ password: '' });
});

test('the last applied configuration is removed if its data is masked', () => {
  const annotation = 'kubectl.kubernetes.io/last-applied-configuration';
  const annotations = (text: string) => {
    const live = secret({ password: '***' }, { metadata: { name: 'db', annotations: { [annotation]: text, other: 'a' } } });
    return (withoutMasks(inputsOf('live', [live]), [])[0].object as any).metadata.annotations;
  };

  expect(annotations(JSON.stringify(secret({ password: '***' })))).toEqual({ other: 'a' });
  expect(annotations('***')).toEqual({ other: 'a' });
  expect(annotations(JSON.stringify(secret({ password: 'b2xk' })))).toHaveProperty([annotation]);
});

test('a text stays a text, and other objects stay as they are', () => {
  const live = inputsOf('live', [JSON.stringify(secret({ password: '***' })), { apiVersion: 'v1', kind: 'ConfigMap', data: { a: '***' } }]);
  const [text, configMap] = withoutMasks(live, []);

  expect(JSON.parse(text.sent as string)).toEqual(secret({ password: '' }));
  expect(configMap).toBe(live[1]);
});
