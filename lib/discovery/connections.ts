import type { IConstruct } from 'constructs';
import { peerOf } from './peer';
import type { IReachable } from './reachable';
import { validateAtSynth } from '../app/checks-at-synth';
import { ConstructState } from '../app/construct-state';
import { receiveScope } from '../options/receive';

/** The connections of an app, at its root. */
const CONNECTIONS = new ConstructState<Connection[]>('Connections');

/** The connections from a caller. */
const OWN_CONNECTIONS = new ConstructState<Connection[]>('Connections.own');

/** Functions that are called for each new connection of an app, at its root. */
const OBSERVERS = new ConstructState<ConnectionObserver[]>('Connections.observers');

/**
 * A connection from one declaration, the caller, to another, the target. `connectTo` creates it.
 */
export class Connection {
  /** @internal */
  public static _of(caller: IConstruct, target: IReachable, ports: readonly string[] | undefined, variables: readonly string[]): Connection {
    return new Connection(caller, target, ports, variables);
  }

  /** The caller: the `ExposedWorkload` or the `ExposedPods` that `connectTo` was called on. */
  public readonly source: IConstruct;

  /** The target: the declaration that the caller reaches through its Service. */
  public readonly target: IReachable;

  /** Names of the environment variables that this connection set in the containers of the caller, sorted by name. */
  public readonly variables: string[];

  /** The option `ports`. @internal */
  public readonly _namedPorts?: readonly string[];

  private constructor(caller: IConstruct, target: IReachable, ports: readonly string[] | undefined, variables: readonly string[]) {
    this.source = caller;
    this.target = target;
    this._namedPorts = ports && [...ports];
    this.variables = [...variables].sort();
  }

  /** Names of the ports of the target that the caller uses. Without the option `ports`, all ports that the target offers at the time of reading. */
  public get ports(): string[] {
    return [...this._namedPorts ?? peerOf(this.target)!.ports().map(port => port.name)];
  }

  /** The connection as plain data: `source` and `target` are construct paths, `ports` and `variables` are names. */
  public toJson(): any {
    return { source: this.source.node.path, target: this.target.node.path, ports: this.ports, variables: [...this.variables] };
  }
}

type ConnectionObserver = (connection: Connection) => void;

/**
 * The connections of an app, a chart or a construct as data, for example to draw a diagram or to check which workload calls which.
 *
 * @example
 * const orders = new ExposedWorkload(this, 'orders', { image: 'registry.example.com/orders:1.4.2', ports: [Port.http(8080)] });
 * const web = new ExposedWorkload(this, 'web', { image: 'registry.example.com/web:1.4.2', ports: [Port.http(8080)] });
 * web.connectTo(orders);
 *
 * Connections.of(this).all[0].toJson(); // { source: 'shop/web', target: 'shop/orders', ports: ['http'], variables: [] }
 */
export class Connections {
  /**
   * The connections whose caller is in a scope.
   *
   * @param scope an app, a chart or another construct; the scope includes everything in it
   */
  public static of(scope: IConstruct): Connections {
    receiveScope('Connections.of', scope);
    return new Connections(scope);
  }

  /** Records a connection, and calls the observers. @internal */
  public static _add(connection: Connection): void {
    const { root } = connection.source.node;
    CONNECTIONS.ofOrCreated(root, () => connectionsOf(root)).push(connection);
    OWN_CONNECTIONS.ofOrCreated(connection.source, () => []).push(connection);
    OBSERVERS.of(root)?.forEach(observer => observer(connection));
  }

  /** All connections in the app of a construct. @internal */
  public static _inApp(construct: IConstruct): readonly Connection[] {
    return CONNECTIONS.of(construct.node.root) ?? [];
  }

  /** The connections from a caller. @internal */
  public static _from(caller: IConstruct): readonly Connection[] {
    return OWN_CONNECTIONS.of(caller) ?? [];
  }

  /** Registers an observer, which is called for each connection that is created later in the app of a construct. @internal */
  public static _observe(construct: IConstruct, observer: ConnectionObserver): void {
    OBSERVERS.ofOrCreated(construct.node.root, () => []).push(observer);
  }

  private constructor(
    /** @internal */ public readonly _scope: IConstruct,
  ) {}

  /** All connections whose caller is in the scope, in the order of the `connectTo` calls. */
  public get all(): Connection[] {
    return Connections._inApp(this._scope).filter(({ source }) => source.node.scopes.includes(this._scope));
  }

  /**
   * The connections from callers in the scope to one target, in the order of the `connectTo` calls.
   *
   * @param target the declaration that is called
   */
  public to(target: IReachable): Connection[] {
    return this.all.filter(connection => connection.target === target);
  }
}

/** The list of an app's connections, which checks at synth read. */
function connectionsOf(root: IConstruct): Connection[] {
  const connections: Connection[] = [];
  validateAtSynth(root, { appendParts: parts => parts.push(connections.length) });
  return connections;
}
