import type { Container } from 'cdk8s-plus-28';

/**
 * What is called of a target, and how the caller is told where it is.
 */
export interface ConnectOptions {
  /**
   * Names of the ports that are called.
   *
   * @default - all that the target offers, those that are added to it later too
   */
  readonly ports?: string[];

  /**
   * Prefix of environment variables: `DATABASE` gives `DATABASE_HOST`, `DATABASE_PORT` and `DATABASE_URL`, and `DATABASE_TLS_SERVER_NAME`
   * where the target says what its certificate has. They stand for one port: where the target offers several, name it in `ports`.
   *
   * @default - no such variables
   */
  readonly env?: string;

  /**
   * Environment variables of any name, by templates: `{host}`, `{port}`, `{hostAndPort}`, `{url}`, `{grpcTarget}`, `{srvName}`, `{name}`,
   * `{namespace}`, `{fqdn}` and `{tlsServerName}` stand for what the address of the target says. Where it offers several ports, the name of
   * one follows a colon: `{url:http}`. Kubernetes puts in `$(OTHER)` where the container has a variable `OTHER` before these.
   *
   * @default - none
   * @see https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
   */
  readonly variables?: { [name: string]: string };

  /**
   * Containers of the caller that get the variables.
   *
   * @default - the caller's own container, which is its first
   */
  readonly containers?: Container[];

  /**
   * Whether the variables have the short name as host where caller and target share a namespace.
   *
   * @default false
   */
  readonly shortNames?: boolean;
}
