import type { Declaration } from '../declaration/declaration';
import type { Document } from '../declaration/rendering';
import type { Template } from '../inputs/template';
import type { ObjectOptions } from '../object-options';

/** An object of an earlier component that must exist before. */
export interface OtherObject {
  readonly declaration: Declaration<any>;
  readonly path: string;
}

/** An object that becomes a resource. */
export interface PlannedObject {
  /** Path of the construct. */
  readonly path: string;
  readonly document: Document;
  readonly template: Template;
  readonly options: ObjectOptions;
  /** Name of the resource. */
  readonly name: string;
  /** The paths of the objects of this component that must exist before. */
  readonly needs: Set<string>;
  /** The objects of earlier components that must exist before. */
  readonly needsOfOthers: OtherObject[];
}
