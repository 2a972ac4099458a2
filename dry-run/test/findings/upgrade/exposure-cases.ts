import { object, service, type Part, type RuleCases } from '../objects';

const AWS = 'service.beta.kubernetes.io/aws-load-balancer-';
const balancer = (annotations: Part = {}, spec: Part = {}, rest: Part = {}) => ({ ...service('web', { type: 'LoadBalancer', ...spec }, { annotations }), ...rest });
const ranges = (...loadBalancerSourceRanges: string[]) => balancer({}, { loadBalancerSourceRanges });
const ingress = (annotations: Part = {}, spec: Part = {}) => object('networking.k8s.io/v1', 'Ingress', 'web', { spec }, { annotations });
const gateway = (spec: Part = {}, from?: string) => object('gateway.networking.k8s.io/v1', 'Gateway', 'web', {
  spec: { gatewayClassName: 'nginx', listeners: [{ name: 'http', port: 80, ...from !== undefined && { allowedRoutes: { namespaces: { from } } } }], ...spec },
});
const ALB = 'alb.ingress.kubernetes.io/';
const INTERNAL: readonly Part[] = [
  { [`${AWS}internal`]: 'true' }, { [`${AWS}internal`]: '0.0.0.0/0' }, { [`${AWS}scheme`]: 'internal' }, { 'networking.gke.io/load-balancer-type': 'Internal' },
  { 'cloud.google.com/load-balancer-type': 'internal' }, { 'service.beta.kubernetes.io/azure-load-balancer-internal': 'true' },
  { 'service.beta.kubernetes.io/openstack-internal-load-balancer': 'true' }, { 'service.beta.kubernetes.io/oci-load-balancer-internal': 'true' },
  { 'oci-network-load-balancer.oraclecloud.com/internal': 'true' }, { 'service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type': 'private' },
  { 'service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type': 'intranet' }, { 'service.beta.kubernetes.io/cce-load-balancer-internal-vpc': 'true' },
  { 'service.kubernetes.io/qcloud-loadbalancer-internal-subnetid': 'subnet-1' }, { 'service.beta.kubernetes.io/do-loadbalancer-network': 'INTERNAL' },
  { 'load-balancer.hetzner.cloud/disable-public-network': 'true' },
];

export const exposureCases: readonly RuleCases[] = [
  ...INTERNAL.map((annotations): RuleCases => ({
    rule: 'exposure-widened',
    field: `metadata.annotations["${Object.keys(annotations)[0]}"]`,
    message: 'The load balancer changes from internal to public, so clients on the internet can connect, and it gets a new address.',
    found: { live: [balancer(annotations)], documents: [balancer()] },
    nearMisses: { 'it stays internal': { live: [balancer(annotations)], documents: [balancer(annotations)] }, 'it becomes internal': { live: [balancer()], documents: [balancer(annotations)] } },
  })),
  {
    rule: 'exposure-widened',
    field: `metadata.annotations["${AWS}scheme"]`,
    message: 'from internal to public',
    found: { live: [balancer({}, { loadBalancerClass: 'service.k8s.aws/nlb' })], documents: [balancer({ [`${AWS}scheme`]: 'internet-facing' }, { loadBalancerClass: 'service.k8s.aws/nlb' })] },
    nearMisses: {
      'the default of the AWS Load Balancer Controller': { live: [balancer({ [`${AWS}type`]: 'external' })], documents: [balancer({ [`${AWS}type`]: 'external', [`${AWS}scheme`]: 'internal' })] },
      'one of two annotations': { live: [balancer({ [`${AWS}internal`]: 'true' })], documents: [balancer({ [`${AWS}internal`]: 'true', [`${AWS}scheme`]: 'internal' })] },
    },
  },
  {
    rule: 'exposure-widened',
    field: 'spec.type',
    message: 'The type changes from ClusterIP to LoadBalancer, so clients outside the cluster can connect to its load balancer. Set loadBalancerSourceRanges',
    found: { live: [service('web')], documents: [balancer()] },
    nearMisses: { 'the other direction': { live: [balancer()], documents: [service('web')] }, 'an external name': { live: [service('web', { type: 'ExternalName' })], documents: [service('web')] } },
  },
  { rule: 'exposure-widened', message: 'its load balancer, which is internal. Set', found: { live: [service('web')], documents: [balancer({ [`${AWS}internal`]: 'true' })] }, nearMisses: {} },
  {
    rule: 'exposure-widened',
    message: 'The type changes from ClusterIP to NodePort, so clients that reach a node can connect to its node ports. Keep the type',
    found: { live: [service('web', { clusterIP: 'None' })], documents: [service('web', { type: 'NodePort' })] },
    nearMisses: {},
  },
  {
    rule: 'exposure-widened',
    field: 'spec.externalIPs',
    message: 'The external IPs 192.0.2.2 are added',
    found: { live: [service('web', { externalIPs: ['192.0.2.1'] })], documents: [service('web', { externalIPs: ['192.0.2.1', '192.0.2.2'] })] },
    nearMisses: { 'one is removed': { live: [service('web', { externalIPs: ['192.0.2.1'] })], documents: [service('web')] } },
  },
  {
    rule: 'exposure-widened',
    field: 'spec.loadBalancerSourceRanges',
    message: 'The source ranges 10.0.0.0/8 are removed, so clients from all addresses can connect.',
    found: { live: [ranges('10.0.0.0/8')], documents: [balancer()] },
    nearMisses: {
      'no ranges before': { live: [balancer()], documents: [ranges('10.0.0.0/8')] },
      'the annotation instead of the field': { live: [ranges('10.0.0.0/8')], documents: [balancer({ 'service.beta.kubernetes.io/load-balancer-source-ranges': '10.0.0.0/8' })] },
      'a Service without a load balancer': { live: [service('web', { loadBalancerSourceRanges: ['10.0.0.0/8'] })], documents: [service('web')] },
    },
  },
  {
    rule: 'exposure-widened',
    message: 'from 10.0.0.0/8, 2001:db8::/64 to 10.0.0.0/7, 2001:db8::/32, invalid, so clients from 10.0.0.0/7, 2001:db8::/32, invalid can connect too.',
    found: { live: [ranges('10.0.0.0/8', '2001:db8::/64')], documents: [ranges('10.0.0.0/7', '2001:db8::/32', 'invalid')] },
    nearMisses: { 'smaller ranges': { live: [ranges('10.0.0.0/8', '2001:db8::/32', '192.0.2.1/33')], documents: [ranges('10.1.0.0/16', '10.2.0.1/32', '2001:db8:1::/48', '192.0.2.1/33')] } },
  },
  {
    rule: 'exposure-widened',
    message: 'removed',
    found: { live: [balancer({ 'service.beta.kubernetes.io/load-balancer-source-ranges': '10.0.0.0/8, 192.0.2.0/24' })], documents: [balancer()] },
    nearMisses: {},
  },
  {
    rule: 'exposure-widened',
    field: `metadata.annotations["${ALB}scheme"]`,
    message: 'changes from internal to public',
    found: { live: [ingress()], documents: [ingress({ [`${ALB}scheme`]: 'internet-facing' })] },
    nearMisses: { 'internal is the default': { live: [ingress({ [`${ALB}scheme`]: 'internal' })], documents: [ingress()] } },
  },
  {
    rule: 'exposure-widened',
    field: 'metadata.annotations["appgw.ingress.kubernetes.io/use-private-ip"]',
    message: 'changes from internal to public',
    found: { live: [ingress({ 'appgw.ingress.kubernetes.io/use-private-ip': 'true' })], documents: [ingress()] },
    nearMisses: { 'false is the default': { live: [ingress({ 'appgw.ingress.kubernetes.io/use-private-ip': 'false' })], documents: [ingress()] } },
  },
  ...[`${ALB}inbound-cidrs`, 'nginx.ingress.kubernetes.io/whitelist-source-range', 'nginx.ingress.kubernetes.io/allowlist-source-range', 'haproxy.org/allow-list', 'haproxy-ingress.github.io/allowlist-source-range']
    .map((name): RuleCases => ({
      rule: 'exposure-widened',
      field: `metadata.annotations["${name}"]`,
      message: 'The source ranges 10.0.0.0/8 are removed',
      found: { live: [ingress({ [name]: '10.0.0.0/8' })], documents: [ingress()] },
      nearMisses: { 'they stay': { live: [ingress({ [name]: '10.0.0.0/8' })], documents: [ingress({ [name]: ' 10.0.0.0/9 ' })] } },
    })),
  {
    rule: 'exposure-widened',
    field: 'spec.ingressClassName',
    message: 'changes from internal to public',
    found: { live: [ingress({ 'kubernetes.io/ingress.class': 'gce-internal' })], documents: [ingress({ 'kubernetes.io/ingress.class': 'gce' })] },
    nearMisses: { 'to a class that is not known': { live: [ingress({}, { ingressClassName: 'a' })], documents: [ingress({}, { ingressClassName: 'b' })] } },
  },
  {
    rule: 'exposure-widened',
    field: 'spec.listeners[0].allowedRoutes.namespaces.from',
    message: 'The listener accepts routes from more namespaces: Same changes to All',
    found: { live: [gateway()], documents: [gateway({}, 'All')] },
    nearMisses: {
      'fewer namespaces': { live: [gateway({}, 'All')], documents: [gateway({}, 'Selector')] },
      'a new listener': { live: [gateway({ listeners: [] })], documents: [gateway({}, 'All')] },
    },
  },
  {
    rule: 'exposure-widened',
    field: 'spec.gatewayClassName',
    message: 'changes from internal to public',
    found: { live: [gateway({ gatewayClassName: 'gke-l7-rilb' })], documents: [gateway({ gatewayClassName: 'gke-l7-regional-external-managed' })] },
    nearMisses: { 'another internal class': { live: [gateway({ gatewayClassName: 'gke-l7-rilb' })], documents: [gateway({ gatewayClassName: 'gke-l7-cross-regional-internal-managed' })] } },
  },
  {
    rule: 'exposure-widened',
    field: 'spec.infrastructure.annotations["networking.gke.io/load-balancer-type"]',
    message: 'changes from internal to public',
    found: { live: [gateway({ infrastructure: { annotations: { 'networking.gke.io/load-balancer-type': 'Internal' } } })], documents: [gateway()] },
    nearMisses: {},
  },
  {
    rule: 'load-balancer-replaced',
    field: 'metadata.annotations["service.beta.kubernetes.io/azure-load-balancer-internal"]',
    message: 'The load balancer changes from public to internal, so it gets a new address',
    found: { live: [balancer()], documents: [balancer({ 'service.beta.kubernetes.io/azure-load-balancer-internal': 'True' })] },
    nearMisses: { 'it becomes public, which another finding says': { live: [balancer({ 'service.beta.kubernetes.io/azure-load-balancer-internal': 'true' })], documents: [balancer()] } },
  },
  {
    rule: 'load-balancer-replaced',
    field: `metadata.annotations["${AWS}name"]`,
    message: 'The annotation changes from "a" to not set, so the Service gets another load balancer or another address.',
    found: { live: [balancer({ [`${AWS}name`]: 'a' })], documents: [balancer()] },
    nearMisses: { 'an annotation for something else': { live: [balancer()], documents: [balancer({ [`${AWS}attributes`]: 'a=b' })] } },
  },
  {
    rule: 'load-balancer-replaced',
    field: 'spec.loadBalancerIP',
    message: 'The address of the load balancer changes from "192.0.2.1" to "192.0.2.2".',
    found: { live: [balancer({}, { loadBalancerIP: '192.0.2.1' })], documents: [balancer({}, { loadBalancerIP: '192.0.2.2' })] },
    nearMisses: {
      'the address that it has': { live: [balancer({}, {}, { status: { loadBalancer: { ingress: [{ ip: '192.0.2.2' }] } } })], documents: [balancer({}, { loadBalancerIP: '192.0.2.2' })] },
      'the address that it has, in an annotation': { live: [balancer({}, {}, { status: { loadBalancer: { ingress: [{ ip: '192.0.2.2' }] } } })], documents: [balancer({ 'metallb.io/loadBalancerIPs': '192.0.2.2' })] },
    },
  },
  { rule: 'load-balancer-replaced', message: 'The address of the load balancer changes to "192.0.2.2".', found: { live: [balancer()], documents: [balancer({}, { loadBalancerIP: '192.0.2.2' })] }, nearMisses: {} },
  {
    rule: 'load-balancer-replaced',
    field: `metadata.annotations["${ALB}group.name"]`,
    message: 'so the Ingress gets another load balancer',
    found: { live: [ingress({ [`${ALB}group.name`]: 'a' })], documents: [ingress({ [`${ALB}group.name`]: 'b' })] },
    nearMisses: { 'the same group': { live: [ingress({ [`${ALB}group.name`]: 'a' })], documents: [ingress({ [`${ALB}group.name`]: 'a' })] } },
  },
  {
    rule: 'load-balancer-replaced',
    field: 'spec.ingressClassName',
    message: 'The class changes from "a" to "b", so another controller or another load balancer serves the Ingress',
    found: { live: [ingress({}, { ingressClassName: 'a' })], documents: [ingress({}, { ingressClassName: 'b' })] },
    nearMisses: { 'the annotation becomes the field': { live: [ingress({ 'kubernetes.io/ingress.class': 'a' })], documents: [ingress({}, { ingressClassName: 'a' })] } },
  },
  {
    rule: 'load-balancer-replaced',
    field: 'spec.addresses',
    message: 'The addresses of the Gateway change.',
    found: { live: [gateway({ addresses: [{ value: '192.0.2.1' }] })], documents: [gateway({ addresses: [{ value: '192.0.2.2' }] })] },
    nearMisses: { 'no addresses before': { live: [gateway()], documents: [gateway({ addresses: [{ value: '192.0.2.2' }] })] } },
  },
];
