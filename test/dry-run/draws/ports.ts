import type { Draw } from './draw';
import { label } from './texts';
import { Port, type PortOptions } from '../../../lib';

const FACTORIES = [Port.http, Port.https, Port.h2c, Port.grpc, Port.tcp, Port.udp, Port.sctp];
const ODD_NUMBERS = [0, -1, 65536, 65537, 1.5, NaN, 1e9, 1e21, '80'];
const ODD_NAMES = ['A', '', 'p'.repeat(64), '1', '80', '8080-1', 'a--b', 'a.b', 'a_b', '1'.repeat(15)];
const ODD_PROTOCOLS = ['HTTP', '', 'a b', 'Example.com/a', 'a'.repeat(64), 'a/b/c', 'a_b'];

/** Whether port numbers of the Service can differ from those of the pods, and whether ports can be hidden, that is, not exposed by the Service. */
export interface PortUse {
  readonly remapped: boolean;
  readonly hidden: boolean;
}

export function portNumber(draw: Draw, what: string): number {
  const usual = [80, 443, 8080, 8443, 9090, 5432, 53, 1, 65535, 1024];
  return draw.mostly(what, () => draw.chance(0.5) ? draw.pick(...usual) : draw.integer(1, 65535), ...ODD_NUMBERS);
}

export function port(draw: Draw, { remapped, hidden }: PortUse, index: number): Port {
  const options = draw.some<PortOptions>('PortOptions', 0.3, {
    name: () => draw.mostly('port name', () => draw.pick(`p${index}`, `long-name-of-port-${index}`, label(draw, 'port name', index)), ...ODD_NAMES),
    servicePort: () => remapped || draw.odd('remapped') ? portNumber(draw, 'servicePort') : undefined,
    appProtocol: () => draw.mostly('appProtocol', () => draw.pick('https', 'kubernetes.io/ws', 'mysql', 'example.com/x'), ...ODD_PROTOCOLS),
    scheme: () => draw.mostly('scheme', () => 'postgresql', '', 'x://'),
    scraped: () => hidden || draw.odd('scraped port of an external Service') ? draw.mostly('scraped', () => draw.chance(0.3), 'yes') : undefined,
    exposed: () => hidden || draw.odd('hidden') ? draw.chance(0.5) : undefined,
  });
  return draw.pick(...FACTORIES)(portNumber(draw, 'port number'), options as PortOptions);
}

/** Ports that rarely conflict with each other. */
export function ports(draw: Draw, use: PortUse): Port[] {
  const generated = draw.list(draw.odd('no ports') ? 0 : 1, 5, index => port(draw, use, index));
  const kept = generated.filter((each, index) => draw.odd('ports that conflict') || generated.slice(0, index).every(other => !collide(each, other)));
  return kept.some(each => each.exposed) || draw.odd('nothing exposed') ? kept : [...kept, Port.http(3000, { name: 'exposed' })];
}

function collide(a: Port, b: Port): boolean {
  return a.name === b.name || (a.protocol === b.protocol && (a.servicePort === b.servicePort || a.number === b.number));
}
