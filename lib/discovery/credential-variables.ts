import type { ConnectOptions } from './connect-options';
import type { Port } from '../port/port';
import { connectionRules } from '../rules/connections';
import { containerRules, checkNul, isConfigKey } from '../rules/containers';
import { isDnsSubdomain } from '../rules/names';
import type { Problems } from '../rules/rule';
import { shown } from '../rules/show';
import { checkText } from '../rules/text';
import { sortedEntries } from '../values/compare-names';

/** A key of a Secret in the namespace of the caller. */
export interface SecretKey {
  readonly secretName: string;
  readonly key: string;
}

/** The parts of credentials that a template can contain. @internal */
export const CREDENTIAL_PARTS = ['user', 'password'] as const;

type CredentialPart = typeof CREDENTIAL_PARTS[number];

/** The schemes of ports without a scheme: protocols that have neither users nor paths. */
const TRANSPORTS: readonly string[] = ['tcp', 'udp', 'sctp'];

const FACTORIES: Readonly<Record<CredentialPart, string>> = {
  user: "Credentials.fromSecret('orders-db') or Credentials.userFromSecret('orders-db')",
  password: "Credentials.fromSecret('orders-db') or Credentials.passwordFromSecret('orders-db')",
};

/** @internal */
export function isCredentialPart(part: string): part is CredentialPart {
  return (CREDENTIAL_PARTS as readonly string[]).includes(part);
}

/**
 * The variables that contain the credentials of a connection, and the texts that refer to them. The kubelet replaces `$(NAME)` with the value of the
 * Secret and does not expand that value again: `makeEnvironmentVariables` in pkg/kubelet/kubelet_pods.go and `Expand` in
 * third_party/forked/golang/expansion/expand.go (Kubernetes 1.37). It does not percent-encode it either.
 *
 * @internal
 */
export class CredentialVariables {
  private readonly values: { readonly [part in CredentialPart]?: string | SecretKey };

  constructor(private readonly options: ConnectOptions) {
    const { _secretName: secretName, _userKey, _passwordKey, _userName } = options.credentials ?? {};
    const keyOf = (key: string | undefined) => key === undefined ? undefined : { secretName: secretName!, key };
    this.values = { user: keyOf(_userKey) ?? (_userName === undefined ? undefined : literal(_userName)), password: keyOf(_passwordKey) };
  }

  /** Reports credentials that cannot exist, and credentials and a path without a variable that contains them. */
  public check(problems: Problems, call: string): void {
    const { credentials, envPrefix, path, variables } = this.options;
    if (path !== undefined && envPrefix === undefined) {
      problems.report(connectionRules.urlParts, `${call}.path`, path, "Set envPrefix too, or write the path into a template, such as '{url}/orders'.");
    }
    if (credentials === undefined) {
      return;
    }
    if (!isDnsSubdomain(credentials._secretName)) {
      problems.report(containerRules.envKey, `${call}.credentials.secretName`, credentials._secretName, "Use a name such as 'orders-db'.");
    }
    checkText(problems, `${call}.credentials.user`, credentials._userName);
    checkNul(problems, `${call}.credentials.user`, credentials._userName);
    for (const name of ['userKey', 'passwordKey'] as const) {
      const key = credentials[`_${name}`];
      if (key !== undefined && !isConfigKey(key)) {
        problems.report(containerRules.envKey, `${call}.credentials.${name}`, key, "Use a key such as 'password'.");
      }
    }
    if (envPrefix === undefined && !Object.values(variables ?? {}).some(hasCredentialPart)) {
      problems.report(connectionRules.urlParts, `${call}.credentials`, credentials._secretName, 'Set envPrefix too, or use {user} and {password} in variables.');
    }
  }

  /** The variables that the prefix creates. */
  public get ofPrefix(): ReadonlyMap<string, string | SecretKey> {
    return new Map(CREDENTIAL_PARTS.flatMap(part => {
      const value = this.values[part];
      return value === undefined ? [] : [[this.nameWithPrefix(part), value] as const];
    }));
  }

  /** The value of a template that consists of one part; undefined for all other templates. */
  public ofTemplate(template: string): string | SecretKey | undefined {
    const part = CREDENTIAL_PARTS.find(each => template === placeholderOf(each));
    return part && this.values[part];
  }

  /** Reports credentials and a path that would become part of a URL without a protocol, such as `tcp://user@host`. */
  public checkScheme(problems: Problems, call: string, { name, scheme }: Port): void {
    const { credentials, envPrefix, path } = this.options;
    const parts = { credentials: credentials?._secretName, path };
    for (const [field, value] of Object.entries(parts)) {
      if (value !== undefined && TRANSPORTS.includes(scheme)) {
        const fix = `The port '${name}' has the scheme '${scheme}'. Set scheme: 'postgresql' on the port, with the scheme that the client expects. If that is '${scheme}', write the URL into variables instead of envPrefix, such as ${envPrefix}_URL: '{url}/orders'.`;
        problems.report(connectionRules.urlParts, `${call}.${field}`, value, fix);
      }
    }
  }

  /** A URL with the credentials of the prefix before its host. */
  public inUrl(url: string): string {
    const { user, password } = this.values;
    if (user === undefined && password === undefined) {
      return url;
    }
    const { _userName } = this.options.credentials!;
    const userPart = _userName !== undefined ? percentEncoded(_userName) : user === undefined ? '' : `$(${this.nameWithPrefix('user')})`;
    const passwordPart = password === undefined ? '' : `:$(${this.nameWithPrefix('password')})`;
    return url.replace('://', () => `://${userPart}${passwordPart}@`);
  }

  /**
   * The text in place of a part of a longer template; undefined if there is no value or no variable with it. A user name that is known is
   * percent-encoded in a URL.
   *
   * @param before the template before the part
   */
  public part(problems: Problems, field: string, part: CredentialPart, before: string): string | undefined {
    const value = this.values[part];
    if (typeof value === 'string') {
      return before.includes('://') ? percentEncoded(this.options.credentials!._userName!) : value;
    }
    const holder = this.options.envPrefix !== undefined ? this.nameWithPrefix(part) : this.nameInVariables(part);
    if (value === undefined || holder === undefined) {
      const fix = value === undefined
        ? `Set credentials, such as ${FACTORIES[part]}.`
        : `Also set a variable with this value only, such as DATABASE_${part.toUpperCase()}: '${placeholderOf(part)}', or set envPrefix.`;
      problems.report(connectionRules.urlParts, field, shown(placeholderOf(part)), fix);
      return undefined;
    }
    return `$(${holder})`;
  }

  private nameWithPrefix(part: CredentialPart): string {
    return `${this.options.envPrefix}_${part.toUpperCase()}`;
  }

  /** The first variable by name whose template consists of the part. */
  private nameInVariables(part: CredentialPart): string | undefined {
    return sortedEntries(this.options.variables).find(([, template]) => template === placeholderOf(part))?.[0];
  }
}

function hasCredentialPart(template: string): boolean {
  return CREDENTIAL_PARTS.some(part => template.includes(placeholderOf(part)));
}

function placeholderOf(part: CredentialPart): string {
  return `{${part}}`;
}

/** A text that the kubelet does not change when it expands references. */
function literal(text: string): string {
  return text.replace(/\$/g, '$$$$');
}

/** A user name as part of a URL. Lone surrogates, which `encodeURIComponent` cannot encode, are reported elsewhere. */
function percentEncoded(name: string): string {
  return encodeURIComponent(name.replace(/\p{Surrogate}/gu, ''));
}
