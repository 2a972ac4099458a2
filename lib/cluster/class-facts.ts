import type { RouteClass } from './route-class';

/** A fact about a class: that of the first declaration that states it. @internal */
export function factOf<K extends keyof RouteClass>(declared: readonly (RouteClass | undefined)[], fact: K): RouteClass[K] {
  return declared.find(one => one?.[fact] !== undefined)?.[fact];
}
