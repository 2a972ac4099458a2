import { missingInBaseline, missingSteps, obsoleteSteps } from './option-steps';
import { optionsIn } from './random/generated-options';
import { publicOptions, type PublicOption } from './random/public-options';

const options = publicOptions();
const option = (name: string, optional: boolean): PublicOption => ({ name, doc: '', file: 'lib/workload/workload-options.ts', optional });

test('no step of an option is missing', () => {
  expect([...options.flatMap(each => missingSteps(each, options)), ...missingInBaseline(options), ...obsoleteSteps(options)]).toEqual([]);
});

test('each missing step of an option is reported with the file to change', () => {
  expect(missingSteps(option('ContainerOptions.shade', true), options)).toEqual([
    "Add '@default - …' to the doc comment of ContainerOptions.shade in lib/workload/workload-options.ts.",
    'Add ContainerOptions.shade to test/random/programs.ts.',
    'Test what ContainerOptions.shade changes, in test/exposed-workload.test.ts.',
    'Describe ContainerOptions.shade in docs/containers.md.',
    'Add ContainerOptions.shade to the row of its field in docs/kubernetes-fields.md, or the reason why it has no field to NOT_FIELDS in test/option-steps.ts.',
  ]);
});

test('an option that the baseline of the API does not contain is reported with the commands that add it', () => {
  expect(missingInBaseline([option('PortOptions.name', false), option('PortOptions.color', true)])).toEqual([
    "Add PortOptions.color to api/baseline.json: run 'npx projen compile', and then 'npx projen api'.",
  ]);
});

test('an option of a new interface is reported with an example of the call that generates it', () => {
  expect(missingSteps(option('PaintOptions.path', false), options)).toEqual([
    "Add PaintOptions.path to a file of test/random/, with a call such as random.some<PaintOptions>('PaintOptions', 0.2, { … }).",
  ]);
});

test('steps of an option that does not exist are reported', () => {
  expect(obsoleteSteps(options.filter(({ name }) => !/^PortOptions\.name$|^HostnameOptions/.test(name)))).toEqual([
    'No exported interface declares HostnameOptions.justification. Remove it from test/random/backends.ts, or name the interface that declares it.',
    'No exported interface declares PortOptions.name. Remove it from test/random/ports.ts, or name the interface that declares it.',
    'No exported interface declares HostnameOptions.justification. Remove it from NOT_FIELDS in test/option-steps.ts.',
  ]);
});

test('generators that cannot be read from the source are refused', () => {
  const calls = ['random.all<A>("A", { one: () => 1, two });', 'random.some<A>("A", 0.5, { ...others });'];

  expect(optionsIn('a.ts', calls[0]).map(({ name }) => name)).toEqual(['A.one', 'A.two']);
  expect(() => optionsIn('a.ts', calls.join('\n'))).toThrow('a.ts:2: pass the name of the interface as a string, and its options as an object literal');
});
