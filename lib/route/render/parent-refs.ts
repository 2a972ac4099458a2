import type { IValidation } from 'constructs';
import { ClusterProfile } from '../../cluster/cluster-profile';
import { gatewaysIn, type GatewayFacts } from '../../gateway/gateways';
import type { Json } from '../../manifest/manifest';
import { checkNamespace } from '../../rules/names';
import { checkPortNumber } from '../../rules/ports';
import { checkObjectName } from '../../rules/routes';
import { Problems } from '../../rules/rule';
import { checkListener, checkSection, type Attachment } from '../plan/attach-to-gateway';
import type { RoutePlan } from '../plan/route-plan';
import type { RouteParent } from '../route-parent';

/** Reports an invalid reference to a Gateway that is declared elsewhere. @internal */
export function checkNamedGateway(problems: Problems, { _name, _options: { namespace, section, port } }: RouteParent): void {
  checkObjectName(problems, 'parents[0]', _name);
  checkNamespace(problems, 'parents[0].namespace', namespace);
  if (section !== undefined) {
    checkObjectName(problems, 'parents[0].section', section);
  }
  if (port !== undefined) {
    checkPortNumber(problems, 'parents[0].port', port);
  }
}

/** The `parentRefs` of a route of the Gateway API: one for each listener that it is attached to. @internal */
export function parentRefs({ namespace: own }: RoutePlan, { _name, _options, _gateway }: RouteParent, attachments: readonly Attachment[]): Json[] {
  const namespace = namespaceOf(_options, _gateway, own);
  const sections = [...new Set(attachments.map(({ section }) => section))];
  return sections.map(sectionName => ({
    name: _name, namespace: namespace === own ? undefined : namespace, sectionName, port: _options.port,
  }));
}

/** A key that identifies a Gateway or IngressClass in a cluster. @internal */
export function parentKey({ namespace: own }: RoutePlan, { _kind, _name, _options, _gateway }: RouteParent): string {
  return _kind === 'ingressClass' ? `IngressClass/${_name}` : `Gateway/${namespaceOf(_options, _gateway, own) ?? ''}/${_name}/${_options.port ?? ''}`;
}

/** A validation of cdk8s for a reference by name: reports a Gateway of this app that does not allow the route. @internal */
export function namedGatewayValidation(plan: RoutePlan, parent: RouteParent): IValidation {
  return {
    validate: () => {
      const problems = new Problems(plan.route);
      const gateway = parent._kind === 'gatewayNamed' ? findNamed(plan, parent) : undefined;
      if (gateway) {
        checkNamed(problems, plan, parent, gateway);
      }
      return problems.messages;
    },
  };
}

function findNamed(plan: RoutePlan, parent: RouteParent): GatewayFacts | undefined {
  const { cluster } = ClusterProfile.of(plan.route);
  const gatewayNamespace = namespaceOf(parent._options, undefined, plan.namespace);
  return gatewaysIn(plan.route).find(({ construct, name, namespace }) => {
    return name === parent._name && namespace === gatewayNamespace && ClusterProfile.of(construct).cluster === cluster;
  });
}

function checkNamed(problems: Problems, plan: RoutePlan, { _options: { section } }: RouteParent, gateway: GatewayFacts): void {
  if (section !== undefined) {
    checkSection(problems, plan, gateway, section, 'parents[0].section');
  }
  const listeners = gateway.listeners.all.filter(({ name }) => section === undefined || name === section);
  if (listeners.length > 0 && listeners.every(({ allowedRoutes }) => !allowedRoutes._allows(plan.namespace, gateway.namespace))) {
    checkListener(problems, plan, gateway, listeners[0], []);
  }
}

function namespaceOf(options: RouteParent['_options'], gateway: RouteParent['_gateway'], own: string | undefined): string | undefined {
  return gateway ? gateway.namespace : options.namespace ?? own;
}
