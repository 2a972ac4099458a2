/**
 * Declares the workloads of a folder again, in place, and prints how many declarations mean the same as the manifests, and what happens when they are
 * applied to a cluster where the manifests run.
 *
 *   npx ts-node -T -P tsconfig.dev.json test/redeclare/measure.ts FOLDER [--failures]
 *
 * The folder has `workloads.jsonl`, with `{ source, workload, services }` in each line, and `same.js`, which compares a workload and its Services
 * with the documents of a declaration: `differences(workload, services, documents)`. With `--failures`, it also prints the reason for each of the others.
 */
import { readFileSync } from 'fs';
import { join, resolve } from 'path';
import { App, Chart, Testing } from 'cdk8s';
import { ServerDryRun } from 'kubernetes-dry-run';
import { updateInPlace } from './in-place';
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

const VERSION = KUBERNETES_VERSIONS.at(-1)!;
const dryRun = new ServerDryRun({ kubernetesVersion: VERSION as never, references: false });

/** The comparison compares constraints as texts. */
function withSortedConstraints(document: Document): Document {
  const constraints: Document[] | undefined = document.spec?.template?.spec?.topologySpreadConstraints;
  constraints?.forEach((constraint, index) => {
    constraints[index] = Object.fromEntries(Object.entries(constraint).sort(([a], [b]) => a < b ? -1 : 1));
  });
  return document;
}

/** What was found out about one manifest: whether it counts for each row of the table, and the reasons why not. */
interface Findings {
  readonly rows: Readonly<Record<string, boolean>>;
  readonly problems: readonly string[];
}

function examine(manifest: Manifest, compare: Compare): Findings {
  const { workload, services } = manifest;
  const app = new App();
  ClusterProfile.set(app, { kubernetesVersion: VERSION });
  const chart = new Chart(app, 'chart', { namespace: workload.metadata.namespace });
  let unknown: string[];
  let documents: Document[];
  try {
    unknown = redeclare(chart, manifest);
    documents = Testing.synth(chart);
  } catch (error) {
    return { rows: { 'means the same': false }, problems: (error as Error).message.split('\n').map(line => `refused: ${line.trim()}`) };
  }
  const { wasAccepted, refusals, lostPorts, replacesPods } = updateInPlace(dryRun, manifest, documents);
  const differences = compare(withSortedConstraints(workload), services, documents.map(withSortedConstraints));
  return {
    rows: {
      'means the same': unknown.length === 0 && differences.length === 0,
      ...wasAccepted ? {
        'is accepted as an update': refusals.length === 0,
        'is accepted, and keeps all ports': refusals.length === 0 && lostPorts.length === 0,
        'keeps the pod template': refusals.length === 0 && !replacesPods,
      } : {},
    },
    problems: [
      ...unknown.map(field => `no option: ${field}`),
      ...differences.map(({ path, was, is }) => `different: ${path}: ${JSON.stringify(was)} -> ${JSON.stringify(is)}`),
      ...refusals.map(refusal => `refused as an update: ${refusal}`),
      ...lostPorts.map(port => `port lost: ${port}`),
    ],
  };
}

function main(folder: string, showsFailures: boolean): void {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { differences } = require(resolve(folder, 'same.js')) as { differences: Compare };
  const lines = readFileSync(join(folder, 'workloads.jsonl'), 'utf-8').trim().split('\n');
  const table = new Map<string, { total: number; fulfilled: number }>();
  for (const line of lines) {
    const manifest = JSON.parse(line) as Manifest & { readonly source: string };
    const { rows, problems } = examine(manifest, differences);
    for (const [row, isFulfilled] of Object.entries(rows)) {
      for (const group of ['all', manifest.workload.kind, manifest.services.length > 0 ? 'with a Service' : 'without a Service']) {
        const name = `${row} (${group})`;
        const { total = 0, fulfilled = 0 } = table.get(name) ?? {};
        table.set(name, { total: total + 1, fulfilled: fulfilled + Number(isFulfilled) });
      }
    }
    if (showsFailures) {
      problems.forEach(problem => console.log(`${manifest.source} ${manifest.workload.kind}/${manifest.workload.metadata.name}: ${problem}`));
    }
  }
  for (const [row, { total, fulfilled }] of [...table].sort(([a], [b]) => a < b ? -1 : 1)) {
    console.log(`${row.padEnd(54)} ${String(fulfilled).padStart(5)} of ${String(total).padStart(5)}  ${(fulfilled / total * 100).toFixed(1)} %`);
  }
}

const [path, ...flags] = process.argv.slice(2);
main(path, flags.includes('--failures'));
