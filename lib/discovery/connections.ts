import type { IConstruct } from 'constructs';
import { peerOf } from './peer';
import type { IReachable } from './reachable';

const CONNECTIONS = Symbol.for('cdk8s-service-patterns.Connections');
const OBSERVERS = Symbol.for('cdk8s-service-patterns.Connections.observers');

/**
 * That one declaration calls another.
 */
export class Connection {
  /** @internal */
  public static _of(source: IConstruct, target: IReachable, ports: readonly string[] | undefined, variables: readonly string[]): Connection {
    return new Connection(source, target, ports, variables);
  }

  /** Who calls. */
  public readonly source: IConstruct;

  /** Who is called. */
  public readonly target: IReachable;

  /** Names of the environment variables that the caller got for it. */
  public readonly variables: string[];

  private readonly named?: readonly string[];

  private constructor(source: IConstruct, target: IReachable, ports: readonly string[] | undefined, variables: readonly string[]) {
    this.source = source;
    this.target = target;
    this.named = ports && [...ports];
    this.variables = [...variables];
  }

  /** Names of the ports that are called: those that were said, else all that the target offers, later ones included. */
  public get ports(): string[] {
    return [...this.named ?? peerOf(this.target)!.ports().map(port => port.name)];
  }

  /** The connection as plain data: the paths of both sides, the ports, and the variables. */
  public toJson(): any {
    return { source: this.source.node.path, target: this.target.node.path, ports: this.ports, variables: [...this.variables] };
  }
}

type ConnectionObserver = (connection: Connection) => void;

type Root = IConstruct & { [CONNECTIONS]?: Connection[]; [OBSERVERS]?: ConnectionObserver[] };

/**
 * Who calls whom, as data.
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
   * The connections that begin in a scope.
   *
   * @param scope an app, a chart or a construct
   */
  public static of(scope: IConstruct): Connections {
    return new Connections(scope);
  }

  /** Notes a connection. @internal */
  public static _add(connection: Connection): void {
    const root = connection.source.node.root as Root;
    if (!root[CONNECTIONS]) {
      Object.defineProperty(root, CONNECTIONS, { value: [] });
    }
    root[CONNECTIONS]!.push(connection);
    root[OBSERVERS]?.forEach(observer => observer(connection));
  }

  /** All connections of the app that a construct is in. @internal */
  public static _around(construct: IConstruct): readonly Connection[] {
    return (construct.node.root as Root)[CONNECTIONS] ?? [];
  }

  /** Has something done for each connection that is made from now on in the app that a construct is in. @internal */
  public static _observe(construct: IConstruct, observer: ConnectionObserver): void {
    const root = construct.node.root as Root;
    if (!root[OBSERVERS]) {
      Object.defineProperty(root, OBSERVERS, { value: [] });
    }
    root[OBSERVERS]!.push(observer);
  }

  private constructor(private readonly scope: IConstruct) {}

  /** The connections of which the caller is in the scope, in the order in which they were made. */
  public get all(): Connection[] {
    return Connections._around(this.scope).filter(({ source }) => source.node.scopes.includes(this.scope));
  }

  /**
   * The connections that begin in the scope and lead to a declaration.
   *
   * @param target who is called
   */
  public to(target: IReachable): Connection[] {
    return this.all.filter(connection => connection.target === target);
  }
}
