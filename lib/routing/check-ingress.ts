import { annotationsRead, type IngressFeature } from './ingress-annotations';
import { annotationsOf } from './render-ingress';
import { backendsOf, type PlannedRule, type RoutePlan } from './route-plan';
import { RouteProtocol } from './route-protocol';
import type { RouteRule } from './route-rule';
import type { RouteClass } from '../cluster/route-class';
import { routeRules } from '../rules/routes';
import { isJustification, type Problems } from '../rules/rule';

const GATEWAY = 'A Gateway can: RouteParent.gateway(…)';

/** What a rule of an Ingress has no field for, and what it is about. */
const UNKNOWN_PARTS: Readonly<Partial<Record<keyof RouteRule, IngressFeature>>> = {
  methods: 'match',
  headers: 'match',
  query: 'match',
  redirect: 'redirect',
  rewrite: 'rewrite',
  requestHeaders: 'requestHeaders',
  responseHeaders: 'responseHeaders',
  mirror: 'mirror',
  timeout: 'timeout',
  backendTimeout: 'timeout',
};

/** Notes what a route says that an Ingress of this controller can't. @internal */
export function checkIngress(
  problems: Problems, plan: RoutePlan, controller: RouteClass, annotations: Readonly<Record<string, string>> = {},
): void {
  checkAnnotations(problems, plan, controller, annotations);
  const known = annotationsRead(controller);
  const refuse = (field: string, value: unknown, feature?: IngressFeature) => {
    const annotation = feature && known?.named[feature];
    const other = annotation ? `, or leave it out and see whether ${annotation} does, in metadata.annotations` : '';
    problems.report(routeRules.ingress, field, value, `${GATEWAY}${other}.`);
  };
  if (plan.protocol !== RouteProtocol.HTTP && plan.protocol !== RouteProtocol.GRPC) {
    if (plan.protocol === 'TLS') {
      refuse('tls', 'passthrough', 'passthrough');
    } else {
      refuse('protocol', plan.protocol);
    }
    return;
  }
  if (plan.httpsRedirect && known?.written.httpsRedirect === undefined) {
    refuse('httpsRedirect', true, 'httpsRedirect');
  }
  if (plan.listenerPort !== undefined) {
    refuse('listenerPort', plan.listenerPort);
  }
  plan.rules.forEach(rule => {
    checkParts(rule, refuse);
    if (known?.written.regularExpressions === undefined) {
      (rule.rule.paths ?? []).forEach(({ _type, _path }, index) => _type === 'RegularExpression' && refuse(`${rule.field}.paths[${index}]`, _path));
    }
  });
  for (const { field, peer, namespace } of backendsOf(plan)) {
    if (peer.serviceKind !== 'Service' || namespace !== plan.namespace) {
      refuse(field, namespace === plan.namespace ? peer.serviceKind : namespace);
    }
  }
  checkBackends(problems, plan, known?.named.backend);
}

/** What annotations of a user must not say beside the route. */
function checkAnnotations(problems: Problems, plan: RoutePlan, controller: RouteClass, given: Readonly<Record<string, string>>): void {
  for (const key of ['kubernetes.io/ingress.class', ...Object.keys(annotationsOf(plan, controller))]) {
    if (given[key] !== undefined) {
      problems.report(routeRules.annotation, `metadata.annotations['${key}']`, given[key], 'The route says it. Leave it out.');
    }
  }
}

function checkParts({ field, rule }: PlannedRule, refuse: (field: string, value: unknown, feature?: IngressFeature) => void): void {
  for (const [part, feature] of Object.entries(UNKNOWN_PARTS)) {
    if (rule[part as keyof RouteRule] !== undefined) {
      refuse(`${field}.${part}`, '(set)', feature);
    }
  }
  if (rule.grpcMethods !== undefined) {
    refuse(`${field}.grpcMethods`, '(set)');
  }
  const { backends = [] } = rule;
  if (backends.length === 0 && !rule.redirect) {
    refuse(`${field}.backends`, rule.backends);
  }
  if (backends.length > 1) {
    refuse(`${field}.backends`, `${backends.length} backends`, 'weight');
  }
  backends.forEach(({ _options: { weight } }, index) => weight !== undefined && refuse(`${field}.backends[${index}].weight`, weight, 'weight'));
}

/** What is not plain HTTP, the controller has to be told in its own way. */
function checkBackends(problems: Problems, plan: RoutePlan, annotation: string | undefined): void {
  for (const { field, port, options } of backendsOf(plan)) {
    if (options.tls) {
      problems.report(routeRules.backendTls, `${field}.tls`, '(set)', `An Ingress has no place for it. ${GATEWAY}.`);
    }
    if (['https', 'h2c', 'grpc'].includes(port.kind) && !isJustification(options.justification)) {
      problems.report(routeRules.ingressBackend, `${field}.port`, port.name, `It speaks ${port.kind}, and its controller reads ${annotation ?? 'an annotation of its own'}. ${GATEWAY}.`);
    }
  }
}
