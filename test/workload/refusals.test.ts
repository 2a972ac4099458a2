import * as kplus from 'cdk8s-plus-28';
import { messagesOf, web, type Declaration } from '../rules/broken';

/** A workload with a volume. */
const mounted = (create: (...args: [Parameters<Declaration>[0], string]) => kplus.Volume): Declaration => chart => web(chart, { volumes: [create(chart, 'data')] });
/** A workload to whose Service ports are added. */
const bound = (...names: string[]): Declaration => chart => {
  const { service } = web(chart);
  names.forEach(name => service.bind(9090, { name }));
};
/** A workload to which a container with a health check is added. */
const added = (container: Partial<kplus.ContainerProps>): Declaration => chart => web(chart).workload.addContainer({ image: 'registry.example.com/side:1', name: 'side', ...container });

/** What is refused, and the path, field, value and rule of the only message. */
const REFUSED: readonly (readonly [what: string, declare: Declaration, begins: string, rule: string])[] = [
  ['a relative path of an NFS server', mounted((chart, id) => kplus.Volume.fromNfs(chart, id, 'data', { server: 'nfs.example.com', path: 'exports' })),
    "shop/web: volumes['data'].path \"exports\"", 'volume-path'],
  ['a partition of a disk that cannot exist', mounted((chart, id) => kplus.Volume.fromAwsElasticBlockStore(chart, id, 'vol-1', { name: 'data', partition: 300 })),
    "shop/web: volumes['data'].partition 300", 'volume-disk'],
  ['an empty key of a ConfigMap', mounted((chart, id) => {
    return kplus.Volume.fromConfigMap(chart, id, kplus.ConfigMap.fromConfigMapName(chart, 'map', 'map'), { name: 'data', items: { '': { path: 'a' } } });
  }),
  "shop/web: volumes['data'].items \"\"", 'volume-item'],
  ['two bound ports with the same number', bound('a', 'b'),
    'shop/web: service.bind(9090).port 9090', 'port-duplicate'],
  ['a liveness check that must succeed twice', added({ liveness: kplus.Probe.fromCommand(['check'], { successThreshold: 2 }) }),
    "shop/web: containers['side'].liveness.successThreshold 2", 'probe-success-threshold'],
  ['a health check with an unknown scheme', added({ liveness: kplus.Probe.fromHttpGet('/', { port: 80, scheme: 'FTP' as kplus.ConnectionScheme }) }),
    "shop/web: containers['side'].liveness.scheme \"FTP\"", 'lifecycle-action'],
  ['an address of the node without a port of the node', added({ ports: [{ number: 80, hostIp: '10.0.0.5' }] }),
    "shop/web: containers['side'].ports[0].hostIp \"10.0.0.5\"", 'host-port'],
];

test.each(REFUSED)('%s is refused', (_, declare, begins, rule) => {
  expect(messagesOf(declare).map(message => [message.slice(0, begins.length), /#([a-z-]+)$/.exec(message)![1]])).toEqual([[begins, rule]]);
});
