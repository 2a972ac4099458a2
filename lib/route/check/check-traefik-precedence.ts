import { isInTree } from '../../app/in-tree';
import { areInSamePlace } from '../../cluster/unique-in-cluster';
import { routeRules } from '../../rules/routes';
import type { Problems } from '../../rules/rule';
import type { RoutePlan } from '../plan/route-plan';
import { PRIORITY, recordedTraefikPaths, traefikPathsOf, type TraefikPath } from '../plan/traefik-paths';

/**
 * Reports exact paths whose requests Traefik sends to the backend of a prefix. Kubernetes gives an exact path precedence, and Traefik the path with the
 * longest rule. Traefik compares prefixes by characters unless it is configured with `strictPrefixMatching`. Runs at synth. Of two routes, the later one
 * is reported.
 *
 * @internal
 */
export function checkTraefikPrecedence(problems: Problems, plan: RoutePlan): void {
  const reported = new Set<string>();
  for (const path of traefikPathsOf(plan)) {
    for (const other of recordedTraefikPaths(plan, path.host)) {
      const [exact, prefix] = path.isExact ? [path, other] : [other, path];
      const own = exact.route === plan.route ? exact : prefix;
      const isLost = exact.isExact && !prefix.isExact && !reported.has(own.field) && loses(exact, prefix);
      if (isLost && isInTree(other.route) && areInSamePlace(other.route, plan.route)) {
        reported.add(own.field);
        problems.report(routeRules.traefikPrecedence, own.field, own.path, `Traefik sends the requests of the exact path '${exact.path}' to the backend of the prefix '${prefix.path}'${other.route === plan.route ? '' : ` of '${other.route.node.path}'`}. Declare the exact path in a Route of its own, with metadata: { annotations: { '${PRIORITY}': '${prefix.priority() + 1}' } }, or use a Gateway.`);
      }
    }
  }
}

/** Whether the prefix gets requests of the exact path. The order of equal priorities is not specified. */
function loses(exact: TraefikPath, prefix: TraefikPath): boolean {
  const isContained = exact.path.startsWith(prefix.path) && exact.backend !== prefix.backend;
  return isContained && !exact.isJustified && !prefix.isJustified && exact.priority() <= prefix.priority();
}
