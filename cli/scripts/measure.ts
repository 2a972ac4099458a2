/**
 * Adopts the workloads of a folder one by one, and prints how many of the programs mean the same as the manifests, and what happens when they are applied
 * to a cluster where the manifests run.
 *
 *   npx ts-node -T -P tsconfig.dev.json scripts/measure.ts FOLDER [--failures] [--defaults] [--only=N]
 *
 * The folder has `workloads.jsonl`, with `{ source, workload, services }` in each line, and `same.js`, which compares a workload and its Services
 * with the documents of a declaration: `differences(workload, services, documents)`. With `--failures`, it also prints the reason for each of the others,
 * and with `--defaults`, the programs have the defaults of the library instead of being in place.
 */
import { readFileSync } from 'fs';
import { join, resolve } from 'path';
import { declareApplication, type Declared } from '../src/declare';
import type { Document } from '../src/document';
import { compare } from '../src/proof/compare/compare';
import { typeErrors } from '../src/proof/type-check';
import { update } from '../src/proof/update';

/** What prevents a program from meaning the same. */
interface Difference {
  readonly path: string;
  readonly was: unknown;
  readonly is: unknown;
}

type Same = (workload: Document, services: readonly Document[], documents: readonly Document[]) => readonly Difference[];

interface Manifest {
  readonly source: string;
  readonly workload: Document;
  readonly services: readonly Document[];
}

/** What was found out about one manifest: whether it counts for each row of the table, and the reasons why not. */
interface Findings {
  readonly rows: Readonly<Record<string, boolean>>;
  readonly problems: readonly string[];
  readonly declared?: Declared;
}

/** The comparison compares constraints as texts. */
function withSortedConstraints(document: Document): Document {
  const constraints: Document[] | undefined = document.spec?.template?.spec?.topologySpreadConstraints;
  constraints?.forEach((constraint, index) => {
    constraints[index] = Object.fromEntries(Object.entries(constraint).sort(([a], [b]) => a < b ? -1 : 1));
  });
  return document;
}

function examine({ workload, services }: Manifest, inPlace: boolean, same: Same): Findings {
  const originals = [workload, ...services];
  const inputs = originals.map(object => ({ object, source: 'workloads.jsonl' }));
  let declared: Declared;
  try {
    declared = declareApplication(inputs, { inPlace, out: 'main.ts', resolve: require });
  } catch (error) {
    return { rows: { 'means the same, and no patch': false }, problems: [`failed: ${(error as Error).stack}`] };
  }
  const { application, documents } = declared;
  const kept = [...application.adopted].flatMap(([{ object }, adopted]) => 'why' in adopted ? adopted.why.map(why => `document: ${object.kind} ${object.metadata.name}: ${why}`) : []);
  const patches = application.scopes.flatMap(scope => [...scope.patchedFields].flatMap(([, paths]) => paths.map(path => `patch: ${path}`)));
  const verdict = update(originals, documents, { resolve: require });
  const found = same(withSortedConstraints(workload), services, documents.map(withSortedConstraints));
  const differences = compare(originals, documents).filter(({ intent }) => inPlace || intent === undefined);
  const judged = verdict!.notJudged.length === 0;
  const accepted = verdict!.refusals.length === 0;
  return {
    declared,
    rows: {
      'is declared': kept.length === 0,
      'means the same, and no patch': kept.length + patches.length + (inPlace ? found.length : 0) === 0 && differences.length === 0,
      'means the same in the own comparison': differences.length === 0,
      ...judged ? {
        'is accepted as an update': accepted,
        'is accepted, and keeps all ports': accepted && verdict!.lostPorts.length === 0,
        'keeps the pod template': accepted && verdict!.replacedPods.length === 0,
      } : {},
    },
    problems: [
      ...kept,
      ...patches,
      ...inPlace ? found.map(({ path, was, is }) => `different: ${path}: ${JSON.stringify(was)} -> ${JSON.stringify(is)}`) : [],
      ...differences.map(({ object, path, was, is, intent }) => `own comparison: ${object} ${path}: ${JSON.stringify(was)} -> ${JSON.stringify(is)} ${intent ?? ''}`),
      ...verdict!.refusals.map(({ object, field, message }) => `refused as an update: ${object}: ${field}: ${message}`),
      ...verdict!.lostPorts.map(port => `port lost: ${port}`),
      ...verdict!.replacedPods.map(({ object, fields }) => `pods replaced: ${object}: ${fields.map(({ path }) => path).join(', ')}`),
    ],
  };
}

function main(folder: string, flags: readonly string[]): void {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { differences } = require(resolve(folder, 'same.js')) as { differences: Same };
  const only = flags.find(flag => flag.startsWith('--only='))?.slice('--only='.length);
  const lines = readFileSync(join(folder, 'workloads.jsonl'), 'utf-8').trim().split('\n').filter((_, index) => only === undefined || index % Number(only) === 0);
  const table = new Map<string, { total: number; fulfilled: number }>();
  const programs: { path: string; content: string }[] = [];
  const lengths = { yaml: 0, typescript: 0 };
  lines.forEach((line, index) => {
    const manifest = JSON.parse(line) as Manifest;
    const { rows, problems, declared } = examine(manifest, !flags.includes('--defaults'), differences);
    declared?.files.filter(({ path }) => path.endsWith('.ts')).forEach(({ path, content }) => {
      programs.push({ path: `${index}/${path}`, content });
      lengths.typescript += content.split('\n').length;
    });
    for (const [row, isFulfilled] of Object.entries(rows)) {
      for (const group of ['all', manifest.workload.kind, manifest.services.length > 0 ? 'with a Service' : 'without a Service']) {
        const name = `${row} (${group})`;
        const { total = 0, fulfilled = 0 } = table.get(name) ?? {};
        table.set(name, { total: total + 1, fulfilled: fulfilled + Number(isFulfilled) });
      }
    }
    if (flags.includes('--failures')) {
      problems.forEach(problem => console.log(`${index} ${manifest.source} ${manifest.workload.kind}/${manifest.workload.metadata.name}: ${problem}`));
    }
  });
  const errors = typeErrors(programs, { directory: resolve(__dirname, '..'), fallback: resolve(__dirname, '..') });
  errors.forEach(error => console.log(error));
  for (const [row, { total, fulfilled }] of [...table].sort(([a], [b]) => a < b ? -1 : 1)) {
    console.log(`${row.padEnd(54)} ${String(fulfilled).padStart(5)} of ${String(total).padStart(5)}  ${(fulfilled / total * 100).toFixed(1)} %`);
  }
  console.log(`${errors.length} errors of the compiler; ${lengths.typescript} lines of TypeScript`);
}

const [path, ...flags] = process.argv.slice(2);
main(path, flags);
