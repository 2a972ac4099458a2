import type { IConstruct } from 'constructs';

/**
 * A Gateway of this app that routes can be attached to.
 */
export interface IGateway extends IConstruct {
  /** Name of the Gateway. */
  readonly gatewayName: string;
}
