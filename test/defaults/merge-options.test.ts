import { Duration } from 'cdk8s';
import * as fc from 'fast-check';
import { HealthCheck, Toleration, type WorkloadOptions } from '../../lib';
import { mergeOptions } from '../../lib/defaults/merge-options';
import { isMerged, partsOf, pathOf, typeAt } from '../../lib/defaults/option-path';
import { inputs } from '../random/inputs';

type Options = Record<string, any>;

/** Options of each type, also in structures and maps. */
const ALL: WorkloadOptions = {
  replicas: 3,
  enableServiceLinks: true,
  shutdownDelay: Duration.seconds(7),
  readiness: HealthCheck.http('/healthz'),
  command: ['/bin/server'],
  env: { A: '1', B: '2', C: '3' },
  labels: { 'example.com/team': 'shop', 'tier': 'front' },
  podMetadata: { labels: { a: '1', b: '2' }, annotations: { c: '3', d: '4' } },
  resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { memory: '2Gi' } },
  placement: { nodeSelector: { disk: 'ssd', arch: 'arm64' }, tolerations: [Toleration.exists('gpu')], priorityClassName: 'high' },
};

/** The paths of all values that are not merged. */
function pathsIn(options: Options, path: readonly string[] = []): string[][] {
  return Object.entries(options).flatMap(([name, value]) => {
    const parts = [...path, name];
    return isMerged(typeAt(parts)!) ? pathsIn(value, parts) : [parts];
  });
}

/** The options at these paths. */
function at(paths: readonly (readonly string[])[]): Options {
  const result: Options = {};
  for (const path of paths) {
    const parent = path.slice(0, -1).reduce<Options>((outer, name) => outer[name] ??= {}, result);
    parent[path.at(-1)!] = path.reduce<any>((value, name) => value[name], ALL);
  }
  return result;
}

const PATHS = pathsIn(ALL);
const SUBSET = fc.array(fc.boolean(), { minLength: PATHS.length, maxLength: PATHS.length }).map(chosen => PATHS.filter((_, index) => chosen[index]));

test('options that are divided between a scope and a declaration in any way are the same as undivided ones', () => {
  fc.assert(fc.property(SUBSET, outer => {
    expect(mergeOptions(at(outer), at(PATHS.filter(path => !outer.includes(path))))).toEqual(ALL);
  }), inputs(300));
});

test('ignored paths have no value of the scope, and all others do', () => {
  fc.assert(fc.property(SUBSET, ignored => {
    const { ignoredDefaults: _, ...merged } = mergeOptions(ALL, { ignoredDefaults: ignored.map(pathOf) });

    expect(pathsIn(merged)).toEqual(PATHS.filter(path => !ignored.includes(path)));
  }), inputs(300));
});

test('a path is read as it is written, whatever its keys are', () => {
  fc.assert(fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), parts => {
    expect(partsOf(pathOf(parts))).toEqual(parts);
  }), inputs(300));
});

test('the ignored paths of a scope and of its enclosing scope are not merged', () => {
  expect(mergeOptions({ ignoredDefaults: ['replicas'] }, { ignoredDefaults: ['env'] })).toEqual({ ignoredDefaults: ['env'] });
});

test('merging changes neither of the two', () => {
  const [outer, inner] = [structuredClone({ env: { A: '1' }, resources: { limits: { cpu: '1' } } }), { env: { B: '2' }, ignoredDefaults: ['resources'] }];
  mergeOptions(outer, inner);

  expect([outer, inner]).toEqual([{ env: { A: '1' }, resources: { limits: { cpu: '1' } } }, { env: { B: '2' }, ignoredDefaults: ['resources'] }]);
});
