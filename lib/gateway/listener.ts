import type { AllowedRoutes } from './allowed-routes';
import type { ListenerProtocol } from './gateway-listener';
import type { ListenerTls } from './listener-tls';

/** The properties that a listener must have for a route. */
export interface ListenerRequirement {
  readonly protocol: ListenerProtocol;
  readonly port: number;
  readonly host?: string;
  readonly tls?: ListenerTls;
}

/** A listener of a Gateway. */
export interface Listener extends ListenerRequirement {
  readonly name: string;
  readonly allowedRoutes: AllowedRoutes;
}

/** The properties of a Gateway that its listeners depend on. */
export interface ListenerContext {
  /** The default for listeners that do not set `allowedRoutes`. */
  readonly allowedRoutes: AllowedRoutes;
  readonly namespace?: string;
  /** Annotations of the Gateway that the user declared. */
  readonly annotations?: Readonly<Record<string, string>>;
}
