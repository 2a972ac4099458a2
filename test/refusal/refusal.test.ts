import { readFileSync } from 'fs';
import { join } from 'path';
import { AFTERWARDS, CALLS, NEVER_REFUSED, READING, newWorld, type Step } from './calls';
import { contentsOf, errorOf } from './contents';

/** Runs steps one after the other in a new app, although some of them throw. */
function run(...steps: readonly Step[]) {
  const world = newWorld();
  const errors = steps.map(step => errorOf(() => step(world)));
  return { errors, contents: contentsOf(world.app) };
}

test('the declarations of this test that are not refused are valid', () => {
  const { errors, contents } = run(...AFTERWARDS);

  expect(errors.filter(error => error !== undefined)).toEqual([]);
  expect(contents.problems).toEqual([]);
});

test('every constructor, method and property of the API with which users change an app has a refused call in this test', () => {
  const { types } = JSON.parse(readFileSync(join(__dirname, '..', '..', 'api', 'baseline.json'), 'utf8'));
  const changing = Object.values<any>(types).filter(({ kind, name }) => kind === 'class' && !READING.includes(name)).flatMap(({ name, base, initializer, methods = [], properties = [] }) => {
    const creates = ({ parameters = [] }: any) => parameters.some(({ type }: any) => type.fqn === 'constructs.Construct');
    const changingMethods = methods.filter((method: any) => method.returns === undefined || (method.static && creates(method)));
    const members = [...changingMethods, ...properties.filter(({ immutable }: any) => !immutable)].map(member => `${name}.${member.name}`);
    return base === 'constructs.Construct' && initializer ? [name, ...members] : members;
  });
  const fix = 'Add to CALLS in test/refusal/calls.ts a call that is refused by a rule that is checked as late as possible, or add the method to NEVER_REFUSED.';

  expect(changing.filter(name => !(name in CALLS) && !NEVER_REFUSED.includes(name)).map(name => `${name}: ${fix}`)).toEqual([]);
  expect([...Object.keys(CALLS), ...NEVER_REFUSED].sort()).toEqual(changing.sort());
});

describe.each(Object.entries(CALLS))('a refused call of %s', (_, calls) => {
  test.each(Object.entries(calls))('%s changes nothing', (__, call) => {
    const refused: Step = world => call(world, true);
    const { errors: [error, ...errors], contents } = run(refused, ...AFTERWARDS);

    expect(error).toMatch(/^\S+: .+ \[[a-z-]+\] https:\S+$/);
    expect({ errors, contents }).toEqual(run(...AFTERWARDS));
  });

  test.each(Object.entries(calls))('%s can be repeated without the mistake', (__, call) => {
    const corrected: Step = world => call(world, false);
    const { errors: [, ...errors], contents } = run(world => call(world, true), corrected, ...AFTERWARDS);

    expect(errors[0]).toBeUndefined();
    expect({ errors, contents }).toEqual(run(corrected, ...AFTERWARDS));
  });
});
