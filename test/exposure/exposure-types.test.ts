import { Exposure, TrafficPolicy } from '../../lib';

/** Each directive below makes `tsc` fail if the next line has no type error. */
test('the type checker refuses an option of one exposure in the factory of another exposure', () => {
  const written = [
    // @ts-expect-error a ClusterIP Service has no node ports
    () => Exposure.clusterIp({ nodePorts: { http: 30080 } }),
    // @ts-expect-error a ClusterIP Service gets no traffic from outside the cluster
    () => Exposure.clusterIp({ externalTrafficPolicy: TrafficPolicy.LOCAL }),
    // @ts-expect-error a headless Service has no virtual address
    () => Exposure.headless({ clusterIps: ['10.96.7.7'] }),
    // @ts-expect-error a NodePort Service has no source ranges
    () => Exposure.nodePort({ sourceRanges: ['10.0.0.0/8'] }),
    // @ts-expect-error a NodePort Service has no class
    () => Exposure.nodePort({ loadBalancerClass: 'example.com/class' }),
    // @ts-expect-error a NodePort Service has no load balancer that could be internal
    () => Exposure.nodePort({ internal: true }),
    // @ts-expect-error external IPs need a justification
    () => Exposure.clusterIp({ externalIps: { addresses: ['203.0.113.7'] } }),
  ];

  expect(written.map(make => make())).toHaveLength(7);
});
