import { writeFileSync } from 'fs';
import { createRequire } from 'module';
import { join } from 'path';
import type * as yaml from 'yaml';
import { documentsOf } from './documents';
import type { AppModel } from '../app-model';

/** The copy of the package that cdk8s has. */
const { stringify } = createRequire(require.resolve('cdk8s'))('yaml') as typeof yaml;

/** Writes the documents of an app without cdk8s, with the package and the options with which cdk8s writes YAML. */
export function write(directory: string, model: AppModel): void {
  for (const chart of model.charts) {
    const documents = documentsOf(model, chart).map(document => stringify(document, { keepUndefined: true, lineWidth: 0, version: '1.1' }));
    writeFileSync(join(directory, `${chart.id}.k8s.yaml`), documents.join('---\n'));
  }
}
