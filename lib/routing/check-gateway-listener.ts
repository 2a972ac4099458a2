import type { AllowedRoutes } from './allowed-routes';
import { ListenerProtocol, type GatewayListener } from './gateway-listener';
import { gatewayRules } from '../rules/gateways';
import { isLabelValue, isQualifiedName } from '../rules/metadata';
import { isDnsLabel, isDnsSubdomain } from '../rules/names';
import { isPortNumber } from '../rules/ports';
import { checkHost, checkObjectName } from '../rules/routes';
import type { Problems } from '../rules/rule';
import { checkEnum } from '../rules/values';

/** Notes what is wrong with a listener by itself. @internal */
export function checkGatewayListener(problems: Problems, field: string, listener: GatewayListener): void {
  const { name, port, protocol, host, tls, allowedRoutes } = listener;
  checkEnum(problems, `${field}.protocol`, protocol, ListenerProtocol);
  if (!isDnsSubdomain(name)) {
    problems.report(gatewayRules.listener, `${field}.name`, name, "Write it like 'https'.");
  }
  if (!isPortNumber(port)) {
    problems.report(gatewayRules.listener, `${field}.port`, port, 'Write it like 443.');
  }
  if (host !== undefined) {
    checkHost(problems, `${field}.host`, host);
    if (protocol === ListenerProtocol.TCP || protocol === ListenerProtocol.UDP) {
      problems.report(gatewayRules.listener, `${field}.host`, host, 'Leave it out.');
    }
  }
  if (tls?._kind === 'secret' || tls?._secret !== undefined) {
    checkObjectName(problems, `${field}.tls`, tls._secret);
  }
  if (tls?._kind.endsWith('issuer')) {
    checkObjectName(problems, `${field}.tls`, tls._issuer);
  }
  checkListenerTls(problems, field, listener);
  if (allowedRoutes) {
    checkAllowedRoutes(problems, `${field}.allowedRoutes`, allowedRoutes);
  }
}

function checkListenerTls(problems: Problems, field: string, { protocol, host, tls }: GatewayListener): void {
  const without = [ListenerProtocol.HTTP, ListenerProtocol.TCP, ListenerProtocol.UDP].includes(protocol);
  if (tls && without) {
    problems.report(gatewayRules.listenerTls, `${field}.tls`, tls._kind, 'Leave it out, or say ListenerProtocol.HTTPS.');
  } else if (!tls && !without) {
    problems.report(gatewayRules.listenerTls, `${field}.tls`, tls, "Give RouteTls.secret('shop-tls').");
  } else if (tls?._kind === 'passthrough' && protocol === ListenerProtocol.HTTPS) {
    problems.report(gatewayRules.listenerTls, `${field}.tls`, tls._kind, 'Say ListenerProtocol.TLS, which passes it on.');
  } else if (tls?._issuer !== undefined && host === undefined) {
    problems.report(gatewayRules.listenerTls, `${field}.host`, host, 'cert-manager issues for hosts. Give one.');
  }
}

/** Notes namespaces that are said by nothing, or by what can't be. @internal */
export function checkAllowedRoutes(problems: Problems, field: string, { _from, _names, _labels }: AllowedRoutes): void {
  const labels = Object.entries(_labels ?? {});
  const named = _names !== undefined && _names.length > 0 && _names.every(isDnsLabel);
  const right = named || (labels.length > 0 && labels.every(([key, value]) => isQualifiedName(key) && isLabelValue(value)));
  if (_from === 'Selector' && !right) {
    problems.report(gatewayRules.allowed, field, _names ?? _labels, "Write it like AllowedRoutes.fromNamespaces('shop').");
  }
}
