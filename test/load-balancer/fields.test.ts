import { Duration } from 'cdk8s';
import { stated } from './stated';
import {
  Backend, ClusterProfile, ExposedWorkload, Exposure, ExternalService, IpFamily, IpFamilyPolicy, LoadBalancerProvider, Port, type LoadBalancerOptions,
} from '../../lib';
import { MINIMAL, newChart, synth } from '../support';

const { AKS, AWS, AWS_LOAD_BALANCER_CONTROLLER: LBC, GENERIC, GKE, METALLB } = LoadBalancerProvider;
const PREFIX = 'service.beta.kubernetes.io/';
const CUSTOM = LoadBalancerProvider.custom({ name: 'Example Cloud', enforcesSourceRanges: true });
const { IPV4, IPV6 } = IpFamily;
const { PREFER_DUAL_STACK, REQUIRE_DUAL_STACK, SINGLE_STACK } = IpFamilyPolicy;

function declare(
  provider: LoadBalancerProvider, options: LoadBalancerOptions, annotations: Record<string, string> = {}, ipFamilies: IpFamily[] = [],
): () => ExposedWorkload {
  const chart = newChart();
  ClusterProfile.set(chart, { loadBalancerProvider: provider, ...ipFamilies.length > 0 && { ipFamilies } });
  const exposure = Exposure.loadBalancer(stated(provider, options));
  return () => new ExposedWorkload(chart, 'web', { ...MINIMAL, exposure, serviceMetadata: { annotations } });
}

describe('fields that the controllers of AWS do not accept', () => {
  const nlbWithPods = { [`${PREFIX}aws-load-balancer-nlb-target-type`]: 'ip' };
  const affinity = { sessionAffinityTimeout: Duration.hours(3) };
  const address = { loadBalancerIp: '203.0.113.7' };

  test.each<[LoadBalancerProvider, string, LoadBalancerOptions, Record<string, string>?]>([
    [AWS, 'exposure.sessionAffinityTimeout "3 hours"', affinity],
    [AWS, 'exposure.sessionAffinityTimeout "3 hours"', affinity, { [`${PREFIX}aws-load-balancer-type`]: 'nlb' }],
    [AWS, 'exposure.loadBalancerIp "203.0.113.7"', address],
    [LBC, 'exposure.loadBalancerIp "203.0.113.7"', address],
    [LBC, 'exposure.sessionAffinityTimeout "3 hours"', affinity, nlbWithPods],
  ])('%s: %s is refused', (provider, field, options, annotations = {}) => {
    expect(declare(provider, options, annotations)).toThrow(new RegExp(`^shop/web: ${field}: .*\\[load-balancer-unsupported\\] \\S+$`));
  });

  test('session affinity is refused at synthesis if pods become the targets later', () => {
    const web = declare(LBC, affinity)();
    web.service.metadata.addAnnotation(`${PREFIX}aws-load-balancer-nlb-target-type`, 'ip');

    expect(() => synth(web.node.scope as never)).toThrow(/exposure\.sessionAffinityTimeout "3 hours": .*\[load-balancer-unsupported\]/);
  });

  test.each<[LoadBalancerProvider, LoadBalancerOptions]>([
    [LBC, affinity], [GKE, affinity], [AKS, affinity], [METALLB, affinity], [GENERIC, affinity], [AKS, address], [GKE, address], [METALLB, address],
    // another controller creates the load balancer
    [AWS, { ...affinity, ...address, loadBalancerClass: 'example.com/lb' }],
  ])('%s accepts %j', (provider, options) => {
    expect(declare(provider, options)).not.toThrow();
  });
});

describe('source ranges of one family', () => {
  const ranges: LoadBalancerOptions = { sourceRanges: ['203.0.113.0/24'] };
  const rangesV6: LoadBalancerOptions = { sourceRanges: ['2001:db8::/32'] };

  test.each<[LoadBalancerOptions, IpFamily, IpFamily[]?]>([
    [{ ...ranges, ipFamilyPolicy: REQUIRE_DUAL_STACK }, IPV6],
    [{ ...ranges, ipFamilyPolicy: PREFER_DUAL_STACK }, IPV6],
    [{ ...ranges, ipFamilies: [IPV4, IPV6] }, IPV6],
    [{ ...ranges, ipFamilies: [IPV6] }, IPV6],
    [{ ...ranges, clusterIps: ['10.96.7.1', 'fd00:10:96::1'] }, IPV6],
    [ranges, IPV6, [IPV6, IPV4]],
    [{ ...ranges, ipFamilyPolicy: PREFER_DUAL_STACK }, IPV6, [IPV4, IPV6]],
    [{ ...rangesV6, ipFamilyPolicy: REQUIRE_DUAL_STACK }, IPV4],
    [rangesV6, IPV4, [IPV4]],
    [{ ...rangesV6, ipFamilyPolicy: PREFER_DUAL_STACK }, IPV4, [IPV4]],
  ])('%j is refused, because every client of the family %s could connect', (options, family, ofCluster = []) => {
    for (const provider of [GKE, METALLB, GENERIC, CUSTOM]) {
      expect(declare(provider, options, {}, ofCluster)).toThrow(new RegExp(`exposure\\.sourceRanges .*every ${family} client could connect\\. .*\\[source-ranges-family\\] \\S+$`));
    }
  });

  test.each<[LoadBalancerOptions, IpFamily[]?]>([
    [ranges],
    [{ ...ranges, ipFamilyPolicy: SINGLE_STACK }],
    [ranges, [IPV4]],
    [ranges, [IPV4, IPV6]],
    [{ ...ranges, ipFamilyPolicy: PREFER_DUAL_STACK }, [IPV4]],
    [{ sourceRanges: ['203.0.113.0/24', '::/0'], ipFamilyPolicy: REQUIRE_DUAL_STACK }],
  ])('%j is accepted if the Service cannot have, or need not have, the other family', (options, ofCluster = []) => {
    for (const provider of [GKE, METALLB, GENERIC, CUSTOM]) {
      expect(declare(provider, options, {}, ofCluster)).not.toThrow();
    }
  });

  test.each([AKS, LBC])('$name accepts them, because it admits no client of the other family', provider => {
    expect(declare(provider, { ...ranges, ipFamilyPolicy: REQUIRE_DUAL_STACK })).not.toThrow();
  });

  test('an empty list is reported as such only', () => {
    expect(declare(GKE, { sourceRanges: [], ipFamilyPolicy: REQUIRE_DUAL_STACK })).toThrow(/^shop\/web: exposure\.sourceRanges \[\]: .*\[exposure-empty-list\] \S+$/);
  });

  test('are compared with the families of the addresses outside the cluster', () => {
    const chart = newChart();
    ClusterProfile.set(chart, { loadBalancerProvider: METALLB });
    const external = (...addresses: string[]) => () => new ExternalService(chart, 'db', {
      backend: Backend.addresses(...addresses), ports: [Port.tcp(5432)], exposure: Exposure.loadBalancer(ranges),
    });

    expect(external('10.20.0.11', '2001:db8::11')).toThrow(/\[source-ranges-family\]/);
    expect(external('10.20.0.11')).not.toThrow();
  });
});

test.each<[LoadBalancerProvider, LoadBalancerOptions, Record<string, string>?]>([
  [AWS, {}],
  [LBC, { ipFamilies: [IPV4] }],
])('%s refuses IPv6 ranges of a load balancer that has only IPv4 addresses', (provider, options) => {
  expect(declare(provider, { sourceRanges: ['203.0.113.0/24', '2001:db8::/32'], ...options })).toThrow(/exposure\.sourceRanges .*\[load-balancer-unsupported\] \S+$/);
});

test('the AWS Load Balancer Controller accepts IPv6 ranges of a load balancer that can have IPv6 addresses', () => {
  const options: LoadBalancerOptions = { sourceRanges: ['2001:db8::/32'] };

  expect(declare(LBC, options)).not.toThrow();
  expect(declare(LBC, { ...options, ipFamilies: [IPV4] }, { [`${PREFIX}aws-load-balancer-ip-address-type`]: 'dualstack' })).not.toThrow();
});
