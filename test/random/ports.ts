import type { Random } from './random';
import { label } from './texts';
import { Port, TargetPort, type PortOptions } from '../../lib';

const FACTORIES = [Port.http, Port.https, Port.h2c, Port.grpc, Port.tcp, Port.udp, Port.sctp];
const ODD_NUMBERS = [0, -1, 65536, 65537, 1.5, NaN, 1e9, 1e21, '80'];
const ODD_NAMES = ['A', '', 'p'.repeat(64), '1', '80', '8080-1', 'a--b', 'a.b', 'a_b', '1'.repeat(15)];
const ODD_PROTOCOLS = ['HTTP', '', 'a b', 'Example.com/a', 'a'.repeat(64), 'a/b/c', 'a_b'];

/** How ports can be declared. */
export interface PortUse {
  /** Whether port numbers of the Service can differ from the port numbers of the pods. */
  readonly remapped: boolean;
  /** Whether ports can be hidden, that is, not exposed. */
  readonly hidden: boolean;
  /** Whether no Service offers the port. */
  readonly isWithoutService?: boolean;
  /** Whether the port is the only one. */
  readonly single?: boolean;
  /** Whether each port has a name and a number of its own, because other containers of the pod also have ports. */
  readonly distinct?: boolean;
}

export function portNumber(random: Random, what: string): number {
  const usual = [80, 443, 8080, 8443, 9090, 5432, 53, 1, 65535, 1024];
  return random.mostly(what, () => random.chance(0.5) ? random.pick(...usual) : random.integer(1, 65535), ...ODD_NUMBERS);
}

export function port(random: Random, { remapped, hidden, isWithoutService = false, single = false, distinct = false }: PortUse, index: number): Port {
  let onNode = false;
  let isListed = true;
  let isNamed = true;
  let isExposed = true;
  const options = random.some<PortOptions>('PortOptions', 0.3, {
    name: () => random.mostly('port name', () => random.pick(`p${index}`, `long-name-of-port-${index}`, label(random, 'port name', index)), ...ODD_NAMES),
    servicePort: () => remapped || random.odd('remapped') ? portNumber(random, 'servicePort') : undefined,
    appProtocol: () => random.mostly('appProtocol', () => random.pick('https', 'kubernetes.io/ws', 'mysql', 'example.com/x'), ...ODD_PROTOCOLS),
    scheme: () => random.mostly('scheme', () => 'postgresql', '', 'x://'),
    scraped: () => hidden || random.odd('scraped port of an external Service') ? random.mostly('scraped', () => random.chance(0.3), 'yes') : undefined,
    hostPort: () => {
      const number = hidden || random.odd('hostPort of an external Service') ? random.maybe(0.05, () => hostPort(random, index)) : undefined;
      onNode = number !== undefined;
      return number!;
    },
    hostIp: () => onNode || random.odd('hostIp') ? random.mostly('address of the node', () => '10.0.0.5', '', 'a') : undefined!,
    exposed: () => isExposed = hidden || random.odd('hidden') ? random.chance(0.5) : undefined!,
    unnamed: () => (single && isExposed !== false && !isWithoutService) || random.odd('unnamed port') ? random.chance(0.5) : undefined,
    listed: () => isListed = hidden && (!onNode || random.odd('hostPort of a port that is not listed')) ? random.chance(0.5) : undefined!,
    containerPortName: () => {
      const named = hidden && (isListed !== false || random.odd('name of a port that is not listed'));
      const name = named ? random.mostly('container port name', () => random.pick(`c${index}`, ''), ...ODD_NAMES.filter(odd => odd !== '')) : undefined;
      isNamed = name !== '';
      return name;
    },
    targetPort: () => {
      const isReferable = isNamed && isListed !== false && hidden;
      const target = isReferable || random.odd('a reference to a port without a name') ? random.pick(TargetPort.NAME, TargetPort.NUMBER) : TargetPort.NUMBER;
      return hidden && ((isExposed !== false && !isWithoutService) || random.odd('a target that is not exposed')) ? random.mostly('targetPort', () => target, 'http', 80) : undefined;
    },
  });
  if (distinct) {
    return random.pick(...FACTORIES)(random.mostly('port number', () => 21000 + index, 8080, 0), { name: `p${index}`, ...options } as PortOptions);
  }
  return random.pick(...FACTORIES)(portNumber(random, 'port number'), options as PortOptions);
}

function hostPort(random: Random, index: number): number {
  random.unrestricted = true;
  return random.mostly('hostPort', () => 20000 + index, ...ODD_NUMBERS);
}

/** Ports that rarely conflict with each other. */
export function ports(random: Random, use: PortUse): Port[] {
  const single = random.chance(0.1);
  const generated = random.list(random.odd('no ports') ? 0 : 1, single ? 1 : 5, index => port(random, { ...use, single }, index));
  const kept = generated.filter((each, index) => random.odd('ports that conflict') || generated.slice(0, index).every(other => !collide(each, other)));
  return kept.some(each => each.exposed) || random.odd('nothing exposed') ? kept : [...kept, Port.http(3000, { name: 'exposed' })];
}

function collide(a: Port, b: Port): boolean {
  return a.name === b.name || (a.protocol === b.protocol && (a.servicePort === b.servicePort || a.number === b.number));
}
