import { createHash } from 'crypto';
import { isDeepStrictEqual } from 'util';
import type { AllowedRoutes } from './allowed-routes';
import { ListenerProtocol, type GatewayListener } from './gateway-listener';
import type { RouteTls } from './route-tls';
import type { Json } from '../manifest/manifest';
import { gatewayRules } from '../rules/gateways';
import type { Problems } from '../rules/rule';

const MAX_LISTENERS = 64;
const MAX_DERIVED_NAME = 63;
const HASH_LENGTH = 8;

/** The TLS settings of a listener. */
export interface ListenerTls {
  readonly passthrough: boolean;
  readonly secret?: { readonly name: string; readonly namespace?: string };
  readonly issuer?: { readonly annotation: string; readonly name: string };
}

/** The properties that a listener must have for a route. */
export interface ListenerRequirement {
  readonly protocol: ListenerProtocol;
  readonly port: number;
  readonly host?: string;
  readonly tls?: ListenerTls;
}

/** A listener of a Gateway. */
export interface Listener extends ListenerRequirement {
  readonly name: string;
  readonly allowedRoutes: AllowedRoutes;
  /** The kinds and hosts of the attached routes. */
  readonly attachedRoutes: { readonly kind: string; readonly host?: string }[];
}

/**
 * The listeners of one Gateway: the listeners that it declares, and the listeners that its routes need.
 *
 * @internal
 */
export class GatewayListeners {
  private readonly listeners: Listener[] = [];

  /** @param allowedRoutes the default for listeners that do not set `allowedRoutes` */
  constructor(private readonly allowedRoutes: AllowedRoutes, private readonly gatewayNamespace: string | undefined) {}

  public get all(): readonly Listener[] {
    return this.listeners;
  }

  public named(name: string): Listener | undefined {
    return this.listeners.find(listener => listener.name === name);
  }

  /** Adds a listener that the Gateway declares. */
  public declare(problems: Problems, field: string, listener: GatewayListener, tls: ListenerTls | undefined): void {
    const { name, port, protocol, host, allowedRoutes } = listener;
    const requirement = { protocol, port, host, tls };
    if (this.named(name)) {
      problems.report(gatewayRules.listener, `${field}.name`, name, 'Another listener has this name. Use a unique name.');
    }
    if (this.listeners.some(other => isSame(other, requirement))) {
      problems.report(gatewayRules.distinct, field, name, 'Another listener has the same port, protocol and host. Remove one of them.');
    }
    this.add(problems, field, { ...requirement, name, allowedRoutes: allowedRoutes ?? this.allowedRoutes });
  }

  /** Returns the name of the listener that meets a requirement, and adds the listener if it does not exist. */
  public findOrAdd(problems: Problems, field: string, requirement: ListenerRequirement): string {
    const existing = this.listeners.find(listener => isSame(listener, requirement));
    if (existing) {
      if (!isDeepStrictEqual(existing.tls, requirement.tls)) {
        problems.report(gatewayRules.certificate, field, requirement.host ?? '*', `The listener '${existing.name}' has another certificate. Set the same certificate here, or attach the route to it with RouteParent.gateway(…, { section: '${existing.name}' }).`);
      }
      return existing.name;
    }
    const name = derivedName(requirement);
    if (this.named(name)) {
      problems.report(gatewayRules.listener, field, name, 'The route needs a listener with this name, but the Gateway declares another listener with it. Rename the declared listener.');
    }
    this.add(problems, field, { ...requirement, name, allowedRoutes: this.allowedRoutes });
    return name;
  }

  public toJson(): Json[] {
    return this.listeners.map(({ name, port, protocol, host, tls, allowedRoutes }) => ({
      name,
      port,
      protocol,
      hostname: host,
      tls: tls && {
        mode: tls.passthrough ? 'Passthrough' : protocol === ListenerProtocol.TLS ? 'Terminate' : undefined,
        certificateRefs: tls.secret && [{
          name: tls.secret.name,
          namespace: tls.secret.namespace === this.gatewayNamespace ? undefined : tls.secret.namespace,
        }],
      },
      allowedRoutes: allowedRoutes._toJson(),
    }));
  }

  private add(problems: Problems, field: string, added: Omit<Listener, 'attachedRoutes'>): void {
    const listener = { ...added, attachedRoutes: [] };
    const conflict = this.listeners.find(other => areInConflict(other, listener));
    if (conflict) {
      problems.report(gatewayRules.distinct, field, listener.port, `The listener '${conflict.name}' has the port ${conflict.port} with the protocol ${conflict.protocol}${conflict.host === undefined ? '' : ` and the host ${conflict.host}`}. Use another port or host.`);
    }
    this.checkIssuer(problems, field, listener);
    if (this.listeners.length === MAX_LISTENERS) {
      problems.report(gatewayRules.empty, field, listener.name, `The Gateway already has ${MAX_LISTENERS} listeners. Declare a listener with a wildcard host, or another Gateway.`);
    }
    this.listeners.push(listener);
  }

  /**
   * Reports a second issuer, or an issuer together with other certificates: if a Gateway has an issuer, cert-manager issues certificates for all
   * Secrets in the namespace of the Gateway that its listeners refer to, even if the Secrets are managed in another way.
   */
  private checkIssuer(problems: Problems, field: string, { tls }: Listener): void {
    const all = [...this.listeners.map(other => other.tls), tls];
    const certificates = all.filter(one => one?.secret && one.secret.namespace === this.gatewayNamespace);
    const issuers = certificates.map(one => one!.issuer);
    if (tls?.secret && issuers.some(issuer => !isDeepStrictEqual(issuer, issuers[0]))) {
      const [issuer] = issuers.filter(one => one);
      problems.report(gatewayRules.issuer, field, tls.issuer?.name ?? tls.secret.name, `The Gateway has the issuer '${issuer!.name}' for one of its listeners, and another certificate for others. Declare another Gateway for this certificate.`);
    }
  }
}

function isSame(a: ListenerRequirement, b: ListenerRequirement): boolean {
  return a.port === b.port && a.protocol === b.protocol && a.host === b.host;
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

/** The name of a listener that a route needs. It differs for each host: dots of the host become hyphens, so hyphens are doubled. */
function derivedName({ protocol, port, host }: ListenerRequirement): string {
  const kind = protocol.toLowerCase();
  if (protocol === ListenerProtocol.TCP || protocol === ListenerProtocol.UDP) {
    return `${kind}-${port}`;
  }
  if (host === undefined) {
    return kind;
  }
  const encoded = host.replace(/^\*\./, '').replace(/-/g, '--').replace(/\./g, '-');
  const name = host.startsWith('*.') ? `wildcard-${kind}-${encoded}` : `${kind}-${encoded}`;
  if (name.length <= MAX_DERIVED_NAME) {
    return name;
  }
  const hash = createHash('sha256').update(host).digest('hex').slice(0, HASH_LENGTH);
  return `${name.slice(0, MAX_DERIVED_NAME - HASH_LENGTH - 1)}-${hash}`;
}

/** The name and namespace of a certificate's Secret if the declaration does not set them. */
interface SecretDefaults {
  readonly secret: string;
  readonly namespace?: string;
  readonly gatewayNamespace?: string;
}

/** The TLS settings of a listener for a declared certificate. */
export function listenerTls(tls: RouteTls, defaults: SecretDefaults): ListenerTls {
  switch (tls._kind) {
    case 'passthrough':
      return { passthrough: true };
    case 'secret':
      return { passthrough: false, secret: { name: tls._secret!, namespace: tls._namespace ?? defaults.namespace } };
    default:
      return {
        passthrough: false,
        secret: { name: tls._secret ?? defaults.secret, namespace: defaults.gatewayNamespace },
        issuer: { annotation: `cert-manager.io/${tls._kind}`, name: tls._issuer! },
      };
  }
}
