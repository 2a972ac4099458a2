import { hostsOf, type RoutePlan } from './route-plan';
import { hasIssuerAnnotation, type SecretUse } from '../../gateway/issued-secrets';
import type { RouteTls } from '../../gateway/route-tls';

/** The name of the Secret with the certificate of an Ingress. @internal */
export function secretName({ name }: Pick<RoutePlan, 'name'>, tls: RouteTls): string {
  return tls._secret ?? `${name}-tls`;
}

/** The Secret that an Ingress uses; nothing without TLS. @internal */
export function secretsOf(plan: RoutePlan): SecretUse[] {
  const { tls, namespace, metadata } = plan;
  const issued = tls?._issuer !== undefined || hasIssuerAnnotation('Ingress', metadata?.annotations);
  return tls ? [{ field: 'tls', name: secretName(plan, tls), namespace, hosts: hostsOf(plan), issued }] : [];
}
