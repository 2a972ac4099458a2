import { App } from 'cdk8s';
import * as library from '../../lib';
import { HealthCheck } from '../../lib';
import { SCOPES } from '../../lib/options/declared-types';
import { messagesIn } from '../rules/broken';

/** The line of the error that a static method throws for a scope. */
function messageFor(call: string, scope: unknown): string | undefined {
  const [ofClass, method] = call.split('.');
  try {
    (library as any)[ofClass][method](scope, 'id', 'name');
  } catch (error) {
    return messagesIn(error)?.join('\n') ?? String(error);
  }
  return undefined;
}

const FIX = 'Use an app, a chart or another construct, such as this.';

describe.each(Object.entries(SCOPES))('%s', (call, parameter) => {
  test.each([['no scope', undefined], ['null', null]])('requires a construct and not %s', (_, scope) => {
    expect(messageFor(call, scope)).toMatch(new RegExp(`^${call}: ${parameter} (\\(not set\\)|null): an option or argument without a default must be set. ${FIX} \\[required-option\\]`));
  });

  test.each<[string, unknown]>([
    ['a text', 'shop'], ['an object', {}], ['an object with a node of another kind', { node: null }], ['a class', App], ['a list', [new App()]], ['a value of the library', HealthCheck.tcp()],
  ])('requires a construct and not %s', (_, scope) => {
    expect(messageFor(call, scope)).toMatch(new RegExp(`^${call}: ${parameter} .+: a value must have the declared type of its property. ${FIX} \\[value-type\\]`));
  });
});

test('all static methods with a scope are known', () => {
  expect(Object.keys(SCOPES)).toEqual(expect.arrayContaining(['ClusterProfile.of', 'Isolation.enable', 'WorkloadDefaults.set']));
  expect(Object.keys(SCOPES).length).toBeGreaterThan(11);
});
