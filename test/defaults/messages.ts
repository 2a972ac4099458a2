import { ExposedWorkload, WorkloadDefaults, type WorkloadOptions } from '../../lib';
import { find, MINIMAL, synthOf, type Document } from '../support';

export const IMAGE = 'registry.example.com/web:1';

/** The Deployment of a workload with these options, in a chart with these defaults. */
export function deploymentWith(defaults: WorkloadOptions, options: WorkloadOptions = {}): Document {
  return find(synthOf(chart => {
    WorkloadDefaults.set(chart, defaults);
    new ExposedWorkload(chart, 'web', { ...MINIMAL, ...options });
  }), 'Deployment');
}

/** The message of the error that a declaration throws. */
export function messageOf(declare: () => unknown): string {
  try {
    declare();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('no error');
}
