import { routeRules } from '../../rules/routes';
import type { Problems } from '../../rules/rule';
import type { RoutePlan } from '../plan/route-plan';
import { PRIORITY, recordedTraefikPaths, traefikPathsOf, type TraefikPath } from '../plan/traefik-paths';

/**
 * Reports exact paths whose requests Traefik sends to the backend of a prefix. Kubernetes gives an exact path precedence, and Traefik the path with the
 * longest rule. Traefik compares prefixes by characters unless it is configured with `strictPrefixMatching`.
 *
 * @internal
 */
export function checkTraefikPrecedence(problems: Problems, plan: RoutePlan): void {
  const own = traefikPathsOf(plan);
  const reported = new Set<string>();
  own.forEach((path, index) => {
    const others = [...recordedTraefikPaths(plan, path.host), ...own.slice(0, index).filter(({ host }) => host === path.host)];
    for (const other of others) {
      const [exact, prefix] = path.isExact ? [path, other] : [other, path];
      if (exact.isExact && !prefix.isExact && loses(exact, prefix) && !reported.has(path.field)) {
        reported.add(path.field);
        problems.report(routeRules.traefikPrecedence, path.field, path.path, `Traefik sends the requests of the exact path '${exact.path}' to the backend of the prefix '${prefix.path}'${other.route === path.route ? '' : ` of '${other.route.node.path}'`}. Declare the exact path in a Route of its own, with metadata: { annotations: { '${PRIORITY}': '${prefix.priority + 1}' } }, or use a Gateway.`);
      }
    }
  });
}

/** Whether the prefix gets requests of the exact path. The order of equal priorities is not specified. */
function loses(exact: TraefikPath, prefix: TraefikPath): boolean {
  const isContained = exact.path.startsWith(prefix.path) && exact.backend !== prefix.backend;
  return isContained && exact.priority <= prefix.priority && !exact.isJustified && !prefix.isJustified;
}
