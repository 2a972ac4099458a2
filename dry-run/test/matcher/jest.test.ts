import 'kubernetes-dry-run/jest';
import { configMap, deployment, service } from '../support';

jest.setTimeout(60_000);

function messageOf(assertion: () => void): string {
  try {
    assertion();
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

test('accepted objects pass', () => {
  expect([configMap('a'), configMap('b')]).toBeAcceptedBy('1.35');
  expect(configMap('a')).toBeAcceptedBy({ kubernetesVersion: '1.37', podSecurity: 'restricted' });
});

test('a failure lists the problems of each object', () => {
  expect(messageOf(() => expect([configMap('a'), service('web', 0), deployment('web', { imagee: '' })]).toBeAcceptedBy('1.35'))).toBe([
    'Kubernetes 1.35 does not accept the objects as they are:',
    '',
    'Service default/web',
    '  spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive [FieldValueInvalid]',
    '  spec.ports[0].targetPort: Invalid value: 0: must be between 1 and 65535, inclusive [FieldValueInvalid]',
    'Deployment default/web',
    '  spec.template.spec.containers[0].imagee: unknown field "spec.template.spec.containers[0].imagee" [BadRequest]',
  ].join('\n'));
});

test('a finding that is an error fails, and a warning passes', () => {
  const unmatched = service('unmatched', 80);

  expect(unmatched).toBeAcceptedBy('1.35');
  expect(messageOf(() => expect(deployment('web')).toBeAcceptedBy({ kubernetesVersion: '1.35', podSecurity: 'restricted' })))
    .toMatch(/^Kubernetes 1\.35 does not accept the object as it is:\n\nDeployment default\/web\n {2}.*allowPrivilegeEscalation/);
});

test('a dropped field fails', () => {
  const misspelled = configMap('a', { dota: { level: 'info' } });

  expect(messageOf(() => expect(misspelled).toBeAcceptedBy({ kubernetesVersion: '1.35', fieldValidation: 'Ignore' })))
    .toContain('  dota: the server drops this field from the object that it stores [DroppedField]');
});

test('not.toBeAcceptedBy passes for refused objects and fails for accepted objects', () => {
  expect(service('web', 0)).not.toBeAcceptedBy('1.35');
  expect(messageOf(() => expect(configMap('a')).not.toBeAcceptedBy('1.35'))).toBe('Kubernetes 1.35 accepts the object, but the test expects a refusal');
  expect(messageOf(() => expect([configMap('a'), configMap('b')]).not.toBeAcceptedBy('1.35')))
    .toBe('Kubernetes 1.35 accepts all 2 objects, but the test expects a refusal');
});

test.each([[undefined, 'undefined'], [null, 'null'], ['kind: Service', 'a string']])('the received value %p is an error', (received, type) => {
  const expected = `toBeAcceptedBy: the received value must be a Kubernetes object or a list of objects, not ${type}. Pass a value such as Testing.synth(chart).`;

  expect(messageOf(() => expect(received).toBeAcceptedBy('1.35'))).toBe(expected);
  expect(messageOf(() => expect(received).not.toBeAcceptedBy('1.35'))).toBe(expected);
});

test('a hole in a list is not accepted', () => {
  expect(messageOf(() => expect([configMap('a'), , configMap('b')]).toBeAcceptedBy('1.35'))).toContain('  the document must be an object [BadRequest]'); // eslint-disable-line no-sparse-arrays
});

test('an empty list is an error, because nothing would be checked', () => {
  const expected = 'toBeAcceptedBy: the list of objects is empty, so there is nothing to check. Pass at least one object.';

  expect(messageOf(() => expect([]).toBeAcceptedBy('1.35'))).toBe(expected);
  expect(messageOf(() => expect([]).not.toBeAcceptedBy('1.35'))).toBe(expected);
});

test('a name cannot write lines or control characters into the message', () => {
  const message = messageOf(() => expect(configMap('a\n::error::text\u001b[31m')).toBeAcceptedBy('1.35'));

  expect(message).toContain('ConfigMap default/a\\n::error::text\\u001b[31m\n  metadata.name: Invalid value');
  expect(message).not.toMatch(/^\s*::|\u001b/m);
});
