import { Exposure, TrafficPolicy } from '../../lib';

/** `tsc` fails if no error follows one of the directives below: an option of one exposure cannot be written with another. */
test('an option of one exposure cannot be written with another', () => {
  const written = [
    // @ts-expect-error a cluster IP has no node ports
    () => Exposure.clusterIp({ nodePorts: { http: 30080 } }),
    // @ts-expect-error a cluster IP has no traffic from outside
    () => Exposure.clusterIp({ externalTrafficPolicy: TrafficPolicy.LOCAL }),
    // @ts-expect-error a headless Service has no virtual address
    () => Exposure.headless({ clusterIps: ['10.96.7.7'] }),
    // @ts-expect-error a node port has no source ranges
    () => Exposure.nodePort({ sourceRanges: ['10.0.0.0/8'] }),
    // @ts-expect-error a node port has no class
    () => Exposure.nodePort({ loadBalancerClass: 'example.com/class' }),
    // @ts-expect-error a node port has no load balancer that could be internal
    () => Exposure.nodePort({ internal: true }),
    // @ts-expect-error external IPs need a justification
    () => Exposure.clusterIp({ externalIps: { addresses: ['203.0.113.7'] } }),
  ];

  expect(written.map(make => make())).toHaveLength(7);
});
