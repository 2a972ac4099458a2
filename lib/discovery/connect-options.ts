import type { Container } from 'cdk8s-plus-28';
import type { Credentials } from './credentials';

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
   * User name and password from a Secret. With the prefix `DATABASE` they become the variables `DATABASE_USER` and `DATABASE_PASSWORD`, and `DATABASE_URL`
   * refers to these variables: `postgresql://$(DATABASE_USER):$(DATABASE_PASSWORD)@…`. Templates can contain `{user}` and `{password}`.
   *
   * Kubernetes does not percent-encode the values. A password with characters such as `@`, `/`, `:` or `%` must be encoded in the Secret if a program
   * reads it from a URL.
   *
   * @default - no credentials
   */
  readonly credentials?: Credentials;

  /**
   * Path of the URL that `envPrefix` creates, such as `/orders` for a database. It can have a query. A missing slash at the beginning is added.
   *
   * @default - no path
   */
  readonly path?: string;

  /**
   * Environment variables by name, with a template as value, such as `{ ORDERS_ADDR: '{hostAndPort}' }`. As entries of `env`, they take precedence over
   * variables with the same name from `envFrom`.
   *
   * A template can contain `{host}`, `{port}`, `{hostAndPort}`, `{url}`, `{grpcTarget}`, `{srvName}`, `{name}`, `{namespace}`, `{fqdn}` and
   * `{tlsServerName}`, which are replaced with the values of the target's `address`. If the connection has several ports, a part that contains a port
   * needs the name of the port after a colon: `{url:http}`. With `credentials`, a template can also contain `{user}` and `{password}`: the value of a
   * template without any other text comes from the Secret, and in a longer template they refer to the variable with that value. A `user` of the
   * credentials that is a text is percent-encoded if `://` precedes `{user}` in the template.
   *
   * Kubernetes replaces `$(OTHER)` with the value of the container's variable `OTHER`; each variable is placed after the variables that it refers to.
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
