import type { IConstruct } from 'constructs';

/**
 * A Gateway of this app, to which routes can belong.
 */
export interface IGateway extends IConstruct {
  /** Name of the Gateway. */
  readonly gatewayName: string;
}
