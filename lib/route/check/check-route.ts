import { Chart } from 'cdk8s';
import { checkGatewayRoute } from './check-gateway-route';
import { checkGkeHealthCheck } from './check-gke-health-check';
import { checkIngress } from './check-ingress';
import { checkMatches } from './check-matches';
import { checkNodeTargets, checkPodTargets } from './check-pod-targets';
import { checkRouteBackends } from './check-route-backends';
import { checkTls } from './check-tls';
import { checkTraefik } from './check-traefik';
import { checkLabels, checkMetadata } from '../../rules/metadata';
import { checkNamespace } from '../../rules/names';
import { checkHost, checkObjectName, routeRules } from '../../rules/routes';
import type { Problems } from '../../rules/rule';
import type { RoutePlan } from '../plan/route-plan';
import type { RouteProps } from '../route-props';

/** Reports problems with a declared route and its plan. @internal */
export function checkRoute(problems: Problems, declared: RouteProps, plan: RoutePlan): void {
  checkParts(problems, declared);
  checkHosts(problems, plan.hosts);
  checkObjectName(problems, 'name', plan.name);
  checkNamespace(problems, 'namespace', plan.namespace);
  checkLabels(problems, 'chart', Chart.of(plan.route).labels);
  checkMetadata(problems, 'metadata', plan.metadata);
  checkTls(problems, plan);
  checkMatches(problems, plan);
  checkRouteBackends(problems, plan);
  checkPodTargets(problems, plan);
  checkNodeTargets(problems, plan);
  checkGkeHealthCheck(problems, plan);
  checkTraefik(problems, plan);
  if (plan.parent._kind === 'ingressClass') {
    checkIngress(problems, plan);
  } else {
    checkGatewayRoute(problems, plan);
  }
}

function checkParts(problems: Problems, { backend, rules }: RouteProps): void {
  if ((backend === undefined) === (rules === undefined)) {
    problems.report(routeRules.backendOrRules, 'rules', rules && '(set)', backend === undefined ? 'Set backend: web, or rules.' : 'Remove backend, and add it to a rule: { backends: [RouteBackend.of(…)] }.');
  }
  if (rules?.length === 0) {
    problems.report(routeRules.parts, 'rules', [], 'Add a rule such as { backends: [RouteBackend.of(…)] }, or set backend: web.');
  }
}

function checkHosts(problems: Problems, hosts: readonly string[]): void {
  hosts.forEach((host, index) => {
    checkHost(problems, `hosts[${index}]`, host);
    if (hosts.indexOf(host) < index) {
      problems.report(routeRules.duplicate, `hosts[${index}]`, host, 'Remove the duplicate.');
    }
  });
}
