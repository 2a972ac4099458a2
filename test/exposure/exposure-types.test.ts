import { Exposure, TrafficPolicy } from '../../lib';

/** `tsc` fails on a directive below that no error follows: what one exposure alone can have, another can't be written with. */
test('options of one exposure can not be written with another', () => {
  const written = [
    // @ts-expect-error a cluster IP has no node ports
    () => Exposure.clusterIp({ nodePorts: { http: 30080 } }),
    // @ts-expect-error nor traffic from outside
    () => Exposure.clusterIp({ externalTrafficPolicy: TrafficPolicy.LOCAL }),
    // @ts-expect-error a headless Service has no virtual address
    () => Exposure.headless({ clusterIps: ['10.96.7.7'] }),
    // @ts-expect-error a node port has no source ranges
    () => Exposure.nodePort({ sourceRanges: ['10.0.0.0/8'] }),
    // @ts-expect-error and no class
    () => Exposure.nodePort({ loadBalancerClass: 'example.com/class' }),
    // @ts-expect-error and no load balancer that could be internal
    () => Exposure.nodePort({ internal: true }),
    // @ts-expect-error external IPs are said with a reason
    () => Exposure.clusterIp({ externalIps: { addresses: ['203.0.113.7'] } }),
  ];

  expect(written.map(make => make())).toHaveLength(7);
});
