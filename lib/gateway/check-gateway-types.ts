import { AllowedRoutes } from './allowed-routes';
import type { GatewayProps } from './gateway-props';
import { RouteTls } from './route-tls';
import type { Problems } from '../rules/rule';
import { checkArray, checkInstance, checkRequired, hasProperty } from '../rules/values';

/** Reports properties that have the wrong type. The other checks rely on the types. @internal */
export function checkGatewayTypes(problems: Problems, { listeners, allowedRoutes }: GatewayProps): void {
  checkInstance(problems, 'allowedRoutes', allowedRoutes, AllowedRoutes._isAllowedRoutes, 'AllowedRoutes.fromAll()');
  if (checkArray(problems, 'listeners', listeners)) {
    (listeners ?? []).forEach((listener, index) => {
      if (checkRequired(problems, `listeners[${index}]`, listener, hasProperty('protocol'), "{ name: 'http', port: 80, protocol: ListenerProtocol.HTTP }")) {
        checkInstance(problems, `listeners[${index}].tls`, listener.tls, RouteTls._isRouteTls, "RouteTls.secret('shop-tls')");
        checkInstance(problems, `listeners[${index}].allowedRoutes`, listener.allowedRoutes, AllowedRoutes._isAllowedRoutes, 'AllowedRoutes.fromAll()');
      }
    });
  }
}
