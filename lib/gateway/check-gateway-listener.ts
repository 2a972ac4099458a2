import type { AllowedRoutes } from './allowed-routes';
import { ListenerProtocol, type GatewayListener } from './gateway-listener';
import type { RouteTls } from './route-tls';
import { gatewayRules } from '../rules/gateways';
import { isLabelValue, isQualifiedName } from '../rules/metadata';
import { isDnsLabel, isDnsSubdomain, nameRules } from '../rules/names';
import { isPortNumber } from '../rules/ports';
import { checkHost, checkObjectName } from '../rules/routes';
import type { Problems } from '../rules/rule';

/** Reports problems with a declared listener. @internal */
export function checkGatewayListener(problems: Problems, field: string, listener: GatewayListener): void {
  const { name, port, protocol, host, tls, allowedRoutes } = listener;
  if (!isDnsSubdomain(name)) {
    problems.report(gatewayRules.listener, `${field}.name`, name, "Use a value such as 'https'.");
  }
  if (!isPortNumber(port)) {
    problems.report(gatewayRules.listener, `${field}.port`, port, 'Use a value such as 443.');
  }
  if (host !== undefined) {
    checkHost(problems, `${field}.host`, host);
    if (protocol === ListenerProtocol.TCP || protocol === ListenerProtocol.UDP) {
      problems.report(gatewayRules.listener, `${field}.host`, host, 'Remove it.');
    }
  }
  if (tls) {
    checkTlsNames(problems, `${field}.tls`, tls);
  }
  checkListenerTls(problems, field, listener);
  if (allowedRoutes) {
    checkAllowedRoutes(problems, `${field}.allowedRoutes`, allowedRoutes);
  }
}

/** Reports invalid names of the Secret, its namespace and the issuer of a certificate. @internal */
export function checkTlsNames(problems: Problems, field: string, tls: RouteTls): void {
  if (tls._secret !== undefined) {
    checkObjectName(problems, `${field}.${tls._kind === 'secret' ? 'name' : 'secretName'}`, tls._secret);
  }
  if (tls._namespace !== undefined && !isDnsLabel(tls._namespace)) {
    problems.report(nameRules.namespace, `${field}.namespace`, tls._namespace, "Use a name such as 'shop'.");
  }
  if (tls._issuer !== undefined) {
    checkObjectName(problems, `${field}.name`, tls._issuer);
  }
}

function checkListenerTls(problems: Problems, field: string, { protocol, host, tls }: GatewayListener): void {
  const without = [ListenerProtocol.HTTP, ListenerProtocol.TCP, ListenerProtocol.UDP].includes(protocol);
  if (tls && without) {
    problems.report(gatewayRules.listenerTls, `${field}.tls`, tls._kind, 'Remove tls, or set protocol: ListenerProtocol.HTTPS.');
  } else if (!tls && !without) {
    problems.report(gatewayRules.listenerTls, `${field}.tls`, tls, "Use a value such as RouteTls.secret('shop-tls').");
  } else if (tls?._kind === 'passthrough' && protocol === ListenerProtocol.HTTPS) {
    problems.report(gatewayRules.listenerTls, `${field}.tls`, tls._kind, 'Set protocol: ListenerProtocol.TLS, which can pass TLS through.');
  } else if (tls?._issuer !== undefined && host === undefined) {
    problems.report(gatewayRules.listenerTls, `${field}.host`, host, 'cert-manager issues certificates for hosts. Set the host.');
  }
}

/** Reports a selection of namespaces without a valid name or label. @internal */
export function checkAllowedRoutes(problems: Problems, field: string, { _from, _names, _labels }: AllowedRoutes): void {
  const labels = Object.entries(_labels ?? {});
  const named = _names !== undefined && _names.length > 0 && _names.every(isDnsLabel);
  const valid = named || (labels.length > 0 && labels.every(([key, value]) => isQualifiedName(key) && isLabelValue(value)));
  if (_from === 'Selector' && !valid) {
    problems.report(gatewayRules.allowed, field, _names ?? _labels, "Use a value such as AllowedRoutes.fromNamespaces('shop').");
  }
}
