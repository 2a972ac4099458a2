/**
 * Divides lib/ into the modules that each program needs, and those that are loaded on first use (docs/decisions/javascript-files.md).
 */
import { readFileSync } from 'fs';
import { join, relative, sep } from 'path';
import type { Metafile, Plugin } from 'esbuild';

/** The file of the modules that are loaded on first use, next to the file of the others. */
export const FIRST_USE_FILE = 'on-first-use.js';

/**
 * What only some declarations need. Modules that export something else than functions are in the first file nevertheless, if a module of this file
 * imports them. `test/package.test.ts` verifies that a workload without load balancer, routes, network policies and such options does not load the
 * second file.
 */
const FIRST_USE = new RegExp([
  String.raw`^lib/(assertions|external|gateway|isolation(?!/isolate)|load-balancer|route)/`,
  '^lib/rules/address-checks',
  '^lib/cluster/check-cluster-profile',
  '^lib/defaults/(check-|complete-|set-|merge-)',
  '^lib/discovery/connect\\.',
  // what options of few workloads need
  '^lib/configuration/(?!uses-configuration)',
  '^lib/container/check-(lifecycle|restart|pod-resources)',
  '^lib/mesh/check-',
  '^lib/metrics/(check-|render-|scraped-)',
  '^lib/placement/(check|render)-',
  '^lib/port/check-reference',
  '^lib/scaling/(check|render)-',
  '^lib/volume/check-',
  '^lib/workload/check/check-(disruption|network)',
  '^lib/workload/disruption/budgets-of-users',
  '^lib/workload/scaling/',
  '^lib/workload/check/check-(network|created-account|env-order|selector)',
  '^lib/workload/pod/service-account',
  // what only messages need
  '^lib/options/(expressions|environment-code|rollout-code|unknown-names)',
].join('|'));

/** The property of the exports that contains what the modules of the first file export to those of the other file. */
export const SHARED = "Symbol.for('cdk8s-service-patterns.shared')";

/** Names by the path of the module that exports them. */
type Exports = ReadonlyMap<string, readonly string[]>;

/** The modules of the library, by the file that contains them. */
export interface Division {
  /** The modules of the second file that modules of the first one call, and their functions. */
  readonly firstUse: Exports;
  /** The modules of the first file that modules of the second one use, and what they export. */
  readonly shared: Exports;
}

/** @param inputs the modules of the whole library, with what they import */
export function divide(root: string, inputs: Metafile['inputs'], entry: string): Division {
  const importedBy = (path: string) => inputs[path].imports.filter(({ external }) => !external).map(imported => imported.path);
  const statements = (path: string) => readFileSync(join(root, path), 'utf-8').match(/^export (?!type |interface |declare ).*/gm) ?? [];
  const isCalledFirst = (path: string) => FIRST_USE.test(path) && statements(path).every(statement => statement.startsWith('export function '));
  const exportsOf = (paths: Iterable<string>): Exports => new Map([...paths].map(path => [path, statements(path).flatMap(namesOf)]));

  const first = new Set<string>();
  const calls = new Set<string>();
  visit([entry], first, path => importedBy(path).filter(imported => !isCalledFirst(imported) || !calls.add(imported)));
  const second = new Set<string>();
  visit(calls, second, path => importedBy(path).filter(imported => !first.has(imported)));
  return { firstUse: exportsOf(calls), shared: exportsOf(new Set([...second].flatMap(importedBy).filter(path => first.has(path)))) };
}

/** The names that a statement exports. */
function namesOf(statement: string): string[] {
  const list = /^export \{ ([\w, ]+) \};$/.exec(statement);
  return list ? list[1].split(', ') : [/^export (?:abstract )?(?:function|class|const|enum) (\w+)/.exec(statement)![1]];
}

function visit(paths: Iterable<string>, visited: Set<string>, next: (path: string) => string[]): void {
  for (const path of paths) {
    if (!visited.has(path)) {
      visited.add(path);
      visit(next(path), visited, next);
    }
  }
}

/** Replaces each function of the second file, in the first one, with one that loads the file. */
export function callsOnFirstUse(root: string, { firstUse }: Division): Plugin {
  return replaceModules(root, path => firstUse.get(path)?.map(name =>
    `export function ${name}(...values) { return require('./${FIRST_USE_FILE}')['${firstUseName(path, name)}'](...values); }`));
}

/** The name of a function among the exports of the second file. */
export function firstUseName(path: string, name: string): string {
  return `${path}#${name}`;
}

/** Replaces each module of the first file, in the second one, with what it exports. One more module asks the first file for all of them, once. */
export function sharedModules(root: string, { shared }: Division): Plugin {
  const all = 'shared-modules';
  const modules = replaceModules(root, path => shared.has(path)
    ? [`import { shared } from '${all}';`, `export const { ${shared.get(path)!.join(', ')} } = shared['${path}'];`]
    : undefined);
  return {
    ...modules,
    setup: build => {
      build.onResolve({ filter: new RegExp(`^${all}$`) }, () => ({ path: all, namespace: all }));
      build.onLoad({ filter: /./, namespace: all }, () => ({ contents: `export const shared = require('./index.js')[${SHARED}]();`, resolveDir: root }));
      return modules.setup(build);
    },
  };
}

function replaceModules(root: string, linesOf: (path: string) => readonly string[] | undefined): Plugin {
  return {
    name: 'replace-modules',
    setup: build => build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const lines = linesOf(relative(root, path).split(sep).join('/'));
      return lines && { contents: lines.join('\n'), loader: 'js' };
    }),
  };
}
