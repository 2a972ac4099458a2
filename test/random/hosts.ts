import type { Random } from './random';
import { subdomain } from './texts';
import { RouteTls, type RouteTlsIssuerOptions, type RouteTlsSecretOptions } from '../../lib';

/** The kinds of routes. A kind that is listed several times is generated more often. */
export const KINDS = ['HTTP', 'HTTP', 'HTTP', 'Ingress', 'Ingress', 'GRPC', 'TLS', 'TCP', 'UDP'] as const;

export type RouteKind = typeof KINDS[number];

const ODD_HOSTS = ['Shop.example.com', '10.0.0.1', 'a..b', '*', '*.', 'a.*.com', '', 'a b', `${'a'.repeat(64)}.com`, `${'a.'.repeat(127)}a`, '-a.com', 'localhost:8080'];

/** A host that differs from the hosts with other indexes. */
export function host(random: Random, index: number): string {
  return random.mostly('host', () => random.pick(`h${index}.example.com`, `*.h${index}.example.com`, `h-${index}`), 'h0.example.com', ...ODD_HOSTS);
}

/** A certificate for the hosts of a route or listener. */
export function tls(random: Random, ingress: boolean): RouteTls {
  const secret = random.some<RouteTlsSecretOptions>('RouteTlsSecretOptions', 0.2, { namespace: () => ingress && !random.odd('a Secret in another namespace') ? undefined : 'certificates' });
  const issuerOptions = random.some<RouteTlsIssuerOptions>('RouteTlsIssuerOptions', 0.3, { secretName: () => subdomain(random, 'secretName') });
  return random.pick(
    RouteTls.secret(subdomain(random, 'secret'), secret),
    RouteTls.issuer(random.mostly('issuer', () => 'internal', 'A_b', ''), issuerOptions),
    RouteTls.clusterIssuer('letsencrypt', issuerOptions),
  );
}
