import { readdirSync } from 'fs';
import { dirname } from 'path';
import type { javascript } from 'projen';

/** The constructs, which are the files of `lib/` itself. */
const CONSTRUCTS = '.';

/** The folders of `lib/`, from the bottom up. A file imports only from its own folder and from folders in lower rows. */
export const LAYERS: readonly (readonly string[])[] = [
  ['values'],
  ['rules'],
  ['options'],
  ['app'],
  ['manifest'],
  ['pods'],
  ['cluster'],
  ['port', 'placement', 'scaling', 'security', 'volume', 'configuration'],
  ['environment', 'health', 'exposure'],
  ['container'],
  ['mesh'],
  ['discovery', 'metrics'],
  ['gateway', 'load-balancer/mapping'],
  ['route', 'load-balancer/providers'],
  ['route/plan', 'load-balancer'],
  ['route/check', 'route/render', 'service'],
  ['workload', 'isolation', 'external'],
  ['workload/pod', 'defaults'],
  ['workload/scaling'],
  ['workload/check', 'workload/disruption'],
  ['workload/parts', 'assertions'],
  [CONSTRUCTS],
];

/** Makes the linter refuse imports that go upward, and folders that have no place in the layers. */
export function restrictImports(eslint: javascript.Eslint): void {
  checkComplete();
  eslint.addRules({
    'import/no-cycle': ['error'],
    'import/no-restricted-paths': ['error', { zones: LAYERS.slice(0, -1).flatMap((layer, index) => layer.map(folder => zone(folder, LAYERS.slice(0, index).flat()))) }],
  });
}

function zone(folder: string, lower: readonly string[]): object {
  const others = LAYERS.flat().filter(other => other !== folder && !lower.includes(other));
  return {
    target: files(folder),
    from: others.map(files),
    message: `lib/${folder} imports only from folders in lower rows of LAYERS in projenrc/layers.ts. Move the code to the folder that it belongs to (ARCHITECTURE.md).`,
  };
}

function files(folder: string): string {
  return folder === CONSTRUCTS ? './lib/*.ts' : `./lib/${folder}/*.ts`;
}

function checkComplete(): void {
  const sources = readdirSync('lib', { recursive: true, encoding: 'utf8' }).filter(path => path.endsWith('.ts'));
  const folders = [...new Set(sources.map(path => dirname(path).replace(/\\/g, '/')))];
  const listed = LAYERS.flat();
  const unlisted = folders.filter(folder => !listed.includes(folder));
  const missing = listed.filter(folder => !folders.includes(folder));
  if (unlisted.length > 0 || missing.length > 0) {
    throw new Error([
      ...unlisted.map(folder => `lib/${folder} is not in LAYERS of projenrc/layers.ts. Add it to the row above all folders that it imports from.`),
      ...missing.map(folder => `LAYERS of projenrc/layers.ts contains '${folder}', but lib/${folder} does not exist. Remove it.`),
    ].join('\n'));
  }
}
