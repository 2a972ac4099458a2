import { BASELINE, type Row } from './row';
import { runCompiled } from '../measure/run-compiled';
import type { Sample } from '../measure/sample';

const MODULES = { [BASELINE]: ['cdk8s', 'cdk8s-plus-28'], ours: ['cdk8s-service-patterns'] };

/** A row for the time that loading the modules takes. */
export const IMPORT: Row = {
  id: 'import',
  baseline: BASELINE,
  rounds: 15,
  prepare: () => ({
    sides: Object.entries(MODULES).map(([name, modules]) => ({ name, measure: () => runCompiled<Sample>('measure/import-process.ts', modules) })),
  }),
};
