import * as fc from 'fast-check';
import { referenceCases, upgradeCases } from './cases';
import { referenceFindings, upgradeFindings } from '../../src/findings';

// The environment variables are those of test/random/inputs.ts in the root of the repository.
const FACTOR = Number(process.env.PROPERTY_FACTOR ?? 1);
const seed = Number(process.env.PROPERTY_SEED ?? (FACTOR > 1 ? Date.now() % 2 ** 31 : 1));
const parameters = { numRuns: 300 * FACTOR, seed };
const LIMIT = 60_000 * FACTOR;

const objects = [...referenceCases, ...upgradeCases]
  .flatMap(({ found }) => [...found.documents, ...found.live ?? []]);

const anything = fc.oneof(
  fc.jsonValue(), fc.constantFrom<unknown>(null, '', 0, -1, true, [], {}, [null], [[]], { name: null }, { valueOf: 1, toString: 2 }, '__proto__', 'constructor'),
);

/** An object in which one value at a random place is replaced. */
const invalid = fc.tuple(fc.constantFrom(...objects), fc.nat(), anything).map(([object, place, value]) => {
  const copy = JSON.parse(JSON.stringify(object));
  const places: (() => void)[] = [];
  const walk = (part: any) => Object.keys(part).forEach(key => {
    places.push(() => part[key] = value);
    if (typeof part[key] === 'object' && part[key] !== null) {
      walk(part[key]);
    }
  });
  walk(copy);
  places[place % places.length]();
  return copy;
});

const documents = fc.array(fc.oneof(
  { weight: 1, arbitrary: anything }, { weight: 3, arbitrary: invalid }, { weight: 2, arbitrary: fc.constantFrom(...objects) },
), { maxLength: 8 });

test('no check throws, whatever is wrong with an object', () => {
  fc.assert(fc.property(documents, documents, (some, others) => {
    for (const finding of [...referenceFindings(some as any, others as any), ...upgradeFindings(some as any, others as any)]) {
      expect(typeof finding.message).toBe('string');
      expect(finding.message).not.toMatch(/undefined|NaN|\[object/);
    }
  }), parameters);
}, LIMIT);

test('findings do not depend on objects in another namespace', () => {
  const otherNamespace = objects.filter(({ metadata }) => metadata?.namespace === 'shop')
    .map(object => ({ ...object, metadata: { ...object.metadata, namespace: 'far-away' } }));
  fc.assert(fc.property(fc.subarray(objects.filter(({ metadata }) => metadata?.namespace === 'shop'), { maxLength: 8 }), fc.subarray(otherNamespace, { maxLength: 8 }), (here, there) => {
    const alone = referenceFindings(here).map(({ rule, name, field }) => `${rule} ${name} ${field}`);
    const together = referenceFindings(here, there).map(({ rule, name, field }) => `${rule} ${name} ${field}`);
    expect(together).toEqual(alone);
  }), parameters);
}, LIMIT);

test('checking a thousand documents takes less than 500 milliseconds', () => {
  const application = (index: number) => JSON.parse(JSON.stringify(objects.slice(0, 60)).replaceAll('"web"', `"web-${index}"`).replaceAll('"shop"', `"shop-${index % 10}"`));
  const many = Array.from({ length: 17 }, (_, index) => application(index)).flat();
  referenceFindings(many);
  const start = performance.now();
  referenceFindings(many, many);
  upgradeFindings(many, many);
  expect(performance.now() - start).toBeLessThan(500);
});
