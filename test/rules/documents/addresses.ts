import { alias, endpoint, endpoints, headless, loadBalancer, service, slice } from './builders';
import { before, refused, since, hazard, hazardWithWarning, type Documents } from './table';

const ADDRESS = 'endpoints[0].addresses[0]';
const IP = 'subsets[0].addresses[0].ip';
const WARNINGS = 'GetWarningsForIP in apimachinery/pkg/util/validation/ip.go';
const LEGACY = 'IsValidIPForLegacyField in pkg/apis/core/validation/validation.go before 1.36';
const at = (address: string) => endpoint({ addresses: [address] }, address.includes(':') ? { addressType: 'IPv6' } : {});
const atIp = (ip: string) => endpoints([{ ip }]);
const ranges = (...loadBalancerSourceRanges: unknown[]) => loadBalancer({ loadBalancerSourceRanges });
const external = (...externalIPs: string[]) => service({ externalIPs });

/** Documents for the rules on addresses. */
export const ADDRESS_DOCUMENTS: Documents = {
  'ip-address': {
    refused: [
      refused(ADDRESS, at('10.20.0')),
      refused(ADDRESS, at('db.example.com')),
      since('1.36', refused(ADDRESS, at('010.20.0.11'))),
      refused(IP, atIp('10.20.0')),
      since('1.36', refused(IP, atIp('010.20.0.11'))),
      since('1.36', refused(IP, atIp('::ffff:10.20.0.11'))),
      refused('spec.externalIPs[0]', external('203.0.113')),
      since('1.36', refused('spec.externalIPs[0]', external('203.0.113.07'))),
    ],
    hazards: [
      before('1.36', hazard(ADDRESS, LEGACY, at('010.20.0.11'))),
      before('1.36', hazard(IP, LEGACY, atIp('010.20.0.11'))),
      before('1.36', hazard(IP, LEGACY, atIp('::ffff:10.20.0.11'))),
      before('1.36', hazard('spec.externalIPs[0]', LEGACY, external('203.0.113.07'))),
      hazard('spec.loadBalancerIP', 'ValidateService in pkg/apis/core/validation/validation.go: does not validate the field', loadBalancer({ loadBalancerIP: 'any text' })),
    ],
  },
  'ip-address-canonical': {
    refused: [
      refused(ADDRESS, at('2001:DB8::11')),
      refused(ADDRESS, at('2001:db8:0::11')),
    ],
    hazards: [
      hazardWithWarning(IP, WARNINGS, 'canonical', atIp('2001:DB8::11')),
      hazardWithWarning('spec.externalIPs[0]', WARNINGS, 'canonical', external('2001:db8:0::11')),
    ],
  },
  'ip-address-special': {
    refused: [
      ...['0.0.0.0', '127.0.0.1', '169.254.169.254', '224.0.0.1', '::1', 'fe80::1', 'ff02::1'].map(address => refused(ADDRESS, at(address))),
      refused(IP, atIp('127.0.0.1')),
      refused('spec.externalIPs[0]', external('127.0.0.1')),
    ],
  },
  'backend-address-hazard': {
    hazards: ['168.63.129.16', '100.100.100.200', '239.1.1.1', '255.255.255.255', '10.96.0.1', 'fd00:ec2::254'].map(address => hazard(
      ADDRESS, 'ValidateEndpointIP in pkg/apis/core/validation/validation.go: does not reject these addresses', at(address),
    )),
  },
  'backend-addresses': {
    refused: [
      refused('endpoints[0].addresses', endpoint({ addresses: [] })),
      refused('subsets[0]', endpoints([])),
    ],
    hazards: [
      hazard('endpoints', 'ValidateEndpointSlice in pkg/apis/discovery/validation/validation.go', slice([])),
      hazard('subsets', 'ValidateEndpoints in pkg/apis/core/validation/validation.go', { ...endpoints([]), subsets: [] }),
    ],
  },
  'backend-address-duplicate': {
    hazards: [
      hazard('endpoints[1].addresses[0]', 'docs/concepts/services-networking/endpoint-slices/#duplicate-endpoints', slice([{ addresses: ['10.20.0.11'] }, { addresses: ['10.20.0.11'] }])),
    ],
  },
  'ip-family': {
    refused: [
      refused('spec.ipFamilies[0]', service({ ipFamilies: ['IPv6'] })),
      refused('spec.ipFamilyPolicy', service({ ipFamilyPolicy: 'RequireDualStack' })),
      refused('spec.clusterIPs[0]', service({ clusterIP: 'fd00::1' })),
      refused('spec.ipFamilies[0]', headless({ ipFamilies: ['IPv6'] })),
    ],
    hazards: [
      hazard('spec.ipFamilies[0]', 'docs/concepts/services-networking/dual-stack/#headless-services-without-selector',
        headless({ selector: undefined, ipFamilyPolicy: 'SingleStack', ipFamilies: ['IPv6'] })),
    ],
  },
  'cluster-ip-range': {
    refused: ['10.97.0.1', '10.96.0.0', '10.96.255.255'].map(clusterIP => refused('spec.clusterIPs', service({ clusterIP }))),
  },
  'cidr': {
    refused: [
      refused('spec.LoadBalancerSourceRanges[0]', ranges('10.0.0.0')),
      refused('spec.LoadBalancerSourceRanges[0]', ranges('10.0.0.0/33')),
      since('1.36', refused('spec.LoadBalancerSourceRanges[0]', ranges('10.1.2.3/8'))),
      since('1.36', refused('spec.LoadBalancerSourceRanges[0]', ranges('010.0.0.0/8'))),
    ],
    hazards: [
      before('1.36', hazard('spec.loadBalancerSourceRanges[0]', 'IsValidCIDRForLegacyField in pkg/apis/core/validation/validation.go before 1.36', ranges('10.1.2.3/8'))),
      before('1.36', hazard('spec.loadBalancerSourceRanges[0]', 'IsValidCIDRForLegacyField in pkg/apis/core/validation/validation.go before 1.36', ranges('010.0.0.0/8'))),
      hazard('spec.loadBalancerSourceRanges[0]', 'ValidateService in pkg/apis/core/validation/validation.go: removes the spaces', ranges(' 10.0.0.0/8 ')),
      hazardWithWarning('spec.loadBalancerSourceRanges[0]', 'GetWarningsForCIDR in apimachinery/pkg/util/validation/ip.go', 'canonical', ranges('2001:DB8::/32')),
    ],
  },
  'hostname': {
    refused: ['DB.example.com', '*.example.com', 'db_1.example.com', 'https://db.example.com', 'a..b', 'h'.repeat(254), ''].map(
      hostname => refused('spec.externalName', alias(hostname)),
    ),
  },
  'hostname-hazard': {
    hazards: ['10.20.0.11', 'metadata.google.internal', 'localhost', 'web.shop.svc.cluster.local'].map(
      hostname => hazard('spec.externalName', 'docs/concepts/services-networking/service/#externalname', alias(hostname)),
    ),
  },
};
