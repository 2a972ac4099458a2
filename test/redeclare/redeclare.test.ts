import { readFileSync, readdirSync } from 'fs';
import { join } from 'path';
import { App, Chart, Testing } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { redeclare } from './workload';
import { find, type Document } from '../support';

const FOLDER = join(__dirname, 'manifests');

/** The documents of a file. */
function documentsOf(file: string): Document[] {
  return parseAllDocuments(readFileSync(join(FOLDER, file), 'utf-8')).map(document => document.toJS());
}

/** A document without the fields that the library generates: selectors, and references to ports by name or number. */
function comparable({ spec: { selector, ports, ...spec }, ...document }: Document): Document {
  return { ...document, spec: ports ? { ...spec, ports: ports.map(({ targetPort, ...port }: Document) => port) } : spec };
}

/** All amounts of resources as texts, as a declaration has them. */
function withTexts(value: any, key = ''): any {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const isAmounts = key === 'requests' || key === 'limits';
  const entries = Object.entries(value).map(([name, each]) => [name, isAmounts ? String(each) : withTexts(each, name)]);
  return Array.isArray(value) ? entries.map(([, each]) => each) : Object.fromEntries(entries);
}

describe.each(readdirSync(FOLDER))('%s', file => {
  const [workload, ...services] = documentsOf(file);
  const chart = new Chart(new App(), 'chart');
  const unknown = redeclare(chart, { workload, services });
  const documents = Testing.synth(chart);

  test('options express all fields', () => {
    expect(unknown).toEqual([]);
  });

  test('the declaration generates the same workload and Services, and no others', () => {
    for (const original of [workload, ...services]) {
      expect(find(documents, original.kind, original.metadata.name)).toMatchObject(withTexts(comparable(original)));
    }
    expect(documents).toHaveLength(1 + services.length);
  });
});
