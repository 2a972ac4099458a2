import { receive } from '../options/receive';
import { mark } from '../values/mark';

/**
 * Keys of a Secret that contain a user name and a password.
 */
export interface SecretCredentialsOptions {
  /**
   * Key of the user name.
   *
   * @default - `username`, as in a Secret of the type `kubernetes.io/basic-auth`
   */
  readonly userKey?: string;

  /**
   * Key of the password.
   *
   * @default - `password`, as in a Secret of the type `kubernetes.io/basic-auth`
   */
  readonly passwordKey?: string;
}

/**
 * Key of a Secret that contains a password, and the user name.
 */
export interface SecretPasswordOptions {
  /**
   * Key of the password.
   *
   * @default - `password`
   */
  readonly passwordKey?: string;

  /**
   * User name, as text in the manifest. In the URL, and after `://` in a template, it is percent-encoded.
   *
   * @default - no user name: the URL begins as in `redis://:$(CACHE_PASSWORD)@`
   */
  readonly user?: string;
}

/**
 * Key of a Secret that contains a user name or a token in its place.
 */
export interface SecretUserOptions {
  /**
   * Key of the user name.
   *
   * @default - `username`
   */
  readonly userKey?: string;
}

/**
 * User name and password of a connection, from a Secret. The manifest contains the name of the Secret and its keys, and never the password.
 *
 * Secrets are referred to by name. For an object of cdk8s-plus, pass its `name`.
 *
 * @example
 * const db = new ExternalService(this, 'orders-db', {
 *   backend: Backend.addresses('10.20.0.11'),
 *   ports: [Port.tcp(5432, { name: 'postgres', scheme: 'postgresql' })],
 * });
 * const orders = new ExposedWorkload(this, 'orders', { image: 'registry.example.com/orders:1.4.2', ports: [Port.http(8080)] });
 *
 * // DATABASE_URL: postgresql://$(DATABASE_USER):$(DATABASE_PASSWORD)@orders-db.shop.svc.cluster.local:5432/orders
 * orders.connectTo(db, { envPrefix: 'DATABASE', credentials: Credentials.fromSecret('orders-db-login'), path: '/orders' });
 */
export class Credentials {
  /**
   * User name and password from a Secret.
   *
   * @param secretName name of the Secret, in the namespace of the caller
   * @param options keys of the Secret
   */
  public static fromSecret(secretName: string, options: SecretCredentialsOptions = {}): Credentials {
    const { values: [name, set], wrong } = receive('Credentials.fromSecret', secretName, options);
    return new Credentials(wrong, name, set?.userKey ?? USER_KEY, set?.passwordKey ?? PASSWORD_KEY);
  }

  /**
   * Password from a Secret, without a user name or with one that is not secret.
   *
   * @param secretName name of the Secret, in the namespace of the caller
   * @param options key of the Secret, and the user name
   */
  public static passwordFromSecret(secretName: string, options: SecretPasswordOptions = {}): Credentials {
    const { values: [name, set], wrong } = receive('Credentials.passwordFromSecret', secretName, options);
    return new Credentials(wrong, name, undefined, set?.passwordKey ?? PASSWORD_KEY, set?.user);
  }

  /**
   * User name from a Secret, without a password. Some servers accept a token in place of the user name.
   *
   * @param secretName name of the Secret, in the namespace of the caller
   * @param options key of the Secret
   */
  public static userFromSecret(secretName: string, options: SecretUserOptions = {}): Credentials {
    const { values: [name, set], wrong } = receive('Credentials.userFromSecret', secretName, options);
    return new Credentials(wrong, name, set?.userKey ?? USER_KEY);
  }

  private constructor(
    wrong: readonly unknown[],
    /** @internal */ public readonly _secretName: string,
    /** @internal */ public readonly _userKey?: string,
    /** @internal */ public readonly _passwordKey?: string,
    /** @internal */ public readonly _userName?: string,
  ) {
    mark(this, 'Credentials', wrong);
  }
}

/** The keys of a Secret of the type `kubernetes.io/basic-auth`. */
const USER_KEY = 'username';
const PASSWORD_KEY = 'password';
