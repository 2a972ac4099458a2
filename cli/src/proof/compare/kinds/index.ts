import { MONITORS } from './monitors';
import { CUSTOM, OTHERS } from './others';
import { POLICIES } from './policies';
import { ROUTES } from './routes';
import { SCALERS } from './scaling';
import { SERVICES } from './services';
import { WORKLOADS } from './workloads';
import type { Document } from '../../../document';
import { groupOf } from '../objects/identity';
import type { Type } from '../tree/schema';

const TYPES: Readonly<Record<string, Type>> = { ...WORKLOADS, ...SERVICES, ...ROUTES, ...SCALERS, ...POLICIES, ...MONITORS, ...OTHERS };

/** How objects of this kind are brought into the normal form. */
export function typeOf(document: Document): Type {
  const kind = `${groupOf(document)}/${document.kind}`;
  return Object.hasOwn(TYPES, kind) ? TYPES[kind] : CUSTOM;
}
