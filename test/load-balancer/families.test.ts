import { annotationsOf, type Declared } from './declared';
import { Backend, IpFamily, IpFamilyPolicy, LoadBalancerProvider, Port, TrafficPolicy } from '../../lib';

const { AKS, AWS, AWS_LOAD_BALANCER_CONTROLLER, METALLB } = LoadBalancerProvider;
const { IPV4, IPV6 } = IpFamily;
const { PREFER_DUAL_STACK, REQUIRE_DUAL_STACK, SINGLE_STACK } = IpFamilyPolicy;

const AMAZON = 'service.beta.kubernetes.io/aws-load-balancer-';
const ADDRESS_TYPE = `${AMAZON}ip-address-type`;
const DUAL_STACK = { [ADDRESS_TYPE]: 'dualstack' };
const SOURCE_NAT = { [`${AMAZON}enable-prefix-for-ipv6-source-nat`]: 'on' };

describe('the AWS Load Balancer Controller', () => {
  const LBC = AWS_LOAD_BALANCER_CONTROLLER;

  test.each<[string, Declared, Record<string, string>]>([
    ['IPv6', { options: { ipFamilies: [IPV6] } }, DUAL_STACK],
    ['a required second family', { options: { ipFamilyPolicy: REQUIRE_DUAL_STACK } }, DUAL_STACK],
    ['a preferred second family that the cluster has', { options: { ipFamilyPolicy: PREFER_DUAL_STACK }, cluster: [IPV4, IPV6] }, DUAL_STACK],
    ['two cluster IPs in such a cluster', { options: { clusterIps: ['10.96.7.7', 'fd00:10:96::7'] }, cluster: [IPV4, IPV6] }, DUAL_STACK],
    ['IPv6 as the primary family of the cluster', { cluster: [IPV6, IPV4] }, DUAL_STACK],
    ['an IPv6 address outside the cluster', { outside: Backend.addresses('2001:db8::11') }, DUAL_STACK],
    ['IPv6 and UDP', { options: { ipFamilies: [IPV6], externalTrafficPolicy: TrafficPolicy.LOCAL }, ports: [Port.udp(5353)] }, { ...DUAL_STACK, ...SOURCE_NAT }],
    ['UDP and an address type of the user', { annotations: DUAL_STACK, options: { externalTrafficPolicy: TrafficPolicy.LOCAL }, ports: [Port.udp(5353)] }, { ...DUAL_STACK, ...SOURCE_NAT }],
    ['a preferred second family, and an address type of the user', { options: { ipFamilyPolicy: PREFER_DUAL_STACK }, annotations: DUAL_STACK }, DUAL_STACK],
    ['a preferred second family that the cluster does not have', { options: { ipFamilyPolicy: PREFER_DUAL_STACK }, cluster: [IPV4] }, {}],
    ['one family', { cluster: [IPV4, IPV6] }, {}],
    ['IPv4 in a cluster whose primary family is IPv6', { options: { ipFamilies: [IPV4] }, cluster: [IPV6, IPV4] }, {}],
    ['an unknown family', {}, {}],
  ])('has addresses of the families of the Service: %s', (_, declared, annotations) => {
    expect(annotationsOf(LBC, declared)).toEqual(annotations);
  });

  test.each<[string, string, Declared]>([
    ['exposure.ipFamilyPolicy "PreferDualStack"', 'a policy', { options: { ipFamilyPolicy: PREFER_DUAL_STACK } }],
    ['exposure.ipFamilies ["IPv4","IPv6"]', 'families', { options: { ipFamilies: [IPV4, IPV6] } }],
    ['exposure.clusterIps ["10.96.7.7","fd00:10:96::7"]', 'cluster IPs', { options: { clusterIps: ['10.96.7.7', 'fd00:10:96::7'] } }],
    ['exposure.ipFamilyPolicy (not set)', 'addresses outside the cluster', { outside: Backend.addresses('10.20.0.11', '2001:db8::11') }],
  ])('refuses %s, because only the cluster determines whether there is a second family (%s)', (field, _, declared) => {
    expect(() => annotationsOf(LBC, declared)).toThrow(new RegExp(`${field.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}: .*Only the cluster determines whether the Service has IPv6.*#load-balancer-families$`));
  });

  test('refuses IPv6 with an address type of the user for IPv4', () => {
    expect(() => annotationsOf(LBC, { options: { ipFamilies: [IPV6] }, annotations: { [ADDRESS_TYPE]: 'ipv4' } }))
      .toThrow(`Set the annotation ${ADDRESS_TYPE} in serviceMetadata to 'dualstack', or remove it.`);
  });

  test('does not refuse families of a load balancer of another controller', () => {
    const options = { ipFamilyPolicy: PREFER_DUAL_STACK, loadBalancerClass: 'example.com/lb' };

    expect(annotationsOf(LBC, { options })).toEqual({});
  });
});

describe('the cloud controller manager of AWS', () => {
  test('refuses IPv6 without IPv4, because its load balancers have IPv4 addresses', () => {
    expect(() => annotationsOf(AWS, { options: { ipFamilies: [IPV6] } })).toThrow(/exposure\.ipFamilies \["IPv6"\]: .*creates load balancers with IPv4 addresses\..*#load-balancer-families$/);
    expect(() => annotationsOf(AWS, { cluster: [IPV6] })).toThrow('#load-balancer-families');
  });

  test.each<[string, Declared]>([
    ['both families', { options: { ipFamilyPolicy: REQUIRE_DUAL_STACK } }],
    ['a preferred second family', { options: { ipFamilies: [IPV6, IPV4] } }],
    ['IPv4', { cluster: [IPV4] }],
    ['IPv6, if another controller creates the load balancer', { options: { ipFamilies: [IPV6], loadBalancerClass: 'example.com/lb' } }],
  ])('accepts %s', (_, declared) => {
    expect(annotationsOf(AWS, declared)).toEqual({});
  });
});

describe('fixed addresses', () => {
  const ONE = { addresses: ['192.168.1.7'] };
  const BOTH = { addresses: ['192.168.1.7', 'fd00::7'] };

  test.each<[string, Declared, string]>([
    ['two addresses of a Service with one family', { options: BOTH }, 'The Service has only one IP family. Set ipFamilyPolicy: IpFamilyPolicy.REQUIRE_DUAL_STACK as well'],
    ['an IPv6 address of a Service with IPv4', { options: { addresses: ['fd00::7'], ipFamilies: [IPV4] } }, 'The IP families of the Service are IPv4.'],
    ['an IPv6 address of a Service whose families are not known', { options: { addresses: ['fd00::7'] } }, 'ipFamilies: [IpFamily.IPV6].'],
    ['one address of a Service with two families', { options: { ...ONE, ipFamilyPolicy: REQUIRE_DUAL_STACK } }, 'The IP families of the Service are IPv4 and IPv6. Use an address of each'],
    ['one address of a Service that has two families in some clusters', { options: { ...ONE, ipFamilyPolicy: PREFER_DUAL_STACK } }, 'Use an address of each'],
    ['two addresses of a Service with one family of a cluster', { options: { ...BOTH, ipFamilyPolicy: PREFER_DUAL_STACK }, cluster: [IPV4] }, 'The Service has only one IP family.'],
  ])('MetalLB refuses %s', (_, declared, fix) => {
    expect(() => annotationsOf(METALLB, declared)).toThrow(fix);
  });

  test.each<[string, Declared]>([
    ['one address of a Service with one family', { options: { ...ONE, ipFamilyPolicy: SINGLE_STACK } }],
    ['one address', { options: ONE }],
    ['one address of a Service with one family of a cluster', { options: { ...ONE, ipFamilyPolicy: PREFER_DUAL_STACK }, cluster: [IPV4] }],
    ['an IPv6 address of a Service with IPv6', { options: { addresses: ['fd00::7'], ipFamilies: [IPV6] } }],
    ['two addresses of a Service with two families', { options: { ...BOTH, ipFamilyPolicy: REQUIRE_DUAL_STACK } }],
    ['two addresses of a Service that has two families in some clusters', { options: { ...BOTH, ipFamilyPolicy: PREFER_DUAL_STACK } }],
  ])('MetalLB accepts %s', (_, declared) => {
    expect(annotationsOf(METALLB, declared)).toEqual({ 'metallb.io/loadBalancerIPs': declared.options!.addresses!.join(',') });
  });

  test('AKS refuses an address of a family that the Service does not have, and does not need an address of each family', () => {
    expect(() => annotationsOf(AKS, { options: BOTH })).toThrow('The Service has only one IP family.');
    expect(annotationsOf(AKS, { options: { ...ONE, ipFamilyPolicy: REQUIRE_DUAL_STACK } })).toEqual({ 'service.beta.kubernetes.io/azure-load-balancer-ipv4': '192.168.1.7' });
  });
});
