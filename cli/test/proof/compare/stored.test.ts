import { readFileSync, readdirSync } from 'fs';
import { join } from 'path';
import { ServerDryRun } from 'kubernetes-dry-run';
import { parseAllDocuments } from 'yaml';
import type { Document } from '../../../src/document';
import { compare } from '../../../src/proof/compare/compare';

const FOLDER = join(__dirname, '../../manifests/workloads');
const dryRun = new ServerDryRun({ kubernetesVersion: '1.37', references: false, serviceCidrs: ['10.96.0.0/12', 'fd00:10:96::/108'] });

/** A printed Service, which also has values that the cluster assigned. */
const printed = (document: Document) => document.kind === 'Service' ? { ...document, metadata: { ...document.metadata, uid: '1' } } : document;

test.each(readdirSync(FOLDER))('what the API server stores means the same: %s', file => {
  const documents = parseAllDocuments(readFileSync(join(FOLDER, file), 'utf-8'), { version: '1.1' }).map(each => each.toJS());
  const { results } = dryRun.apply(documents);
  expect(results.filter(({ accepted }) => !accepted)).toEqual([]);
  const stored = results.map(result => printed(result.stored));
  expect(compare(documents, stored)).toEqual([]);
  expect(compare(stored, documents)).toEqual([]);
});
