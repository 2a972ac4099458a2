import type { IConstruct } from 'constructs';
import type { InboundRoute } from './inbound-route';
import { peerOf } from './peer';
import { ConstructState } from '../app/construct-state';

/** The inbound routes to a declaration. */
const INBOUND_ROUTES = new ConstructState<InboundRoute[]>('InboundRoutes');

/** Functions that are called for each new inbound route of an app, at its root. */
const OBSERVERS = new ConstructState<((inbound: InboundRoute) => void)[]>('InboundRoutes.observers');

/** Records an inbound route, adds what it needs to the Service of its target, and calls the observers. @internal */
export function declareInboundRoute(inbound: InboundRoute): void {
  INBOUND_ROUTES.ofOrCreated(inbound.target, () => []).push(inbound);
  peerOf(inbound.target)?.followRoute?.(inbound);
  OBSERVERS.of(inbound.target.node.root)?.forEach(observer => observer(inbound));
}

/** Registers an observer, which is called for each inbound route that is recorded later in the app of a construct. @internal */
export function observeInboundRoutes(construct: IConstruct, observer: (inbound: InboundRoute) => void): void {
  OBSERVERS.ofOrCreated(construct.node.root, () => []).push(observer);
}

/** The `appProtocol` that the routes to a port of a declaration need; undefined if they need none. @internal */
export function appProtocolForRoutes(target: IConstruct, portName: string): string | undefined {
  return inboundRoutesTo(target).find(route => route.portName === portName && route.backendProtocol?.appProtocol)?.backendProtocol?.appProtocol;
}

/** The inbound routes to a declaration. @internal */
export function inboundRoutesTo(target: IConstruct): readonly InboundRoute[] {
  return INBOUND_ROUTES.of(target) ?? [];
}
