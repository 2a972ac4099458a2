import type { IConstruct } from 'constructs';
import { completeOptions } from './complete-options';
import { MERGED } from './state';
import { recordReader } from '../app/defaults-readers';
import type { WorkloadOptions } from '../workload/workload-options';

/**
 * The options of a declaration, completed with the defaults of its scopes.
 *
 * @param props the options that the program has passed to the declaration
 * @internal
 */
export function withDefaults<T extends WorkloadOptions>(declaration: IConstruct, props: T): T {
  recordReader(declaration, 'WorkloadDefaults', 'declaration');
  recordReader(declaration, 'DefaultsVersion', 'declaration');
  return MERGED.of(declaration.node.root) ? completeOptions(declaration, props) : props;
}
