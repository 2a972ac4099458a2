import { spawnSync } from 'child_process';
import { cpus } from 'os';
import { markdownTable, tables } from './tables';
import { targetTable } from './targets';
import { libraryVersion, version } from './versions';
import type { RowResults } from '../measure/measure-row';
import { PYTHON } from '../measure/run-command';
import { HELM_VERSION } from '../rows/helm';

/** Where and with which versions the results were measured. */
export interface Environment {
  readonly date: string;
  readonly processors: number;
  readonly versions: Readonly<Record<string, string>>;
}

/** The environment of this process. */
export function environment(): Environment {
  const python = spawnSync(PYTHON, ['--version'], { encoding: 'utf-8' }).stdout?.trim().replace('Python ', '');
  const packages = ['cdk8s', 'cdk8s-plus-28', 'cdk8s-cli', 'constructs'];
  return {
    date: new Date().toISOString().slice(0, 10),
    processors: cpus().length,
    versions: {
      'cdk8s-service-patterns': libraryVersion(),
      ...Object.fromEntries(packages.map(name => [name, version(name)])),
      'Node.js': process.versions.node,
      'Helm': HELM_VERSION.slice(1),
      'Python': python ?? 'not installed',
    },
  };
}

/** The text of all results. */
export function report(results: readonly RowResults[]): string {
  return [targetTable(results), tables(results)].filter(Boolean).join('\n\n');
}

/** The page with the recorded results. */
export function recordPage({ date, processors, versions }: Environment, results: readonly RowResults[]): string {
  return `# Recorded results

\`npx projen bench --record\` wrote this page on ${date}, on ${processors} processors. [README.md](README.md) explains the rows and sides. Each cell is
the median of the ratios of all rounds, with the smallest and the largest ratio in parentheses. [record.json](record.json) contains the
same results, and the values from which the ratios were calculated.

${markdownTable(['Software', 'Version'], Object.entries(versions))}

${report(results).replaceAll('### ', '## ')}
`;
}
