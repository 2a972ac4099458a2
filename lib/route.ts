import { Chart, type ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { checkGatewayApiServes } from './cluster/check-gateway-api';
import { ClusterProfile } from './cluster/cluster-profile';
import type { RouteClass } from './cluster/route-class';
import { validateUnique, type Reservation } from './cluster/unique-in-cluster';
import { declareInboundRoute } from './discovery/inbound-routes';
import type { IReachable } from './discovery/reachable';
import type { RouteTls } from './gateway/route-tls';
import { manifest } from './manifest/manifest';
import type { MetadataOptions } from './manifest/metadata-options';
import { checkActions } from './route/check/check-actions';
import { checkIngress } from './route/check/check-ingress';
import { checkKind } from './route/check/check-kind';
import { checkMatches } from './route/check/check-matches';
import { checkRouteBackendTls, checkRouteBackends } from './route/check/check-route-backends';
import { checkRouteTypes } from './route/check/check-route-types';
import { checkTls } from './route/check/check-tls';
import { attachToGateway, attachWithoutTls, hostsOf, type Attachment } from './route/plan/attach-to-gateway';
import { findRouteBackends } from './route/plan/find-route-backends';
import { redirectReservations, requestReservations } from './route/plan/reservations';
import { routeBackendsOf, type RoutePlan } from './route/plan/route-plan';
import { checkNamedGateway, namedGatewayValidation, parentKey, parentRefs } from './route/render/parent-refs';
import { ingress } from './route/render/render-ingress';
import { gatewayRoute, httpsRedirect } from './route/render/render-route';
import { createRouteBackendObjects } from './route/render/route-backend-objects';
import { RouteBackend } from './route/route-backend';
import type { RouteParent } from './route/route-parent';
import { RouteProtocol } from './route/route-protocol';
import type { RouteRule } from './route/route-rule';
import { checkLabels, checkMetadata } from './rules/metadata';
import { checkNamespace } from './rules/names';
import { checkHost, checkObjectName, routeRules } from './rules/routes';
import { Problems } from './rules/rule';
import { withoutNulls } from './values/without-nulls';

/**
 * Options of a `Route`: the requests from outside the cluster that it accepts, and the workloads that it sends them to.
 */
export interface RouteProps {
  /**
   * The Gateway or IngressClass that receives the requests. Exactly one parent is accepted. The option is a list so that a later version can accept
   * several parents.
   */
  readonly parents: RouteParent[];

  /**
   * Host names of the requests: with a Gateway at most 16, for a TLSRoute at most 1024. A name with the prefix `*.` stands for all its subdomains.
   *
   * @default - all hosts of the parent
   */
  readonly hosts?: string[];

  /**
   * TLS for the connections of clients. With a Gateway, hosts with TLS do not accept requests without TLS.
   *
   * @default - no TLS, or the TLS settings of the listener that the route is attached to
   */
  readonly tls?: RouteTls;

  /**
   * Backend that receives all requests. To send requests to different backends, use `rules` instead.
   *
   * @default - the backends of `rules`
   */
  readonly backend?: IReachable;

  /**
   * Rules that send requests to different backends, or change or redirect them. Set either `rules` or `backend`.
   *
   * @default - all requests go to `backend`
   */
  readonly rules?: RouteRule[];

  /**
   * Protocol by which the route distinguishes traffic, if the kinds of the ports do not determine it.
   *
   * @default - TLS if `tls` passes it through, gRPC if a rule has `grpcMethods`, or the first of HTTP, gRPC, TCP and UDP for which every backend
   * has a port
   */
  readonly protocol?: RouteProtocol;

  /**
   * Port of the Gateway's listener, from 1 to 65535. Only for TCP and UDP.
   *
   * @default - the port of the Service
   */
  readonly listenerPort?: number;

  /**
   * Whether HTTP requests are redirected to HTTPS. A Gateway responds with the status code 301, and an ingress controller with its own status code
   * for redirects. ingress-nginx redirects by default if the Ingress has TLS.
   *
   * @default false
   */
  readonly httpsRedirect?: boolean;

  /**
   * Name of the Ingress or route.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * Labels and annotations of the Ingress or route.
   *
   * @default - the labels of the chart
   */
  readonly metadata?: MetadataOptions;
}

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
 * const gateway = new Gateway(this, 'public', { className: 'traefik' });
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

  private readonly reservations: Reservation[] = [];

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
    const declared = withoutNulls(props);
    checkRouteTypes(this, declared);
    const [parent] = declared.parents;
    const problems = new Problems(this);
    const plan = this.plan(problems, id, declared);
    const routeClass = this.routeClassOf(parent);
    this.checkMetadata(problems, declared, plan);
    checkTls(problems, plan, parent);
    checkMatches(problems, plan, parent._kind === 'ingressClass');
    checkRouteBackends(problems, plan);

    const key = parentKey(plan, parent);
    const metadata = { ...declared.metadata, name: plan.name };
    if (parent._kind === 'ingressClass') {
      checkObjectName(problems, 'parents[0]', parent._name);
      checkIngress(problems, plan, routeClass, declared.metadata?.annotations);
      problems.refuseIfAny();
      this.apiObject = manifest(this, 'Route', ingress(plan, parent._name, routeClass, metadata));
      this.reservations.push(...requestReservations(plan, key, [{ hosts: hostsOf(plan) }]));
    } else {
      const attachments = this.attach(problems, plan, parent);
      const redirects = plan.httpsRedirect && parent._gateway && parent._options.section === undefined;
      const redirected = redirects ? attachWithoutTls(problems, plan, parent._gateway!) : undefined;
      problems.refuseIfAny();
      this.apiObject = manifest(this, 'Route', { metadata, ...gatewayRoute(plan, parentRefs(plan, parent, attachments)) });
      this.reservations.push(...requestReservations(plan, key, attachments));
      if (redirected) {
        this.redirectRoute = manifest(this, 'HttpsRedirect', { metadata: { ...metadata, name: `${plan.name}-https-redirect` }, ...httpsRedirect(plan, parentRefs(plan, parent, [redirected])) });
        this.reservations.push(...redirectReservations(plan, key, redirected));
      }
      createRouteBackendObjects(plan);
      this.node.addValidation(namedGatewayValidation(plan, parent));
    }
    this.node.defaultChild = this.apiObject;
    const className = classNameOf(parent);
    for (const { peer, port } of routeBackendsOf(plan)) {
      const { namespace, podLabels, networks } = routeClass;
      declareInboundRoute({ route: this, target: peer.construct, portName: port.name, className, namespace, podLabels, networks });
    }
    validateUnique(this, this.reservations);
  }

  private plan(problems: Problems, id: string, props: RouteProps): RoutePlan {
    const { tls, backend, hosts = [] } = props;
    if ((backend === undefined) === (props.rules === undefined)) {
      problems.report(routeRules.backendOrRules, 'rules', props.rules && '(set)', backend === undefined ? 'Set backend: web, or rules.' : 'Remove backend, and add it to a rule: { backends: [RouteBackend.of(…)] }.');
    }
    const rules = props.rules ?? (backend ? [{ backends: [RouteBackend.of(backend)] }] : []);
    const fieldOf = (index: number) => props.rules ? `rules[${index}]` : '';
    const found = findRouteBackends(problems, fieldOf, rules, tls?._kind === 'passthrough' ? 'TLS' : props.protocol);
    hosts.forEach((host, index) => {
      checkHost(problems, `hosts[${index}]`, host);
      if (hosts.indexOf(host) < index) {
        problems.report(routeRules.duplicate, `hosts[${index}]`, host, 'Remove the duplicate.');
      }
    });
    if (props.rules?.length === 0) {
      problems.report(routeRules.parts, 'rules', [], 'Add a rule such as { backends: [RouteBackend.of(…)] }, or set backend: web.');
    }
    return {
      route: this,
      name: props.name ?? id,
      namespace: Chart.of(this).namespace,
      hosts: [...hosts],
      tls,
      ...found,
      listenerPort: props.listenerPort,
      httpsRedirect: props.httpsRedirect ?? false,
    };
  }

  private checkMetadata(problems: Problems, { metadata }: RouteProps, { name, namespace }: RoutePlan): void {
    checkObjectName(problems, 'name', name);
    checkNamespace(problems, 'namespace', namespace);
    checkLabels(problems, 'chart', Chart.of(this).labels);
    checkMetadata(problems, 'metadata', metadata);
  }

  /** Checks the parts of a route that the Gateway API supports, and attaches the route to listeners of its Gateway. */
  private attach(problems: Problems, plan: RoutePlan, parent: RouteParent): Attachment[] {
    const { gatewayApiVersion } = ClusterProfile.of(this);
    checkKind(problems, plan);
    if (plan.protocol === RouteProtocol.HTTP || plan.protocol === RouteProtocol.GRPC) {
      plan.rules.forEach(rule => checkActions(problems, rule));
    } else {
      checkGatewayApiServes(problems, plan.protocol === 'TLS' ? 'tls' : 'protocol', `${plan.protocol}Route`, plan.protocol === 'TLS' ? '1.5' : '1.6', gatewayApiVersion);
    }
    checkRouteBackendTls(problems, plan);
    if (parent._gateway) {
      return attachToGateway(problems, plan, parent._gateway, parent._options.section);
    }
    checkNamedGateway(problems, parent);
    return [{ section: parent._options.section, hosts: hostsOf(plan) }];
  }

  private routeClassOf(parent: RouteParent): RouteClass {
    const { _options, _gateway } = parent;
    const className = classNameOf(parent);
    const known = className === undefined ? undefined : ClusterProfile.of(this).routeClasses[className];
    const declared = [_options.routeClass, _gateway?.routeClass, known];
    const { namespace, podLabels, networks } = declared.find(one => (one?.namespace ?? one?.networks) !== undefined) ?? {};
    const ingressController = declared.find(one => one?.ingressController !== undefined)?.ingressController;
    return { ingressController, namespace, podLabels, networks };
  }
}

/** The name of the IngressClass or GatewayClass of a parent; undefined for a Gateway that is declared elsewhere. */
function classNameOf({ _kind, _name, _gateway }: RouteParent): string | undefined {
  return _kind === 'ingressClass' ? _name : _gateway?.className;
}
