import * as fc from 'fast-check';
import { referenceCases, upgradeCases } from './cases';
import { inputs, minutes } from '../../../test/random/inputs';
import { referenceFindings, upgradeFindings } from '../../src/findings';

const PARAMETERS = inputs(300);

const objects = [...referenceCases, ...upgradeCases]
  .flatMap(({ found }) => [...found.documents, ...found.live ?? []]);
const shop = objects.filter(({ metadata }) => metadata?.namespace === 'shop');

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
  }), PARAMETERS);
}, minutes(1));

test('findings do not depend on objects in another namespace', () => {
  const otherNamespace = shop.map(object => ({ ...object, metadata: { ...object.metadata, namespace: 'far-away' } }));
  fc.assert(fc.property(fc.subarray(shop, { maxLength: 8 }), fc.subarray(otherNamespace, { maxLength: 8 }), (here, there) => {
    const alone = referenceFindings(here).map(({ rule, name, field }) => `${rule} ${name} ${field}`);
    const together = referenceFindings(here, there).map(({ rule, name, field }) => `${rule} ${name} ${field}`);
    expect(together).toEqual(alone);
  }), PARAMETERS);
}, minutes(1));

test('copies of the objects in other namespaces have the same findings, also with a thousand documents', () => {
  const copyIn = (namespace: string) => JSON.parse(JSON.stringify(shop).replaceAll('"shop"', `"${namespace}"`));
  const found = (all: any[]) => [...referenceFindings(all), ...upgradeFindings(all, [])].map(({ rule, name, field }) => `${rule} ${name} ${field}`).sort();
  const copies = Math.ceil(1000 / shop.length);
  const many = Array.from({ length: copies }, (_, index) => copyIn(`shop-${index}`)).flat();
  const expected = found(copyIn('shop-0'));

  expect(new Set(expected).size).toBeGreaterThan(20);
  expect(found(many)).toEqual(expected.flatMap(finding => Array(copies).fill(finding)));
});
