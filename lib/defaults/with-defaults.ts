import type { IConstruct } from 'constructs';
import { completeOptions } from './complete-options';
import { unsetKeysOf } from './complete-type-messages';
import { MERGED } from './state';
import { recordReader } from '../app/defaults-readers';
import type { Origins } from '../rules/rule';
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

/** What messages about the types of a declaration's options say about the defaults of its scopes, if there are any. @internal */
export function typeMessages(declaration: IConstruct, props: unknown): Origins | undefined {
  return MERGED.of(declaration.node.root) ? unsetKeysOf(declaration, props) : undefined;
}
