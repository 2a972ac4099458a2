import { Chart, Lazy, type ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { checkRouteClass } from './cluster/check-route-class';
import type { RouteClass } from './cluster/route-class';
import { validateUnique } from './cluster/unique-in-cluster';
import { AllowedRoutes } from './gateway/allowed-routes';
import { checkAllowedRoutes, checkGatewayListener } from './gateway/check-gateway-listener';
import type { GatewayListener } from './gateway/gateway-listener';
import { declareGateway } from './gateway/gateways';
import type { IGateway } from './gateway/i-gateway';
import { GatewayListeners, listenerTls } from './gateway/listeners';
import { GATEWAY_API, grantCertificate } from './gateway/reference-grants';
import { RouteTls } from './gateway/route-tls';
import { manifest } from './manifest/manifest';
import type { MetadataOptions } from './manifest/metadata-options';
import { gatewayRules } from './rules/gateways';
import { checkLabels, checkMetadata } from './rules/metadata';
import { checkNamespace } from './rules/names';
import { checkPortNumber } from './rules/ports';
import { checkObjectName } from './rules/routes';
import { Problems } from './rules/rule';
import { checkArray, checkInstance, checkRequired, hasProperty } from './rules/values';
import { withoutNulls } from './values/without-nulls';

/**
 * Options of a `Gateway`: its class, listeners and allowed routes.
 */
export interface GatewayProps {
  /** Name of the GatewayClass. Its controller runs the Gateway. */
  readonly className: string;

  /**
   * Listeners that are declared explicitly. A route is attached to such a listener if its `section` names the listener, or if the listener has the
   * port, protocol and host that the route needs.
   *
   * @default - only the listeners that the routes need
   */
  readonly listeners?: GatewayListener[];

  /**
   * Namespaces whose routes can be attached to the Gateway.
   *
   * @default AllowedRoutes.fromSame()
   */
  readonly allowedRoutes?: AllowedRoutes;

  /**
   * Port of the listener that routes without TLS create. Some controllers require the port on which their pods listen.
   *
   * @default 80
   */
  readonly httpPort?: number;

  /**
   * Port of the listeners that routes with TLS create.
   *
   * @default 443
   */
  readonly httpsPort?: number;

  /**
   * Facts about the GatewayClass and the pods that forward its traffic.
   *
   * @default - the entry for the class in ClusterProfile's `routeClasses`
   */
  readonly routeClass?: RouteClass;

  /**
   * Name of the Gateway.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * Labels and annotations of the Gateway.
   *
   * @default - the labels of the chart
   */
  readonly metadata?: MetadataOptions;
}

/**
 * A Gateway of the Gateway API. It gets its listeners from the routes that are attached to it: all hosts without TLS share a listener `http`,
 * and each host with TLS has its own listener with its certificate.
 *
 * The platform must provide the GatewayClass, its controller and the custom resource definitions of the Gateway API.
 *
 * @example
 * new Gateway(this, 'public', {
 *   className: 'traefik',
 *   allowedRoutes: AllowedRoutes.fromNamespaces('shop', 'blog'),
 * });
 *
 * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/routes.md#gateways-and-namespaces
 * @see https://gateway-api.sigs.k8s.io/api-types/gateway/
 */
export class Gateway extends Construct implements IGateway {
  /** The Gateway. */
  public readonly apiObject: ApiObject;

  /** Name of the Gateway. */
  public readonly gatewayName: string;

  /**
   * Declares a Gateway.
   *
   * @param scope a chart, or a construct in a chart
   * @param id id of the construct, and name of the Gateway unless `name` is set
   * @param props class, listeners and allowed routes
   * @throws an error that lists all problems of the declaration, one per line
   * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/rules.md
   */
  constructor(scope: Construct, id: string, props: GatewayProps) {
    super(scope, id);
    const declared = withoutNulls(props);
    checkTypes(this, declared);
    const { className, allowedRoutes = AllowedRoutes.fromSame(), httpPort = 80, httpsPort = 443, metadata, routeClass } = declared;
    const { namespace, labels } = Chart.of(this);
    const listeners = new GatewayListeners(allowedRoutes, namespace);
    const name = declared.name ?? id;
    this.gatewayName = name;

    const problems = new Problems(this);
    checkObjectName(problems, 'name', name);
    checkNamespace(problems, 'namespace', namespace);
    checkObjectName(problems, 'className', className);
    checkLabels(problems, 'chart', labels);
    checkMetadata(problems, 'metadata', metadata);
    checkAllowedRoutes(problems, 'allowedRoutes', allowedRoutes);
    checkPortNumber(problems, 'httpPort', httpPort);
    checkPortNumber(problems, 'httpsPort', httpsPort);
    checkRouteClass(problems, 'routeClass', routeClass);
    const annotations: Record<string, string> = { ...metadata?.annotations };
    const annotate = (found: Problems, key: string, value: string) => {
      if (annotations[key] !== undefined && annotations[key] !== value) {
        found.report(gatewayRules.issuer, 'tls', value, `The Gateway already has the annotation ${key} with the value '${annotations[key]}'. Declare another Gateway for this issuer.`);
      }
      annotations[key] = value;
    };
    (declared.listeners ?? []).forEach((listener, index) => {
      const field = `listeners[${index}]`;
      checkGatewayListener(problems, field, listener);
      const tls = listener.tls && listenerTls(listener.tls, { secret: `${listener.name}-tls`, namespace, gatewayNamespace: namespace });
      listeners.declare(problems, field, listener, tls);
      if (tls?.issuer) {
        annotate(problems, tls.issuer.annotation, tls.issuer.name);
      }
      if (tls) {
        grantCertificate({ construct: this, name, namespace }, tls);
      }
    });
    problems.refuseIfAny();

    this.apiObject = manifest(this, 'Resource', {
      apiVersion: `${GATEWAY_API}/v1`,
      kind: 'Gateway',
      metadata: { ...metadata, name, annotations },
      spec: Lazy.any({ produce: () => ({ gatewayClassName: className, listeners: listeners.toJson() }) }),
    });
    this.node.defaultChild = this.apiObject;
    declareGateway({
      construct: this,
      name,
      namespace,
      className,
      listeners,
      ports: { http: httpPort, https: httpsPort },
      routeClass,
      annotate: (found, key, value) => {
        annotate(found, key, value);
        this.apiObject.metadata.addAnnotation(key, value);
      },
    });
    this.node.addValidation({ validate: () => emptyProblems(this, listeners) });
    validateUnique(this);
  }
}

/** Throws if a property has the wrong type, because the other checks rely on the types. */
function checkTypes(gateway: Construct, { listeners, allowedRoutes }: GatewayProps): void {
  const problems = new Problems(gateway);
  checkInstance(problems, 'allowedRoutes', allowedRoutes, AllowedRoutes._isAllowedRoutes, 'AllowedRoutes.fromAll()');
  if (checkArray(problems, 'listeners', listeners)) {
    (listeners ?? []).forEach((listener, index) => {
      if (checkRequired(problems, `listeners[${index}]`, listener, hasProperty('protocol'), "{ name: 'http', port: 80, protocol: ListenerProtocol.HTTP }")) {
        checkInstance(problems, `listeners[${index}].tls`, listener.tls, RouteTls._isRouteTls, "RouteTls.secret('shop-tls')");
        checkInstance(problems, `listeners[${index}].allowedRoutes`, listener.allowedRoutes, AllowedRoutes._isAllowedRoutes, 'AllowedRoutes.fromAll()');
      }
    });
  }
  problems.refuseIfAny();
}

function emptyProblems(gateway: Construct, listeners: GatewayListeners): string[] {
  const problems = new Problems(gateway);
  if (listeners.all.length === 0) {
    problems.report(gatewayRules.empty, 'listeners', [], 'Declare a Route with parents: [RouteParent.gateway(…)], or set listeners.');
  }
  return problems.messages;
}
