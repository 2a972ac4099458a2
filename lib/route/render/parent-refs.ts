import { GATEWAY_API } from '../../gateway/reference-grants';
import type { Json } from '../../manifest/manifest';
import { gatewayNamespaceOf } from '../plan/parent';
import type { Attachment, RoutePlan } from '../plan/route-plan';

/** The `parentRefs` of a route of the Gateway API: one for each listener that it is attached to. @internal */
export function parentRefs(plan: RoutePlan, attachments: readonly Attachment[]): Json[] {
  const namespace = gatewayNamespaceOf(plan);
  const sections = [...new Set(attachments.map(({ section }) => section))];
  return sections.map(sectionName => ({
    group: GATEWAY_API,
    kind: 'Gateway',
    name: plan.parent._name,
    namespace: namespace === plan.namespace ? undefined : namespace,
    sectionName,
    port: plan.parent._options.port,
  }));
}
