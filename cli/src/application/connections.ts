import type { DeclaredService, DeclaredWorkload, Scope } from './scope';

/** The traffic of a workload that a policy limits. */
export interface IsolatedWorkload {
  readonly declared: DeclaredWorkload;
  /** The ports of the workload by the workloads that can connect to it: `8080/TCP`. */
  readonly ingress: ReadonlyMap<DeclaredWorkload, ReadonlySet<string>>;
  /** The ports of other workloads to which it can connect. */
  readonly egress: ReadonlyMap<DeclaredWorkload, ReadonlySet<string>>;
}

/** A call of `connectTo`. */
export interface Connection {
  readonly caller: DeclaredWorkload;
  readonly target: DeclaredService;
  /** The names of the ports; undefined for all ports of the Service. */
  readonly ports?: readonly string[];
}

/** What can be declared. */
export interface Agreement {
  readonly connections: readonly Connection[];
  /** The workloads whose policies cannot be declared, with the reason. */
  readonly refused: ReadonlyMap<DeclaredWorkload, string>;
}

/**
 * Finds the connections that give isolated workloads their policies. A connection allows both to send and to receive, so the policies of two isolated
 * workloads must agree on it. The policy of a workload that cannot be declared no longer has to agree.
 */
export function agree(all: ReadonlyMap<DeclaredWorkload, IsolatedWorkload>, scope: Scope): Agreement {
  const refused = new Map<DeclaredWorkload, string>();
  for (;;) {
    const isolated = new Map([...all].filter(([declared]) => !refused.has(declared)));
    const before = refused.size;
    const connections = pairsOf(isolated, scope).flatMap(([caller, target]) => {
      const sent = isolated.get(caller)?.egress;
      const received = isolated.get(target)?.ingress;
      const ports = sent?.get(target) ?? received?.get(caller) ?? new Set();
      const both = [sent && (sent.get(target) ?? new Set()), received && (received.get(caller) ?? new Set())];
      const why = both.some(each => each && !areEqual(each, ports))
        ? `The policies of ${caller.id} and ${target.id} do not allow the same traffic from the first to the second, and a connection allows both sides.`
        : undefined;
      const found = why ?? connectionsTo(caller, target, ports, scope);
      if (typeof found === 'string') {
        [caller, target].filter(each => isolated.has(each)).forEach(each => refused.set(each, found));
        return [];
      }
      return found;
    });
    if (refused.size === before) {
      return { connections, refused };
    }
  }
}

/** The callers and targets in policies, in the order of their declarations. */
function pairsOf(isolated: ReadonlyMap<DeclaredWorkload, IsolatedWorkload>, { workloads }: Scope): [DeclaredWorkload, DeclaredWorkload][] {
  const isPair = (caller: DeclaredWorkload, target: DeclaredWorkload) => (
    isolated.get(caller)?.egress.has(target) || isolated.get(target)?.ingress.has(caller)
  );
  const pairs = workloads.flatMap(caller => workloads.map((target): [DeclaredWorkload, DeclaredWorkload] => [caller, target]));
  return pairs.filter(pair => isPair(...pair));
}

/** The connections to the Services of a workload that together have the ports, or why there are none. */
function connectionsTo(caller: DeclaredWorkload, target: DeclaredWorkload, ports: ReadonlySet<string>, scope: Scope): Connection[] | string {
  const missing = new Set(ports);
  const connections: Connection[] = [];
  for (const service of scope.services.filter(({ workload }) => workload === target)) {
    const offered = service.ports.filter(({ isExposed }) => isExposed);
    const used = offered.filter(({ number, protocol }) => missing.has(`${number}/${protocol}`));
    if (used.length > 0) {
      used.forEach(({ number, protocol }) => missing.delete(`${number}/${protocol}`));
      connections.push({ caller, target: service, ports: used.length === offered.length ? undefined : used.map(({ name }) => name) });
    }
  }
  return missing.size === 0 ? connections : `No declared Service of ${target.id} offers the port ${[...missing].join(' and ')}, so no connection allows it.`;
}

function areEqual(a: ReadonlySet<unknown>, b: ReadonlySet<unknown>): boolean {
  return a.size === b.size && [...a].every(each => b.has(each));
}
