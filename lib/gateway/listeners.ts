import { createHash } from 'crypto';
import { isDeepStrictEqual } from 'util';
import { checkNewListener } from './check-new-listener';
import { ListenerProtocol, type GatewayListener } from './gateway-listener';
import type { Listener, ListenerContext, ListenerRequirement } from './listener';
import type { ListenerTls } from './listener-tls';
import type { Json } from '../manifest/manifest';
import { gatewayRules } from '../rules/gateways';
import type { Problems } from '../rules/rule';

const MAX_DERIVED_NAME = 63;
const HASH_LENGTH = 8;

/** The kind of a route that is attached to a listener, and one of its hosts. */
export interface AttachedRoute {
  readonly kind: string;
  readonly host?: string;
}

/**
 * The listeners of one Gateway: the listeners that it declares, and the listeners that its routes need.
 *
 * @internal
 */
export class GatewayListeners {
  private readonly listeners: Listener[] = [];
  /** The hosts of the attached routes, by listener and then by kind of route. A draft has only what it adds. */
  private readonly attached = new Map<string, Map<string, (string | undefined)[]>>();

  /** @param original what a draft adds to */
  constructor(private readonly gateway: ListenerContext, private readonly original?: GatewayListeners) {}

  /** A copy, to which a route adds what it needs while it is planned and checked. */
  public draft(): GatewayListeners {
    const draft = new GatewayListeners(this.gateway, this);
    draft.listeners.push(...this.listeners);
    return draft;
  }

  /** Adds what a draft contains in addition, and returns the added listeners. */
  public commit(draft: GatewayListeners): readonly Listener[] {
    const added = draft.listeners.slice(this.listeners.length);
    this.listeners.push(...added);
    draft.attached.forEach((hostsByKind, listener) => hostsByKind.forEach((hosts, kind) => this.attach(listener, kind, hosts)));
    return added;
  }

  public get all(): readonly Listener[] {
    return this.listeners;
  }

  public named(name: string | undefined): Listener | undefined {
    return this.listeners.find(listener => listener.name === name);
  }

  /** Records that hosts of a route use a listener. */
  public attach(listener: string, kind: string, hosts: readonly (string | undefined)[]): void {
    const hostsByKind = this.attached.get(listener) ?? new Map<string, (string | undefined)[]>();
    const existing = hostsByKind.get(kind) ?? [];
    existing.push(...hosts);
    this.attached.set(listener, hostsByKind.set(kind, existing));
  }

  /** The routes of other kinds that are attached to a listener, one entry for each host. */
  public othersAttachedTo(listener: string, kind: string): readonly AttachedRoute[] {
    const others = [...this.attached.get(listener) ?? []].filter(([other]) => other !== kind);
    const own = others.flatMap(([other, hosts]) => hosts.map(host => ({ kind: other, host })));
    return [...this.original?.othersAttachedTo(listener, kind) ?? [], ...own];
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
    this.add(problems, field, { ...requirement, name, allowedRoutes: allowedRoutes ?? this.gateway.allowedRoutes });
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
    this.add(problems, field, { ...requirement, name, allowedRoutes: this.gateway.allowedRoutes });
    return name;
  }

  /** The listeners with all defaults of the Gateway API (docs/gitops.md). */
  public toJson(): Json[] {
    return this.listeners.map(({ name, port, protocol, host, tls, allowedRoutes }) => ({
      name,
      port,
      protocol,
      hostname: host,
      tls: tls && {
        mode: tls.passthrough ? 'Passthrough' : 'Terminate',
        certificateRefs: tls.secret && [{
          group: '',
          kind: 'Secret',
          name: tls.secret.name,
          namespace: tls.secret.namespace === this.gateway.namespace ? undefined : tls.secret.namespace,
        }],
      },
      allowedRoutes: allowedRoutes._toJson(),
    }));
  }

  private add(problems: Problems, field: string, listener: Listener): void {
    checkNewListener(problems, field, listener, this.listeners, this.gateway);
    this.listeners.push(listener);
  }
}

function isSame(a: ListenerRequirement, b: ListenerRequirement): boolean {
  return a.port === b.port && a.protocol === b.protocol && a.host === b.host;
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
