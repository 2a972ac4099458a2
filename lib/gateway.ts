import { Lazy, type ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { validateAtSynth } from './app/checks-at-synth';
import { validateUnique } from './cluster/unique-in-cluster';
import { checkGateway, checkNotEmpty } from './gateway/check-gateway';
import { checkSharedCertificates } from './gateway/check-shared-certificates';
import type { GatewayProps } from './gateway/gateway-props';
import { declareGateway } from './gateway/gateways';
import type { IGateway } from './gateway/i-gateway';
import { validateIssuedSecrets } from './gateway/issued-secrets';
import { issuerAnnotations } from './gateway/listener-tls';
import { planGateway, secretsOf } from './gateway/plan-gateway';
import { GATEWAY_API, grantCertificates } from './gateway/reference-grants';
import { Manifest } from './manifest/manifest';
import { receiveProps } from './options/receive';
import { Problems } from './rules/rule';

/**
 * A Gateway of the Gateway API. It gets its listeners from the routes that are attached to it: all hosts without TLS share a listener `http`,
 * and each host with TLS has its own listener with its certificate.
 *
 * The platform must provide the GatewayClass, its controller and the custom resource definitions of the Gateway API.
 *
 * @example
 * new Gateway(this, 'public', {
 *   className: 'traefik',
 *   routeClass: { ingressController: IngressController.TRAEFIK },
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
    props = receiveProps(this, 'GatewayProps', props, new.target !== Gateway);
    const problems = new Problems(this);
    const plan = planGateway(problems, this, id, props);
    const { name, className, listeners, metadata } = plan;
    checkGateway(problems, plan);
    problems.refuseIfAny();

    this.gatewayName = name;
    grantCertificates(plan, listeners.all);
    this.apiObject = new Manifest(this, 'Resource', {
      apiVersion: `${GATEWAY_API}/v1`,
      kind: 'Gateway',
      metadata: { ...metadata, name, annotations: { ...metadata?.annotations, ...issuerAnnotations(listeners.all) } },
      spec: Lazy.any({ produce: () => ({ gatewayClassName: className, listeners: listeners.toJson() }) }),
    });
    this.node.defaultChild = this.apiObject;
    declareGateway({
      ...plan,
      commit: draft => {
        const added = listeners.commit(draft);
        grantCertificates(plan, added);
        Object.entries(issuerAnnotations(added)).forEach(([key, value]) => this.apiObject.metadata.addAnnotation(key, value));
      },
    });
    validateAtSynth(this, {
      appendParts: parts => parts.push(...listeners.all),
      checkAtSynth: found => {
        checkNotEmpty(found, listeners.all);
        checkSharedCertificates(found, plan);
      },
    });
    validateUnique(this);
    validateIssuedSecrets(this, () => secretsOf(plan));
  }
}
