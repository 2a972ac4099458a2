import type { IConstruct } from 'constructs';
import { ConstructState } from '../app/construct-state';
import type { WorkloadOptions } from '../workload/workload-options';

/** The defaults that are set for a scope, without those of enclosing scopes. @internal */
export const DEFAULTS = new ConstructState<WorkloadOptions>('WorkloadDefaults');

/** The merged defaults of each scope that sets some, at the root of an app that has defaults. @internal */
export const MERGED = new ConstructState<Map<IConstruct, WorkloadOptions>>('WorkloadDefaults.merged');
