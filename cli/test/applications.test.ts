import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { adopt } from '../src/adopt';
import type { Report } from '../src/report/report';

const FOLDER = join(__dirname, '..', '..', 'test', 'e2e', 'adoption');

/** The applications that test/e2e/adoption.test.ts adopts in a cluster, and what the library replaces without --in-place. */
const APPLICATIONS: readonly [string, readonly string[]][] = [
  ['billing', ['Deployment billing']],
  ['catalog', ['Deployment catalog']],
  ['ledger', ['StatefulSet ledger']],
  ['node-cache', ['DaemonSet node-cache']],
  ['shop', ['Deployment shop-web', 'Deployment shop-api', 'Deployment shop-reports']],
];

/** What stays a document. */
const DOCUMENTS: Record<string, readonly string[]> = {
  ledger: ['ConfigMap ledger-config'],
  shop: ['NetworkPolicy default-deny', 'NetworkPolicy allow-ingress-controller', 'NetworkPolicy allow-callers-of-api'],
};

/** What stays a document in place only, because the option would change it. */
const DOCUMENTS_IN_PLACE: Record<string, readonly string[]> = { shop: ['ServiceAccount shop-web-account'] };

function reportOf(application: string, inPlace: boolean): Report {
  const objects = parseAllDocuments(readFileSync(join(FOLDER, `${application}.yaml`), 'utf-8')).map(document => document.toJS());
  const documents = objects.map((object, index) => ({ object, source: `${application}.yaml#${index}` }));
  // In the folder of the package, the modules of the repository are found.
  return adopt(documents, { inPlace, out: join(__dirname, '..', 'main.ts') }, { resolve: name => jest.requireActual(name), fallback: join(__dirname, '..') }).report;
}

function changesIn({ objects }: Report): string[] {
  return objects.flatMap(({ differences }) => differences.map(({ object, path }) => `${object} ${path}`));
}

function documentsIn({ objects }: Report): string[] {
  return objects.filter(({ declaredAs }) => declaredAs === 'document').map(({ kind, name }) => `${kind} ${name}`);
}

test.each(APPLICATIONS)('%s is the same in place, and no pod is replaced', application => {
  const report = reportOf(application, true);

  expect(report.update).toEqual({ kubernetesVersion: '1.37', accepted: true, refusals: [], lostPorts: [], replacedPods: [], findings: [], notJudged: [] });
  expect(changesIn(report)).toEqual([]);
  expect(report.objects.flatMap(({ patches }) => patches)).toEqual([]);
  expect(documentsIn(report)).toEqual([...DOCUMENTS_IN_PLACE[application] ?? [], ...DOCUMENTS[application] ?? []]);
  expect(report).toMatchObject({ same: true, typeErrors: [] });
});

test.each(APPLICATIONS)('%s has the defaults of the library otherwise, which replace the pods of its workloads only', (application, replacedPods) => {
  const report = reportOf(application, false);
  const replaced = report.update!.replacedPods.map(({ object, fields }) => [object, fields.length > 0]);
  const byMistake = report.objects.flatMap(({ differences }) => differences.filter(({ intent }) => intent === undefined));

  expect(report.update).toMatchObject({ accepted: true, refusals: [], lostPorts: [], findings: [], notJudged: [] });
  expect(replaced).toEqual(replacedPods.map(object => [object, true]));
  expect(byMistake).toEqual([]);
  expect(changesIn(report)).not.toEqual([]);
  expect(report.objects.flatMap(({ patches }) => patches)).toEqual([]);
  expect(documentsIn(report)).toEqual(DOCUMENTS[application] ?? []);
  expect(report).toMatchObject({ same: true, typeErrors: [] });
});
