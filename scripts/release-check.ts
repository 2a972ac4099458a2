/**
 * Checks that all npm packages are ready for a release: they have one version, and each changelog has an entry for it. With a tag, which publishes,
 * the tag must be that of the version, and the entries must have a date.
 *
 * usage: ts-node scripts/release-check.ts [TAG]
 */
import { readFileSync } from 'fs';
import { join } from 'path';

const ROOT = join(__dirname, '..');

/** The folders of the npm packages. The first one is the library. */
export const FOLDERS = ['.', 'dry-run', 'pulumi', 'cli'];

/** What a release publishes of one package. */
export interface Release {
  readonly name: string;
  readonly version: string;
  readonly changelog: string;
}

/** What must change before these packages can be released. Without a tag, nothing is published, so the entry may be unreleased. */
export function problemsOf(releases: readonly Release[], tag?: string): string[] {
  const [{ version }] = releases;
  return [
    ...releases.filter(other => other.version !== version).map(other => `${other.name} has the version ${other.version}, and ${releases[0].name} ${version}.`),
    ...tag === undefined || tag === `v${version}` ? [] : [`The tag is ${tag}. The tag of this version is v${version}.`],
    ...releases.flatMap(({ name, changelog }) => problemOfChangelog(name, version, changelog, tag !== undefined)),
  ];
}

function problemOfChangelog(name: string, version: string, changelog: string, dated: boolean): string[] {
  const heading = changelog.split('\n').find(line => line.startsWith(`## ${version} `));
  if (heading === undefined) {
    return [`The changelog of ${name} has no entry '## ${version} - DATE'.`];
  }
  return !dated || /^## \S+ - \d{4}-\d{2}-\d{2}$/.test(heading) ? [] : [`The changelog of ${name} has the entry '${heading}', which has no date.`];
}

function releaseIn(directory: string): Release {
  const { name, version } = JSON.parse(readFileSync(join(ROOT, directory, 'package.json'), 'utf8'));
  return { name, version, changelog: readFileSync(join(ROOT, directory, 'CHANGELOG.md'), 'utf8') };
}

function main([tag]: string[]): void {
  const problems = problemsOf(FOLDERS.map(releaseIn), tag || undefined);
  problems.forEach(problem => console.error(problem));
  process.exitCode = problems.length === 0 ? 0 : 1;
}

if (require.main === module) {
  main(process.argv.slice(2));
}
