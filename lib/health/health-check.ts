import type { Duration } from 'cdk8s';
import type { ConnectionScheme } from 'cdk8s-plus-28';
import { snapshot } from '../rules/values';

/**
 * When and how often a health check is made, and what its answers mean. All durations are whole seconds.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#configure-probes
 */
export interface HealthCheckOptions {
  /**
   * Time from the start of the container to the first check.
   *
   * @default - none
   */
  readonly initialDelay?: Duration;

  /**
   * Time between two checks; at least 1 second.
   *
   * @default - 10 seconds, Kubernetes' own
   */
  readonly period?: Duration;

  /**
   * Time after which a check without an answer has failed; at least 1 second.
   *
   * @default - 1 second, Kubernetes' own
   */
  readonly timeout?: Duration;

  /**
   * How many checks in a row have to fail before the container counts as failed; at least 1.
   *
   * @default - 3, Kubernetes' own
   */
  readonly failureThreshold?: number;

  /**
   * How many checks in a row have to succeed after a failure before the container counts as well again; at least 1.
   * For liveness and startup it can only be 1.
   *
   * @default - 1, Kubernetes' own
   */
  readonly successThreshold?: number;

  /**
   * Grace period of a container that is killed because this check failed, instead of the pod's; at least 1 second.
   * For liveness and startup only.
   *
   * @default - the grace period of the pod
   */
  readonly terminationGracePeriod?: Duration;
}

/**
 * Options of a check by a connection to a port.
 */
export interface TcpCheckOptions extends HealthCheckOptions {
  /**
   * Name of the port to ask, as its `Port` has it.
   *
   * @default - the first TCP port; ports that the Service offers come before others
   */
  readonly port?: string;

  /**
   * Host to connect to. Pod Security refuses it from Kubernetes 1.34 on, in every profile but *privileged*.
   *
   * @default - the IP address of the pod
   */
  readonly host?: string;
}

/**
 * Options of a check by an HTTP request.
 */
export interface HttpCheckOptions extends HealthCheckOptions {
  /**
   * Name of the port to ask, as its `Port` has it.
   *
   * @default - the first HTTP or HTTPS port, else the first TCP port; ports that the Service offers come before others
   */
  readonly port?: string;

  /**
   * Host to connect to; for the Host header use `headers`. Pod Security refuses it from Kubernetes 1.34 on, in every profile but *privileged*.
   *
   * @default - the IP address of the pod
   */
  readonly host?: string;

  /**
   * Scheme of the request. Certificates are not verified.
   *
   * @default - HTTPS where the port is `Port.https`, else HTTP
   */
  readonly scheme?: ConnectionScheme;

  /**
   * Headers of the request.
   *
   * @default - only those that the kubelet sends by itself
   */
  readonly headers?: { [name: string]: string };
}

/**
 * Options of a check by gRPC's health service.
 */
export interface GrpcCheckOptions extends HealthCheckOptions {
  /**
   * Name of the port to ask, as its `Port` has it.
   *
   * @default - the first gRPC port, else the first TCP port; ports that the Service offers come before others
   */
  readonly port?: string;

  /**
   * Name of the service whose health is asked for.
   *
   * @default - the server as a whole
   */
  readonly service?: string;
}

/** @internal */
export type HealthCheckKind = 'http' | 'tcp' | 'grpc' | 'exec' | 'none';

/** Options of any kind of check, as the value class holds them. @internal */
export type AnyCheckOptions = HttpCheckOptions & GrpcCheckOptions;

/**
 * How the kubelet finds out whether a container is well: ready for requests (`readiness`), in need of a restart (`liveness`), or done
 * with its start (`startup`).
 *
 * It only holds what was said; the construct that gets it checks it, and throws with all that is wrong.
 *
 * @example
 * new ExposedWorkload(this, 'web', {
 *   image: 'registry.example.com/web:1.4.2',
 *   ports: [Port.http(8080), Port.http(9000, { name: 'admin', exposed: false })],
 *   readiness: HealthCheck.http('/ready', { port: 'admin' }),
 *   liveness: HealthCheck.http('/alive', { port: 'admin', failureThreshold: 5 }),
 * });
 */
export class HealthCheck {
  /**
   * An HTTP GET request; any status from 200 to 399 is well.
   *
   * @param path path and query of the request
   * @param options port, headers and times
   */
  public static http(path: string, options: HttpCheckOptions = {}): HealthCheck {
    return new HealthCheck('http', options, path);
  }

  /**
   * A connection to a TCP port; an open one is well. It says that the server listens, not that it can work.
   *
   * @param options port and times
   */
  public static tcp(options: TcpCheckOptions = {}): HealthCheck {
    return new HealthCheck('tcp', options);
  }

  /**
   * A request to gRPC's standard health service (`grpc.health.v1.Health`). A server without it never becomes well, so this is never assumed.
   *
   * @param options port, service and times
   * @see https://github.com/grpc/grpc/blob/master/doc/health-checking.md
   */
  public static grpc(options: GrpcCheckOptions = {}): HealthCheck {
    return new HealthCheck('grpc', options);
  }

  /**
   * A command in the container; exit code 0 is well.
   *
   * @param command program and arguments; no shell runs them
   * @param options times
   */
  public static exec(command: string[], options: HealthCheckOptions = {}): HealthCheck {
    return new HealthCheck('exec', options, undefined, command);
  }

  /**
   * No check: a container is ready as soon as it runs, and gets requests before its server listens.
   */
  public static none(): HealthCheck {
    return new HealthCheck('none', {});
  }

  private constructor(
    /** @internal */ public readonly _kind: HealthCheckKind,
    /** @internal */ public readonly _options: AnyCheckOptions,
    /** @internal */ public readonly _path?: string,
    /** @internal */ public readonly _command?: string[],
  ) {
    this._options = snapshot(_options);
    this._command = snapshot(_command);
  }
}
