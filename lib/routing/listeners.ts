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

/** How a listener does TLS. */
export interface ListenerTls {
  readonly passthrough: boolean;
  readonly secret?: { readonly name: string; readonly namespace?: string };
  readonly issuer?: { readonly annotation: string; readonly name: string };
}

/** What is asked of a listener. */
export interface ListenerNeed {
  readonly protocol: ListenerProtocol;
  readonly port: number;
  readonly host?: string;
  readonly tls?: ListenerTls;
}

/** A listener that a Gateway has. */
export interface Listener extends ListenerNeed {
  readonly name: string;
  readonly allowedRoutes: AllowedRoutes;
  /** The kinds of routes that belong to it, each with a host. */
  readonly served: { readonly kind: string; readonly host?: string }[];
}

/**
 * The listeners of one Gateway: those that were written by hand, and those that its routes need.
 *
 * @internal
 */
export class GatewayListeners {
  private readonly listeners: Listener[] = [];

  /** @param allowedRoutes for listeners that do not say it themselves */
  constructor(private readonly allowedRoutes: AllowedRoutes, private readonly gatewayNamespace: string | undefined) {}

  public get all(): readonly Listener[] {
    return this.listeners;
  }

  public named(name: string): Listener | undefined {
    return this.listeners.find(listener => listener.name === name);
  }

  /** Adds one that was written by hand. */
  public declare(problems: Problems, field: string, listener: GatewayListener, tls: ListenerTls | undefined): void {
    const { name, port, protocol, host, allowedRoutes } = listener;
    const need = { protocol, port, host, tls };
    if (this.named(name)) {
      problems.report(gatewayRules.listener, `${field}.name`, name, 'Another listener has it. Give a name of its own.');
    }
    if (this.listeners.some(other => isSame(other, need))) {
      problems.report(gatewayRules.distinct, field, name, 'Another listener has the same port, protocol and host. Leave one out.');
    }
    this.add(problems, field, { ...need, name, allowedRoutes: allowedRoutes ?? this.allowedRoutes });
  }

  /** The name of the listener that has what is needed; it is added where there is none yet. */
  public listen(problems: Problems, field: string, need: ListenerNeed): string {
    const existing = this.listeners.find(listener => isSame(listener, need));
    if (existing) {
      if (!isDeepStrictEqual(existing.tls, need.tls)) {
        problems.report(gatewayRules.certificate, field, need.host ?? '*', `Listener '${existing.name}' has another certificate. Say the same here, or belong to it by RouteParent.gateway(…, { section: '${existing.name}' }).`);
      }
      return existing.name;
    }
    const name = derivedName(need);
    if (this.named(name)) {
      problems.report(gatewayRules.listener, field, name, 'A listener that was declared has this name. Give that one another.');
    }
    this.add(problems, field, { ...need, name, allowedRoutes: this.allowedRoutes });
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

  private add(problems: Problems, field: string, added: Omit<Listener, 'served'>): void {
    const listener = { ...added, served: [] };
    const clash = this.listeners.find(other => clashes(other, listener));
    if (clash) {
      problems.report(gatewayRules.distinct, field, listener.port, `Listener '${clash.name}' has port ${clash.port} for ${clash.protocol}${clash.host === undefined ? '' : ` of ${clash.host}`}. Give another port or host.`);
    }
    this.checkIssuer(problems, field, listener);
    if (this.listeners.length === MAX_LISTENERS) {
      problems.report(gatewayRules.empty, field, listener.name, `The Gateway has ${MAX_LISTENERS} already. Declare a listener for a wildcard, or another Gateway.`);
    }
    this.listeners.push(listener);
  }

  /** cert-manager issues for every Secret beside the Gateway, whoever keeps it, and from one issuer. */
  private checkIssuer(problems: Problems, field: string, { tls }: Listener): void {
    const all = [...this.listeners.map(other => other.tls), tls];
    const certificates = all.filter(one => one?.secret && one.secret.namespace === this.gatewayNamespace);
    const issuers = certificates.map(one => one!.issuer);
    if (tls?.secret && issuers.some(issuer => !isDeepStrictEqual(issuer, issuers[0]))) {
      const [issuer] = issuers.filter(one => one);
      problems.report(gatewayRules.issuer, field, tls.issuer?.name ?? tls.secret.name, `The Gateway has issuer '${issuer!.name}' for one of its listeners, and another certificate for others. Make another Gateway for this one.`);
    }
  }
}

function isSame(a: ListenerNeed, b: ListenerNeed): boolean {
  return a.port === b.port && a.protocol === b.protocol && a.host === b.host;
}

/** Whether the Gateway could serve neither of two listeners that differ. */
function clashes(a: ListenerNeed, b: ListenerNeed): boolean {
  const overTls = (protocol: ListenerProtocol) => protocol === ListenerProtocol.HTTPS || protocol === ListenerProtocol.TLS;
  const datagrams = [a, b].filter(({ protocol }) => protocol === ListenerProtocol.UDP).length;
  if (a.port !== b.port || datagrams === 1 || a.protocol === b.protocol) {
    return false;
  }
  return !(overTls(a.protocol) && overTls(b.protocol)) || a.host === b.host;
}

/** Names differ where hosts do: a hyphen of the host is doubled, because a dot becomes one. */
function derivedName({ protocol, port, host }: ListenerNeed): string {
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

/** Where the Secret of a certificate is, if nothing else is said. */
interface SecretDefaults {
  readonly secret: string;
  readonly namespace?: string;
  readonly gatewayNamespace?: string;
}

/** What a declared certificate means to a listener. */
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
