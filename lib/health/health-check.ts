import type { Duration } from 'cdk8s';
import { NO_OPTIONS, receive } from '../options/receive';
import type { ProbeScheme } from '../port/probe-scheme';
import { mark } from '../values/mark';

/**
 * Timing and thresholds of a health check. All durations are whole seconds.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#configure-probes
 */
export interface HealthCheckOptions {
  /**
   * Time from the start of the container to the first check.
   *
   * @default - 0 seconds
   */
  readonly initialDelay?: Duration;

  /**
   * Time between two checks; at least 1 second.
   *
   * @default - 10 seconds, the Kubernetes default
   */
  readonly period?: Duration;

  /**
   * Time after which a check without a response fails; at least 1 second.
   *
   * @default - 1 second, the Kubernetes default
   */
  readonly timeout?: Duration;

  /**
   * Number of consecutive checks that must fail before the container is considered failed; at least 1.
   *
   * @default - 3, the Kubernetes default
   */
  readonly failureThreshold?: number;

  /**
   * Number of consecutive checks that must succeed after a failure before the container is considered healthy again; at least 1.
   * For liveness and startup it must be 1.
   *
   * @default - 1, the Kubernetes default
   */
  readonly successThreshold?: number;

  /**
   * Grace period of a container that is restarted because this check failed; it replaces the grace period of the pod. At least 1 second.
   * Only for liveness and startup.
   *
   * @default - the grace period of the pod
   */
  readonly terminationGracePeriod?: Duration;
}

/**
 * Options of a TCP health check.
 */
export interface TcpCheckOptions extends HealthCheckOptions {
  /**
   * Name of the port, which is the name of its `Port`.
   *
   * @default - the first TCP port that the Service exposes, otherwise the first TCP port
   */
  readonly port?: string;

  /**
   * Whether the check refers to the port by its number instead of the name of the container port, as the check of an existing workload may do.
   *
   * @default false
   */
  readonly byNumber?: boolean;

  /**
   * Host to which the kubelet connects. From Kubernetes 1.34 on, Pod Security refuses it at every level except *privileged*, so that it needs
   * `SecurityExemption.probeHosts`.
   *
   * @default - the IP address of the pod
   */
  readonly host?: string;
}

/**
 * Options of an HTTP health check.
 */
export interface HttpCheckOptions extends HealthCheckOptions {
  /**
   * Name of the port, which is the name of its `Port`.
   *
   * @default - the first HTTP or HTTPS port, otherwise the first TCP port; ports that the Service exposes take precedence
   */
  readonly port?: string;

  /**
   * Whether the check refers to the port by its number instead of the name of the container port, as the check of an existing workload may do.
   *
   * @default false
   */
  readonly byNumber?: boolean;

  /**
   * Host to which the kubelet connects. To set the Host header, use `headers`. From Kubernetes 1.34 on, Pod Security refuses it at every level except
   * *privileged*, so that it needs `SecurityExemption.probeHosts`.
   *
   * @default - the IP address of the pod
   */
  readonly host?: string;

  /**
   * Scheme of the request. The kubelet does not verify certificates.
   *
   * @default - HTTPS if the port uses TLS: a `Port.https`, or a port with such an `appProtocol` or `scheme`; otherwise HTTP
   */
  readonly scheme?: ProbeScheme;

  /**
   * Headers of the request. The manifest lists them by name.
   *
   * @default - only the headers that the kubelet always sends
   */
  readonly headers?: { [name: string]: string };
}

/**
 * Options of a gRPC health check.
 */
export interface GrpcCheckOptions extends HealthCheckOptions {
  /**
   * Name of the port, which is the name of its `Port`. It must be a port without TLS.
   *
   * @default - the first gRPC port, otherwise the first TCP port; ports without TLS and ports that the Service exposes take precedence
   */
  readonly port?: string;

  /**
   * Name of the gRPC service whose health is requested.
   *
   * @default - the server as a whole
   */
  readonly service?: string;
}

/** @internal */
export type HealthCheckKind = 'http' | 'tcp' | 'grpc' | 'exec' | 'none';

/** Options of all kinds of health checks. @internal */
export type AnyCheckOptions = HttpCheckOptions & GrpcCheckOptions;

/**
 * A check by which the kubelet determines whether a container is ready for requests (`readiness`), must be restarted (`liveness`), or has
 * started (`startup`).
 *
 * A `HealthCheck` only holds options. The construct that receives it checks them, and reports all problems in one error.
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
   * An HTTP GET request. A status from 200 to 399 is a success.
   *
   * @param path path and query of the request
   * @param options port, headers, timing and thresholds
   */
  public static http(path: string, options: HttpCheckOptions = {}): HealthCheck {
    const { values: [requested, set], wrong } = receive('HealthCheck.http', path, options);
    return new HealthCheck('http', wrong, set, requested);
  }

  /**
   * A connection to a TCP port. It succeeds if the port accepts connections, which does not mean that the server can handle requests.
   *
   * @param options port, timing and thresholds
   */
  public static tcp(options: TcpCheckOptions = {}): HealthCheck {
    const { values: [set], wrong } = receive('HealthCheck.tcp', options);
    return new HealthCheck('tcp', wrong, set);
  }

  /**
   * A request to the standard gRPC health service (`grpc.health.v1.Health`). It is never a default, because a server without that service never
   * becomes healthy.
   *
   * @param options port, service, timing and thresholds
   * @see https://github.com/grpc/grpc/blob/master/doc/health-checking.md
   */
  public static grpc(options: GrpcCheckOptions = {}): HealthCheck {
    const { values: [set], wrong } = receive('HealthCheck.grpc', options);
    return new HealthCheck('grpc', wrong, set);
  }

  /**
   * A command in the container. Exit code 0 is a success.
   *
   * @param command program and arguments; they do not run in a shell
   * @param options timing and thresholds
   */
  public static exec(command: string[], options: HealthCheckOptions = {}): HealthCheck {
    const { values: [program, set], wrong } = receive('HealthCheck.exec', command, options);
    return new HealthCheck('exec', wrong, set, undefined, program);
  }

  /**
   * No check. With it as `readiness`, a container is ready as soon as it runs, and receives requests before its server listens.
   */
  public static none(): HealthCheck {
    return new HealthCheck('none');
  }

  private constructor(
    /** @internal */ public readonly _kind: HealthCheckKind,
    wrong?: readonly unknown[],
    /** @internal */ public readonly _options: AnyCheckOptions = NO_OPTIONS,
    /** @internal */ public readonly _path?: string,
    /** @internal */ public readonly _command?: string[],
  ) {
    mark(this, 'HealthCheck', wrong);
  }
}
