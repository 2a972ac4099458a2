import { generatedOptions, optionsIn } from './generated-options';
import { publicOptions } from './public-options';

const NEW_INTERFACE = 'a file of test/dry-run/random/, with a call such as random.some<PortOptions>';

const generated = generatedOptions();
const existing = publicOptions().map(({ name }) => name);
const ownerOf = (name: string) => name.split('.')[0];
/** The files that generate options of an interface. */
const filesOf = (owner: string) => [...new Set(generated.filter(({ name }) => ownerOf(name) === owner).map(({ file }) => file))];

test('the random declarations can contain every public option', () => {
  const missing = existing.filter(name => generated.every(option => option.name !== name));

  expect(missing.map(name => `Add ${name} to ${filesOf(ownerOf(name)).join(' or ') || NEW_INTERFACE}`)).toEqual([]);
});

test('the random declarations name the interface that declares an option', () => {
  const unknown = generated.filter(({ name }) => !existing.includes(name));

  expect(unknown.map(({ name, file }) => `No exported interface declares ${name}. Remove it from ${file}, or name the interface that declares it`)).toEqual([]);
});

test('generators that cannot be read from the source are refused', () => {
  const parts = 'random.all<A>("A", { one: () => 1, two });\nrandom.some<A>("A", 0.5, { ...others });';

  expect(optionsIn('a.ts', parts.split('\n')[0]).map(({ name }) => name)).toEqual(['A.one', 'A.two']);
  expect(() => optionsIn('a.ts', parts)).toThrow('a.ts:2: pass the name of the interface as a string, and its options as an object literal');
});
