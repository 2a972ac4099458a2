import type { Duration } from 'cdk8s';
import type { Handler } from 'cdk8s-plus-28';
import { NO_OPTIONS, receive } from '../options/receive';
import type { ProbeScheme } from '../port/probe-scheme';
import { mark } from '../values/mark';

/** Options of the HTTP request of a lifecycle action. */
export interface LifecycleHttpOptions {
  /**
   * Name of the port, which is the name of a `Port` of the container.
   *
   * @default - `portNumber`
   */
  readonly port?: string;

  /**
   * Number of a port that is not declared, from 1 to 65535.
   *
   * @default - the port with the name `port`, or else the first HTTP or HTTPS port of the container, or else its first TCP port; ports that the Service
   * exposes take precedence
   */
  readonly portNumber?: number;

  /**
   * Scheme of the request. The kubelet does not verify certificates.
   *
   * @default - HTTPS if the port is declared and uses TLS, otherwise HTTP
   */
  readonly scheme?: ProbeScheme;

  /**
   * Host to which the kubelet connects. To set the Host header, use `headers`. From Kubernetes 1.34 on, Pod Security refuses it at every level except
   * *privileged*, so that it needs `SecurityExemption.probeHosts`.
   *
   * @default - the IP address of the pod
   */
  readonly host?: string;

  /**
   * Headers of the request. The manifest lists them by name.
   *
   * @default - only the headers that the kubelet always sends
   */
  readonly headers?: { [name: string]: string };
}

/** @internal */
export type LifecycleHandlerKind = 'exec' | 'httpGet' | 'sleep' | 'handler';

/** The values that a handler holds. */
interface Parts {
  readonly command?: string[];
  readonly path?: string;
  readonly options?: LifecycleHttpOptions;
  readonly duration?: Duration;
  readonly handler?: Handler;
}

/**
 * What the kubelet does after a container has started, or before it is stopped.
 *
 * A `LifecycleHandler` only holds options. The construct that receives it checks them, and reports all problems in one error.
 *
 * @example
 * new ExposedWorkload(this, 'web', {
 *   image: 'registry.example.com/web:1.4.2',
 *   ports: [Port.http(8080), Port.http(9000, { name: 'admin', exposed: false })],
 *   lifecycle: {
 *     postStart: LifecycleHandler.exec(['/bin/warm-up']),
 *     preStop: LifecycleHandler.httpGet('/drain', { port: 'admin' }),
 *   },
 * });
 *
 * @see https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/
 */
export class LifecycleHandler {
  /**
   * A command in the container.
   *
   * @param command program and arguments; they do not run in a shell
   */
  public static exec(command: string[]): LifecycleHandler {
    const { values: [program], wrong } = receive('LifecycleHandler.exec', command);
    return new LifecycleHandler('exec', { command: program }, wrong);
  }

  /**
   * An HTTP GET request of the kubelet.
   *
   * @param path path and query of the request
   * @param options port, scheme and headers
   */
  public static httpGet(path: string, options: LifecycleHttpOptions = {}): LifecycleHandler {
    const { values: [requested, set], wrong } = receive('LifecycleHandler.httpGet', path, options);
    return new LifecycleHandler('httpGet', { path: requested, options: set }, wrong);
  }

  /**
   * A wait. Before the stop, the container continues to serve for this time; a shutdown delay (`shutdownDelay`) has the same effect on all containers.
   *
   * @param duration whole seconds, less than the termination grace period
   */
  public static sleep(duration: Duration): LifecycleHandler {
    const { values: [time], wrong } = receive('LifecycleHandler.sleep', duration);
    return new LifecycleHandler('sleep', { duration: time }, wrong);
  }

  /**
   * An action of cdk8s-plus.
   *
   * @param handler the action
   */
  public static fromHandler(handler: Handler): LifecycleHandler {
    const { values: [action], wrong } = receive('LifecycleHandler.fromHandler', handler);
    return new LifecycleHandler('handler', { handler: action }, wrong);
  }

  /** @internal */
  public readonly _exec?: string[];
  /** @internal */
  public readonly _path?: string;
  /** @internal */
  public readonly _options: LifecycleHttpOptions;
  /** @internal */
  public readonly _duration?: Duration;
  /** @internal */
  public readonly _handler?: Handler;

  private constructor(
    /** @internal */ public readonly _kind: LifecycleHandlerKind,
    parts: Parts, wrong: readonly unknown[],
  ) {
    mark(this, 'LifecycleHandler', wrong);
    this._exec = parts.command;
    this._path = parts.path;
    this._options = parts.options ?? NO_OPTIONS;
    this._duration = parts.duration;
    this._handler = parts.handler;
  }

  /** The command, also that of an action of cdk8s-plus. @internal */
  public get _command(): unknown {
    return this._handler ? this._handler._toKube({} as never).exec?.command : this._exec;
  }
}
