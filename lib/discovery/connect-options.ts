import type { Container } from 'cdk8s-plus-28';

/**
 * Options of `connectTo`: which ports of the target the caller uses, and which environment variables contain the address of the target.
 */
export interface ConnectOptions {
  /**
   * Names of the ports of the target that the caller uses, such as `['http']`.
   *
   * @default - all ports that the target offers, including ports that are added later
   */
  readonly ports?: string[];

  /**
   * Prefix of a set of environment variables. The prefix `DATABASE` creates `DATABASE_HOST`, `DATABASE_PORT` and `DATABASE_URL`, and also
   * `DATABASE_TLS_SERVER_NAME` if the target has a `tlsServerName`. The variables are for one port. If the target offers several ports,
   * set `ports` to one of them.
   *
   * @default - no variables with a prefix
   */
  readonly envPrefix?: string;

  /**
   * Environment variables by name, with a template as value, such as `{ ORDERS_ADDR: '{hostAndPort}' }`. As entries of `env`, they take precedence over
   * variables with the same name from `envFrom`.
   *
   * A template can contain `{host}`, `{port}`, `{hostAndPort}`, `{url}`, `{grpcTarget}`, `{srvName}`, `{name}`, `{namespace}`, `{fqdn}` and
   * `{tlsServerName}`, which are replaced with the values of the target's `address`. If the connection has several ports, a part that contains a port
   * needs the name of the port after a colon: `{url:http}`. Kubernetes replaces `$(OTHER)` with the value of the container's variable `OTHER`; each
   * variable is placed after the variables that it refers to.
   *
   * @default - no variables with templates
   * @see https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
   */
  readonly variables?: { [name: string]: string };

  /**
   * Containers of the caller that get the variables.
   *
   * @default - the first container of the caller, which is the main container of an `ExposedWorkload`
   */
  readonly containers?: Container[];

  /**
   * Whether the variables contain the short name of the Service as host if caller and target are in the same namespace: `orders` instead of
   * `orders.shop.svc.cluster.local`.
   *
   * @default false
   */
  readonly shortNames?: boolean;
}
