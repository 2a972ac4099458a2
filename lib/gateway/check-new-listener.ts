import { isDeepStrictEqual } from 'util';
import { ListenerProtocol } from './gateway-listener';
import type { Listener, ListenerContext, ListenerRequirement } from './listener';
import { gatewayRules } from '../rules/gateways';
import type { Problems } from '../rules/rule';

const MAX_LISTENERS = 64;

/** Reports conflicts of a listener with the listeners that its Gateway already has. @internal */
export function checkNewListener(problems: Problems, field: string, added: Listener, others: readonly Listener[], gateway: ListenerContext): void {
  const conflict = others.find(other => areInConflict(other, added));
  if (conflict) {
    problems.report(gatewayRules.distinct, field, added.port, `The listener '${conflict.name}' has the port ${conflict.port} with the protocol ${conflict.protocol}${conflict.host === undefined ? '' : ` and the host ${conflict.host}`}. Use another port or host.`);
  }
  checkIssuer(problems, field, added, others, gateway);
  if (others.length === MAX_LISTENERS) {
    problems.report(gatewayRules.empty, field, added.name, `The Gateway already has ${MAX_LISTENERS} listeners. Declare a listener with a wildcard host, or another Gateway.`);
  }
}

/** Whether two different listeners are in conflict, so that the Gateway cannot serve both. */
function areInConflict(a: ListenerRequirement, b: ListenerRequirement): boolean {
  const overTls = (protocol: ListenerProtocol) => protocol === ListenerProtocol.HTTPS || protocol === ListenerProtocol.TLS;
  const datagrams = [a, b].filter(({ protocol }) => protocol === ListenerProtocol.UDP).length;
  if (a.port !== b.port || datagrams === 1 || a.protocol === b.protocol) {
    return false;
  }
  return !(overTls(a.protocol) && overTls(b.protocol)) || a.host === b.host;
}

/**
 * Reports a second issuer, or an issuer together with other certificates: if a Gateway has an issuer, cert-manager issues certificates for all
 * Secrets in the namespace of the Gateway that its listeners refer to, even if the Secrets are managed in another way.
 */
function checkIssuer(problems: Problems, field: string, { tls }: Listener, others: readonly Listener[], gateway: ListenerContext): void {
  const { namespace, annotations } = gateway;
  const { annotation, name } = tls?.issuer ?? {};
  const declared = annotation === undefined ? undefined : annotations?.[annotation];
  if (declared !== undefined && declared !== name) {
    problems.report(gatewayRules.issuer, field, name, `The Gateway already has the annotation ${annotation} with another value. Declare another Gateway for this issuer.`);
  }
  const certificates = [...others.map(other => other.tls), tls].filter(one => one?.secret && one.secret.namespace === namespace);
  const issuers = certificates.map(one => one!.issuer);
  if (tls?.secret && issuers.some(issuer => !isDeepStrictEqual(issuer, issuers[0]))) {
    const [issuer] = issuers.filter(one => one);
    problems.report(gatewayRules.issuer, field, tls.issuer?.name ?? tls.secret.name, `The Gateway has the issuer '${issuer!.name}' for one of its listeners, and another certificate for others. Declare another Gateway for this certificate.`);
  }
}
