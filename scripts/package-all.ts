/**
 * Builds the packages of all registries in dist/, as the release workflow does. Packages whose tools are not installed are left out, and a table
 * lists what was built. Fails if a build fails, and with --all also if a package was left out.
 *
 * usage: ts-node scripts/package-all.ts [--all]
 */
import { spawnSync } from 'child_process';
import { rmSync } from 'fs';
import { join } from 'path';
import { npmCommand } from './npm-command';

const ROOT = join(__dirname, '..');

/** A package of a registry, the commands that its build calls, and the command that builds it. */
export interface Package {
  readonly registry: string;
  readonly name: string;
  readonly tools: readonly string[];
  readonly build: readonly string[];
}

const PROJEN = ['npx', '--no-install', 'projen'];

export const PACKAGES: readonly Package[] = [
  { registry: 'npm', name: 'cdk8s-service-patterns', tools: [], build: [...PROJEN, 'package'] },
  { registry: 'npm', name: 'kubernetes-dry-run', tools: [], build: packWorkspace('dry-run') },
  { registry: 'npm', name: 'cdk8s-service-patterns-pulumi', tools: [], build: packWorkspace('pulumi') },
  { registry: 'npm', name: 'cdk8s-service-patterns-cli', tools: [], build: packWorkspace('cli') },
  { registry: 'PyPI', name: 'cdk8s-service-patterns', tools: ['python3'], build: [...PROJEN, 'package:python'] },
  { registry: 'Maven Central', name: 'cdk8s-service-patterns', tools: ['java', 'mvn'], build: [...PROJEN, 'package:java'] },
  { registry: 'NuGet', name: 'Cdk8sServicePatterns', tools: ['dotnet'], build: [...PROJEN, 'package:dotnet'] },
  { registry: 'Go', name: 'cdk8sservicepatterns', tools: ['go'], build: [...PROJEN, 'package:go'] },
];

function packWorkspace(folder: string): string[] {
  return ['npm', 'pack', '--workspace', folder, '--pack-destination', 'dist/js'];
}

function isInstalled(tool: string): boolean {
  return spawnSync(tool, ['--version'], { stdio: 'ignore' }).error === undefined;
}

function succeeds([program, ...rest]: readonly string[]): boolean {
  const { file, args, shell } = npmCommand(program, rest);
  return spawnSync(file, args, { cwd: ROOT, shell, stdio: 'inherit' }).status === 0;
}

/** Builds a package. Returns what happened, for the table. */
function outcome({ registry, name, tools, build }: Package): string {
  const missing = tools.filter(tool => !isInstalled(tool));
  if (missing.length > 0) {
    return `not built: ${missing.join(' and ')} not installed`;
  }
  console.log(`\n${registry}: ${name}`);
  return succeeds(build) ? 'built' : 'FAILED: see the output above';
}

function main(args: string[]): void {
  rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
  const outcomes = PACKAGES.map(outcome);

  console.log('\nPackages in dist/:');
  const width = Math.max(...PACKAGES.map(({ name }) => name.length));
  PACKAGES.forEach(({ registry, name }, index) => console.log(`  ${registry.padEnd(13)}  ${name.padEnd(width)}  ${outcomes[index]}`));
  const complete = (result: string) => result === 'built' || (!args.includes('--all') && result.startsWith('not built'));
  process.exitCode = outcomes.every(complete) ? 0 : 1;
}

if (require.main === module) {
  main(process.argv.slice(2));
}
