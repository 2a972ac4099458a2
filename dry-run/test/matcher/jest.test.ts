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

test('objects that are accepted pass', () => {
  expect([configMap('a'), configMap('b')]).toBeAcceptedBy('1.35');
  expect(configMap('a')).toBeAcceptedBy({ kubernetesVersion: '1.37', podSecurity: 'restricted' });
  expect([]).toBeAcceptedBy('1.35');
});

test('a failure lists what is wrong, object by object', () => {
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

test('a finding that is an error fails, a warning does not', () => {
  const lonely = service('lonely', 80);

  expect(lonely).toBeAcceptedBy('1.35');
  expect(messageOf(() => expect(deployment('web')).toBeAcceptedBy({ kubernetesVersion: '1.35', podSecurity: 'restricted' })))
    .toMatch(/^Kubernetes 1\.35 does not accept the object as it is:\n\nDeployment default\/web\n {2}.*allowPrivilegeEscalation/);
});

test('a dropped field fails', () => {
  const misspelt = configMap('a', { dota: { level: 'info' } });

  expect(messageOf(() => expect(misspelt).toBeAcceptedBy({ kubernetesVersion: '1.35', fieldValidation: 'Ignore' })))
    .toContain('  dota: the server leaves it out of the object that it stores [DroppedField]');
});

test('the opposite can be expected', () => {
  expect(service('web', 0)).not.toBeAcceptedBy('1.35');
  expect(messageOf(() => expect(configMap('a')).not.toBeAcceptedBy('1.35'))).toBe('Kubernetes 1.35 accepts the object, against the expectation');
  expect(messageOf(() => expect([configMap('a'), configMap('b')]).not.toBeAcceptedBy('1.35')))
    .toBe('Kubernetes 1.35 accepts all 2 objects, against the expectation');
});

test.each([[undefined, 'undefined'], [null, 'null'], ['kind: Service', 'string']])('%p is no object', (received, type) => {
  const expected = `toBeAcceptedBy takes a Kubernetes object or a list of them, as Testing.synth(chart) gives, not ${type}`;

  expect(messageOf(() => expect(received).toBeAcceptedBy('1.35'))).toBe(expected);
  expect(messageOf(() => expect(received).not.toBeAcceptedBy('1.35'))).toBe(expected);
});
