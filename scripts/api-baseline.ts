import { spawnSync } from 'child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';

const ROOT = join(__dirname, '..');
const BASELINE = join(ROOT, 'api', 'baseline.json');

/** Parts of an assembly that change without a change of the API. */
const LEFT_OUT = new Set([
  'author', 'bundled', 'description', 'fingerprint', 'homepage', 'jsiiVersion', 'keywords', 'license', 'locationInModule', 'metadata', 'readme', 'repository',
  'symbolId', 'version',
]);

/** Parts that jsii-diff requires of an assembly, whatever their values. */
const PLACEHOLDERS = { author: { name: '', roles: [] }, description: '', fingerprint: '', homepage: '', jsiiVersion: '', license: '', repository: { type: '', url: '' } };

type Json = any;

/**
 * The public API of a jsii assembly, or of a part of it: types and signatures, with the stability of each and whether it is deprecated, without
 * other documentation.
 */
export function publicApi(part: Json): Json {
  if (Array.isArray(part)) {
    return part.map(publicApi);
  }
  if (typeof part !== 'object' || part === null) {
    return part;
  }
  const entries = Object.entries(part).filter(([key]) => !LEFT_OUT.has(key)).sort(([a], [b]) => a < b ? -1 : 1);
  return Object.fromEntries(entries.map(([key, item]) => [key, key === 'docs' ? reduceDocs(item) : publicApi(item)]).filter(([, item]) => item !== undefined));
}

function reduceDocs({ stability, deprecated }: Json): Json {
  return stability === undefined && deprecated === undefined ? undefined : { deprecated, stability };
}

/** The report of jsii-diff about the changes from one API to another. Empty if every program that compiled still compiles. */
export function breakingChanges(before: Json, after: Json): string {
  // inside the repository, because jsii-diff looks up the assemblies of dependencies from the assembly's folder
  const folder = join(ROOT, 'node_modules', '.cache', `api-baseline-${process.pid}`);
  const [old, current] = ['before', 'after'].map((name, index) => {
    const path = join(folder, name);
    const { name: packageName, dependencies } = after;
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, '.jsii'), JSON.stringify({ ...PLACEHOLDERS, ...[before, after][index], version: '0.0.0' }));
    writeFileSync(join(path, 'package.json'), JSON.stringify({ name: packageName, version: '0.0.0', peerDependencies: dependencies, jsii: {} }));
    return path;
  });
  try {
    const program = join(ROOT, 'node_modules', 'jsii-diff', 'bin', 'jsii-diff');
    const { status, stdout, stderr, error } = spawnSync(process.execPath, [program, '--error-on=all', '--keys', old, current], {
      encoding: 'utf-8', env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' },
    });
    if (error || !(status === 0 || status === 1)) {
      throw error ?? new Error(stderr);
    }
    return status === 0 ? '' : `${stdout}${stderr}`.trim();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function text(api: Json): string {
  return `${JSON.stringify(api, undefined, 1)}\n`;
}

function check(current: Json): void {
  const committed = readFileSync(BASELINE, 'utf-8');
  if (committed === text(current)) {
    return;
  }
  const breaking = breakingChanges(JSON.parse(committed), current);
  console.error('The public API differs from api/baseline.json.');
  console.error(breaking === '' ? 'No change is breaking.' : `Breaking changes, each of which needs a line in CHANGELOG.md:\n${breaking}`);
  console.error("Run 'npx projen api' and commit api/baseline.json together with the change.");
  process.exitCode = 1;
}

if (require.main === module) {
  const current = publicApi(JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf-8')));
  if (process.argv.includes('--check')) {
    check(current);
  } else {
    writeFileSync(BASELINE, text(current));
  }
}
