import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { validateAtSynth } from './app/checks-at-synth';
import { isTraefik } from './cluster/is-traefik';
import { validateUnique } from './cluster/unique-in-cluster';
import { declareInboundRoute } from './discovery/inbound-routes';
import { validateIssuedSecrets } from './gateway/issued-secrets';
import { Manifest } from './manifest/manifest';
import { receiveProps } from './options/receive';
import { checkNamedGateway } from './route/check/check-named-gateway';
import { checkRoute } from './route/check/check-route';
import { checkTargets } from './route/check/check-targets';
import { checkTraefik } from './route/check/check-traefik';
import { checkTraefikPrecedence } from './route/check/check-traefik-precedence';
import { inboundRoutesOf } from './route/plan/inbound-routes-of';
import { planRoute } from './route/plan/plan-route';
import { reservationsOf } from './route/plan/reservations';
import { recordAttachments } from './route/plan/routes-of-gateways';
import { secretsOf } from './route/plan/secrets';
import { annotatedPriority, recordTraefikPaths } from './route/plan/traefik-paths';
import { ingress } from './route/render/render-ingress';
import { gatewayRoute, redirectRoute } from './route/render/render-route';
import { createRouteBackendObjects } from './route/render/route-backend-objects';
import type { RouteProps } from './route/route-props';
import { Problems } from './rules/rule';

/**
 * Sends requests from outside the cluster to workloads. The parent determines whether it creates an Ingress or a route of the Gateway API
 * (HTTPRoute, GRPCRoute, TLSRoute, TCPRoute or UDPRoute).
 *
 * The names, namespaces and ports of the Services are taken from the declarations of the backends. The Route also creates the ReferenceGrants
 * for backends in other namespaces, and adds listeners to a Gateway of this app. It does not change the Services: the backends need neither
 * node ports nor load balancers.
 *
 * @example
 * const web = new ExposedWorkload(this, 'web', { image: 'registry.example.com/web:1.4.2', ports: [Port.http(8080)] });
 * const gateway = new Gateway(this, 'public', { className: 'traefik', routeClass: { ingressController: IngressController.TRAEFIK } });
 *
 * new Route(this, 'shop', {
 *   parents: [RouteParent.gateway(gateway)],
 *   hosts: ['shop.example.com'],
 *   tls: RouteTls.secret('shop-tls'),
 *   backend: web,
 * });
 *
 * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/routes.md
 * @see https://gateway-api.sigs.k8s.io/
 * @see https://kubernetes.io/docs/concepts/services-networking/ingress/
 */
export class Route extends Construct {
  /** The Ingress, HTTPRoute, GRPCRoute, TLSRoute, TCPRoute or UDPRoute. */
  public readonly apiObject: ApiObject;

  /** The HTTPRoute that redirects HTTP requests to HTTPS, for a Gateway and `httpsRedirect`. */
  public readonly redirectRoute?: ApiObject;

  /**
   * Declares a route.
   *
   * @param scope a chart, or a construct in a chart
   * @param id id of the construct, and name of the route unless `name` is set
   * @param props the requests and the backends
   * @throws an error that lists all problems of the declaration, one per line
   * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/rules.md
   */
  constructor(scope: Construct, id: string, props: RouteProps) {
    super(scope, id);
    props = receiveProps(this, 'RouteProps', props, new.target !== Route);
    const problems = new Problems(this);
    checkTargets(problems, props);
    problems.refuseIfAny();

    const plan = planRoute(problems, this, id, props);
    checkRoute(problems, props, plan);
    problems.refuseIfAny();

    const isIngress = plan.parent._kind === 'ingressClass';
    plan.gateway?.commit(plan.gateway.listeners);
    this.apiObject = new Manifest(this, 'Route', isIngress ? ingress(plan) : gatewayRoute(plan));
    this.redirectRoute = plan.redirect && new Manifest(this, 'HttpsRedirect', redirectRoute(plan, plan.redirect));
    if (!isIngress) {
      createRouteBackendObjects(plan);
      recordAttachments(plan);
    }
    this.node.defaultChild = this.apiObject;
    inboundRoutesOf(plan).forEach(declareInboundRoute);
    validateAtSynth(this, {
      checkAtSynth: found => {
        checkNamedGateway(found, plan);
        checkTraefik(found, plan);
      },
    });
    validateUnique(this, { reservations: reservationsOf(plan) });
    if (isIngress && isTraefik(plan.routeClass)) {
      recordTraefikPaths(plan);
      validateAtSynth(this, {
        appendParts: parts => parts.push(annotatedPriority(this)),
        checkAtSynth: found => checkTraefikPrecedence(found, plan),
      });
    }
    if (isIngress && plan.tls) {
      validateIssuedSecrets(this, () => secretsOf(plan));
    }
  }
}
