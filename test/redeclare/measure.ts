/**
 * Declares the workloads of a folder again, and prints how many declarations mean the same as the manifests.
 *
 *   npx ts-node -T -P tsconfig.dev.json test/redeclare/measure.ts FOLDER [--failures]
 *
 * The folder has `workloads.jsonl`, with `{ source, workload, services }` in each line, and `same.js`, which compares a workload and its Services
 * with the documents of a declaration: `differences(workload, services, documents)`. With `--failures`, it also prints the reason for each of the others.
 */
import { readFileSync } from 'fs';
import { join, resolve } from 'path';
import { App, Chart, Testing } from 'cdk8s';
import { redeclare, type Manifest } from './workload';
import { ClusterProfile } from '../../lib';
import { KUBERNETES_VERSIONS } from '../../lib/rules/versions';
import type { Document } from '../support';

/** What prevents a declaration from meaning the same. */
interface Difference {
  readonly path: string;
  readonly was: unknown;
  readonly is: unknown;
}

type Compare = (workload: Document, services: readonly Document[], documents: readonly Document[]) => readonly Difference[];

/** The comparison compares constraints as texts. */
function withSortedConstraints(document: Document): Document {
  const constraints: Document[] | undefined = document.spec?.template?.spec?.topologySpreadConstraints;
  constraints?.forEach((constraint, index) => {
    constraints[index] = Object.fromEntries(Object.entries(constraint).sort(([a], [b]) => a < b ? -1 : 1));
  });
  return document;
}

/** The reasons why a manifest cannot be declared again; none if it can. */
function problemsOf({ workload, services }: Manifest, compare: Compare): string[] {
  const app = new App();
  ClusterProfile.set(app, { kubernetesVersion: KUBERNETES_VERSIONS.at(-1)! });
  const chart = new Chart(app, 'chart', { namespace: workload.metadata.namespace });
  let unknown: string[];
  let documents: Document[];
  try {
    unknown = redeclare(chart, { workload, services });
    documents = Testing.synth(chart);
  } catch (error) {
    return (error as Error).message.split('\n').map(line => `refused: ${line.trim()}`);
  }
  const differences = compare(withSortedConstraints(workload), services, documents.map(withSortedConstraints));
  return [
    ...unknown.map(field => `no option: ${field}`),
    ...differences.map(({ path, was, is }) => `different: ${path}: ${JSON.stringify(was)} -> ${JSON.stringify(is)}`),
  ];
}

function main(folder: string, showsFailures: boolean): void {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { differences } = require(resolve(folder, 'same.js')) as { differences: Compare };
  const lines = readFileSync(join(folder, 'workloads.jsonl'), 'utf-8').trim().split('\n');
  const table = new Map<string, { total: number; same: number }>();
  for (const line of lines) {
    const manifest = JSON.parse(line) as Manifest & { readonly source: string };
    const problems = problemsOf(manifest, differences);
    for (const row of ['all', manifest.workload.kind, manifest.services.length > 0 ? 'with a Service' : 'without a Service']) {
      const { total = 0, same = 0 } = table.get(row) ?? {};
      table.set(row, { total: total + 1, same: same + Number(problems.length === 0) });
    }
    if (showsFailures) {
      problems.forEach(problem => console.log(`${manifest.source} ${manifest.workload.kind}/${manifest.workload.metadata.name}: ${problem}`));
    }
  }
  for (const [row, { total, same }] of table) {
    console.log(`${row.padEnd(20)} ${String(same).padStart(5)} of ${String(total).padStart(5)}  ${(same / total * 100).toFixed(1)} %`);
  }
}

const [path, ...flags] = process.argv.slice(2);
main(path, flags.includes('--failures'));
