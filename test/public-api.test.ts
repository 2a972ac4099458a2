import { readFileSync } from 'fs';
import { join } from 'path';
import { breakingChanges, publicApi } from '../scripts/api-baseline';

type Json = any;

const BASELINE: Json = JSON.parse(readFileSync(join(__dirname, '..', 'api', 'baseline.json'), 'utf-8'));

const changed = (change: (types: Json) => void): Json => {
  const api = structuredClone(BASELINE);
  change(api.types);
  return api;
};
const type = (types: Json, name: string): Json => types[`cdk8s-service-patterns.${name}`];
const remove = (list: Json[], name: string): unknown => list.splice(list.findIndex(item => item.name === name), 1);

describe('changes of the public API', () => {
  test.each<[string, (types: Json) => void, RegExp]>([
    ['a class is removed', types => delete types['cdk8s-service-patterns.Port'], /cdk8s-service-patterns\.Port/],
    ['a static method is removed', types => remove(type(types, 'Port').methods, 'sctp'), /Port\.sctp/],
    ['a property of a struct is removed', types => remove(type(types, 'ExposedWorkloadProps').properties, 'workloadName'), /ExposedWorkloadProps.*workloadName/],
    ['a property of a struct becomes required', types => {
      delete type(types, 'ExposedWorkloadProps').properties.find(({ name }: Json) => name === 'workloadName').optional;
    }, /ExposedWorkloadProps.*workloadName/],
  ])('%s: the change is breaking', (_, change, message) => {
    expect(breakingChanges(BASELINE, changed(change))).toMatch(message);
  }, 60_000);

  test.each<[string, (types: Json) => void]>([
    ['nothing', () => {}],
    ['an optional property is added', types => type(types, 'ExposedWorkloadProps').properties.push({
      abstract: true, docs: { stability: 'experimental' }, immutable: true, name: 'extra', optional: true, type: { primitive: 'string' },
    })],
  ])('%s: the change is not breaking', (_, change) => {
    expect(breakingChanges(BASELINE, changed(change))).toBe('');
  }, 60_000);
});

test('the baseline has signatures and deprecations, and no other documentation', () => {
  const assembly = {
    schema: 'jsii/0.10.0',
    readme: { markdown: '# Title' },
    types: { 'p.A': { name: 'A', docs: { summary: 'A class.', deprecated: 'Use B.', stability: 'deprecated' }, locationInModule: { line: 1 } } },
  };

  expect(publicApi(assembly)).toEqual({ schema: 'jsii/0.10.0', types: { 'p.A': { name: 'A', docs: { deprecated: 'Use B.', stability: 'deprecated' } } } });
});

// Java, C# and Go have no unions: a parameter or property of such a type is an Object there.
test('no public type has a union', () => {
  const types: Json[] = Object.values(BASELINE.types);

  expect(types.length).toBeGreaterThan(50);
  expect(types.filter(one => JSON.stringify(one).includes('"union"')).map(({ name }) => name)).toEqual([]);
});
