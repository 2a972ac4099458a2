import { isDeepStrictEqual } from 'util';
import { ListenerProtocol } from './gateway-listener';
import type { GatewayFacts } from './gateways';
import type { Listener } from './listener';
import { ClusterProfile } from '../cluster/cluster-profile';
import { detectsMisdirectedRequests } from '../cluster/misdirected-requests';
import { gatewayRules } from '../rules/gateways';
import type { Problems } from '../rules/rule';

/** Reports HTTPS listeners with the same certificate if the controller does not detect misdirected requests. Runs at synth. @internal */
export function checkSharedCertificates(problems: Problems, { construct, className, routeClass, listeners }: Omit<GatewayFacts, 'commit'>): void {
  if (detectsMisdirectedRequests(className, [routeClass, ClusterProfile._of(construct).routeClasses[className]])) {
    return;
  }
  listeners.all.forEach((listener, index) => {
    const other = listeners.all.slice(0, index).find(earlier => haveSameCertificate(earlier, listener));
    if (other) {
      const host = `${listener.tls!.issuer ? '' : 'without a host or '}with a host such as '*.example.com'`;
      problems.report(gatewayRules.sharedCertificate, 'listeners', listener.name, `The listener '${other.name}' has the same Secret '${listener.tls!.secret!.name}'. Declare a Route for each host with its own Secret; or one listener with this Secret in listeners of the Gateway, ${host}, to which the routes are attached with section; or set detectsMisdirectedRequests: true in the facts about the class, if the proxies respond with 421.`);
    }
  });
}

function haveSameCertificate(a: Listener, b: Listener): boolean {
  return a.port === b.port && [a, b].every(({ protocol, tls }) => protocol === ListenerProtocol.HTTPS && tls?.secret)
    && isDeepStrictEqual(a.tls!.secret, b.tls!.secret);
}
