import type { RouteClass } from './route-class';

/** Whether a class is known to be one of Traefik. Compared by id, because an app can load several copies of this library. @internal */
export function isTraefik(routeClass: RouteClass | undefined): boolean {
  return routeClass?.ingressController?._id === 'traefik';
}
