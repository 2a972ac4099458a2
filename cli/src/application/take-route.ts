import type { Scope } from './scope';
import { Variable } from '../code/expression';
import { camelCase } from '../code/identifiers';
import type { Document } from '../document';

/** Takes an id and a variable for a route, which often has the name of a workload. */
export function takeRoute(object: Document, scope: Scope): { id: string; variable: Variable } {
  const { name } = object.metadata;
  const isTaken = [...scope.workloads.map(({ id }) => id), ...scope.services.map(service => service.name), ...scope.constructs.keys()].includes(name);
  const id = scope.takeIdFor(object, isTaken ? `${name}-route` : name);
  return { id, variable: new Variable(camelCase(id.endsWith('-route') ? id : `${id}-route`)) };
}
