import type { IConstruct } from 'constructs';
import { ConstructState } from './construct-state';
import { Problems, type Origins } from '../rules/rule';

/** Where the options of a declaration come from, if some of them are defaults. */
const ORIGINS = new ConstructState<Origins>('Origins');

/** Sets where the options of a declaration come from. Its messages name the scopes. @internal */
export function setOrigins(declaration: IConstruct, origins: Origins): void {
  ORIGINS.set(declaration, origins);
}

/** Collects the problems of a declaration. @internal */
export function problemsOf(declaration: IConstruct): Problems {
  return new Problems(declaration, ORIGINS.of(declaration));
}
