import type { CustomIngressControllerProps } from '../../cluster/ingress-controller';
import type { IngressOption } from '../../cluster/ingress-options';
import { isTraefik } from '../../cluster/is-traefik';
import type { RouteClass } from '../../cluster/route-class';
import { checkObjectName, routeRules } from '../../rules/routes';
import { isJustification, type Problems } from '../../rules/rule';
import {
  backendTemplates, CLASS, configuredBackends, controllerProps, expressionPath, neededAnnotations, suggestedAnnotation, supportsBackend,
} from '../plan/ingress-annotations';
import { matchesRequests, routeBackendsOf, type PlannedRule, type RoutedBackend, type RoutePlan } from '../plan/route-plan';
import { guessedScheme, SERVERS_SCHEME } from '../plan/traefik';
import type { RouteRule } from '../route-rule';

const GATEWAY = 'Use a Gateway: RouteParent.gateway(…)';

/** The fix for an option that some controllers support with an annotation, if the controller is not known. */
function identifyController(property: keyof CustomIngressControllerProps): string {
  return `Set the controller of the class in ClusterProfile's routeClasses or in routeClass of the parent: ingressController: IngressController.INGRESS_NGINX, or IngressController.custom({ name: '…', ${property}: { '<annotation>': 'true' } }) for another controller.`;
}

/** Options of a rule that an Ingress has no field for. */
const UNSUPPORTED_OPTIONS = [
  'methods', 'headers', 'query', 'redirect', 'rewrite', 'requestHeaders', 'responseHeaders', 'mirror', 'timeout', 'backendTimeout',
] as const satisfies readonly (keyof RouteRule & IngressOption)[];

/** Reports an option that an Ingress does not support. */
type Refuse = (field: string, value: unknown, option?: IngressOption, fix?: string) => void;

/** Reports the parts of a route that an Ingress of this class does not support. @internal */
export function checkIngress(problems: Problems, plan: RoutePlan): void {
  const { routeClass } = plan;
  checkObjectName(problems, 'parents[0]', plan.parent._name);
  checkAnnotations(problems, plan);
  const refuse: Refuse = (field, value, option, fix) => {
    const annotation = option && suggestedAnnotation(routeClass, option);
    const alternative = annotation ? `, or remove the option and check whether the annotation ${annotation} in metadata.annotations does what you need` : '';
    problems.report(routeRules.ingress, field, value, fix ?? `${GATEWAY}${alternative}.`);
  };
  if (!matchesRequests(plan)) {
    if (plan.protocol === 'TLS') {
      refuse('tls', 'passthrough', 'passthrough');
    } else {
      refuse('protocol', plan.protocol);
    }
    return;
  }
  if (plan.httpsRedirect && controllerProps(routeClass)?.httpsRedirectAnnotations === undefined) {
    const orAnnotation = 'Or remove httpsRedirect, and set the annotation of the controller in metadata.annotations.';
    refuse('httpsRedirect', true, 'httpsRedirect', controllerProps(routeClass) ? undefined : `${identifyController('httpsRedirectAnnotations')} ${orAnnotation}`);
  }
  if (plan.listenerPort !== undefined) {
    refuse('listenerPort', plan.listenerPort);
  }
  plan.rules.forEach(rule => {
    checkOptions(rule, refuse);
    (rule.rule.paths ?? []).forEach(({ _type, _path }, index) => {
      if (_type === 'RegularExpression' && expressionPath(routeClass, _path) === undefined) {
        refuse(`${rule.field}.paths[${index}]`, _path, undefined, controllerProps(routeClass) ? undefined : `${identifyController('regularExpressionAnnotations')} Or use a Gateway.`);
      }
    });
  });
  for (const { field, peer, namespace } of routeBackendsOf(plan)) {
    if (namespace !== plan.namespace) {
      const fix = `The namespace of '${peer.construct.node.path}' is '${namespace}'. Declare the Route in a chart of this namespace, or use a Gateway: RouteParent.gateway(…).`;
      refuse(field, namespace, undefined, namespace === undefined ? undefined : fix);
    } else if (peer.serviceKind !== 'Service') {
      refuse(field, peer.serviceKind);
    }
  }
  checkRouteBackendProtocols(problems, plan);
  checkCombinedBackends(problems, plan);
}

/** Reports annotations of the user that the route sets itself, and annotations to which two options of the route would give different values. */
function checkAnnotations(problems: Problems, plan: RoutePlan): void {
  const declared = plan.metadata?.annotations ?? {};
  const needed = neededAnnotations(plan);
  for (const key of new Set([CLASS, ...needed.map(annotation => annotation.key)])) {
    if (declared[key] !== undefined) {
      problems.report(routeRules.annotation, `metadata.annotations['${key}']`, declared[key], 'The route sets this annotation itself. Remove it.');
    }
  }
  needed.forEach(({ field, key, value }, index) => {
    const other = needed.slice(0, index).find(earlier => earlier.key === key && earlier.value !== value);
    if (other) {
      problems.report(routeRules.annotation, field, value, `For ${other.field}, the annotation ${key} must have another value. Declare a Route for each.`);
    }
  });
}

function checkOptions({ field, rule }: PlannedRule, refuse: Refuse): void {
  for (const option of UNSUPPORTED_OPTIONS) {
    if (rule[option] !== undefined) {
      refuse(`${field}.${option}`, '(set)', option);
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

/** Reports backends with TLS settings, and ports for which the controller needs an annotation that is not known. */
function checkRouteBackendProtocols(problems: Problems, plan: RoutePlan): void {
  const { routeClass } = plan;
  for (const backend of routeBackendsOf(plan)) {
    const { field, port, options } = backend;
    if (options.tls) {
      problems.report(routeRules.backendTls, `${field}.tls`, '(set)', `An Ingress has no field for it. ${GATEWAY}.`);
    }
    if (!supportsBackend(routeClass, port.kind) && !isJustification(options.justification)) {
      problems.report(routeRules.ingressBackend, `${field}.port`, port.name,
        `The port has the kind ${port.kind}. ${GATEWAY}, or ${protocolAnnotations(routeClass, backend)}.`);
    }
  }
}

/** The annotations that configure the protocol of a backend, for messages. */
function protocolAnnotations(routeClass: RouteClass, backend: RoutedBackend): string {
  const suggested = suggestedAnnotation(routeClass, 'backendProtocol');
  if (suggested === undefined) {
    return 'declare the annotation of the controller with IngressController.custom(…)';
  }
  const justification = 'with a justification of the backend';
  if (!isTraefik(routeClass)) {
    return `set the annotation ${suggested} in metadata.annotations, ${justification}`;
  }
  const scheme = guessedScheme(backend) === 'https' ? undefined : `${SERVERS_SCHEME}: https`;
  return backend.peer.followRoute
    ? `set the annotation ${suggested} in serviceMetadata of the backend, ${justification}${scheme ? `; the Route then sets ${scheme}` : ''}`
    : `set the ${scheme ? `annotations ${suggested} and ${scheme}` : `annotation ${suggested}`} on the existing Service, ${justification}`;
}

/** Reports backends that a controller cannot combine in one Ingress. */
function checkCombinedBackends(problems: Problems, plan: RoutePlan): void {
  const backends = configuredBackends(plan);
  for (const { field, port, peer } of backends) {
    for (const [annotation, template] of backendTemplates(plan.routeClass, port.kind)) {
      const byService = template.includes('{services}');
      const other = backends.find(backend => backend.port.kind !== port.kind && (!byService || backend.peer.address!.name === peer.address!.name));
      if (other) {
        const scope = byService ? `all ports of the Service '${peer.address!.name}'` : 'all backends of the Ingress';
        problems.report(routeRules.ingressBackend, `${field}.port`, port.name,
          `${annotation} applies to ${scope}, and ${other.field} has a port of the kind ${other.port.kind}. Declare a Route for each kind of port.`);
      }
    }
  }
}
