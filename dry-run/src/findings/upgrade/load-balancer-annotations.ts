import type { Fields } from '../fields';

const AWS = 'service.beta.kubernetes.io/aws-load-balancer-';
const AZURE = 'service.beta.kubernetes.io/azure-load-balancer-internal';

/** An annotation that determines from where clients reach a load balancer. */
interface SchemeAnnotation {
  readonly name: string;
  /** Whether a value makes the load balancer internal. Every other value, and no annotation, makes it public. */
  readonly isInternal: (value: string) => boolean;
}

const isTrue = (value: string) => /^(true|1|yes)$/i.test(value);

/**
 * The annotations of Services, with the same facts as lib/load-balancer/providers of the repository for AWS, GKE and AKS. The others are
 * those of https://kubernetes.io/docs/concepts/services-networking/service/#internal-load-balancer, and of the providers'
 * own documentation. The AWS Load Balancer Controller is different: see `isInternal`.
 */
const SERVICE_SCHEMES: readonly SchemeAnnotation[] = [
  { name: `${AWS}internal`, isInternal: value => isTrue(value) || value === '0.0.0.0/0' },
  { name: `${AWS}scheme`, isInternal: value => value === 'internal' },
  { name: 'networking.gke.io/load-balancer-type', isInternal: value => value.toLowerCase() === 'internal' },
  { name: 'cloud.google.com/load-balancer-type', isInternal: value => value.toLowerCase() === 'internal' },
  { name: AZURE, isInternal: isTrue },
  { name: 'service.beta.kubernetes.io/openstack-internal-load-balancer', isInternal: isTrue },
  { name: 'service.beta.kubernetes.io/oci-load-balancer-internal', isInternal: isTrue },
  { name: 'oci-network-load-balancer.oraclecloud.com/internal', isInternal: isTrue },
  { name: 'service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type', isInternal: value => value === 'private' },
  { name: 'service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type', isInternal: value => value === 'intranet' },
  { name: 'service.beta.kubernetes.io/cce-load-balancer-internal-vpc', isInternal: isTrue },
  { name: 'service.kubernetes.io/qcloud-loadbalancer-internal-subnetid', isInternal: value => value !== '' },
  { name: 'service.beta.kubernetes.io/do-loadbalancer-network', isInternal: value => value.toUpperCase() === 'INTERNAL' },
  { name: 'load-balancer.hetzner.cloud/disable-public-network', isInternal: isTrue },
];

const AWS_CONTROLLER_CLASS = 'service.k8s.aws/nlb';

/** From where clients reach a load balancer, and the annotation that states it. */
export interface Reach {
  readonly internal: boolean;
  readonly annotation?: string;
}

/**
 * From where clients reach the load balancer of a Service. A load balancer of the AWS Load Balancer Controller is internal by default
 * (buildLoadBalancerScheme in pkg/service/model_build_load_balancer.go, 3.5.0); those of the other providers are public.
 */
export function reachOf(annotations: ReadonlyMap<string, string>, spec: Fields): Reach {
  const set = SERVICE_SCHEMES.filter(({ name }) => annotations.has(name));
  const internal = set.find(({ name, isInternal }) => isInternal(annotations.get(name)!));
  if (set.length > 0) {
    return { internal: internal !== undefined, annotation: (internal ?? set[0]).name };
  }
  const type = annotations.get(`${AWS}type`) ?? '';
  return { internal: spec.loadBalancerClass === AWS_CONTROLLER_CLASS || ['external', 'nlb-ip'].includes(type) };
}

/** Annotations of a Service that determine which load balancer or address it gets, so that a change gives it another one. */
export const ADDRESS_ANNOTATIONS: readonly string[] = [
  `${AWS}type`, `${AWS}name`, `${AWS}eip-allocations`, `${AWS}private-ipv4-addresses`, 'networking.gke.io/load-balancer-ip-addresses',
  'service.beta.kubernetes.io/azure-load-balancer-ipv4', 'service.beta.kubernetes.io/azure-load-balancer-ipv6', 'service.beta.kubernetes.io/azure-pip-name',
  'service.beta.kubernetes.io/azure-pip-name-ipv6', `${AZURE}-subnet`, 'networking.gke.io/internal-load-balancer-subnet',
  'metallb.io/loadBalancerIPs', 'metallb.universe.tf/loadBalancerIPs', 'metallb.io/address-pool', 'metallb.universe.tf/address-pool',
];

/** The older form of `loadBalancerSourceRanges`, which applies if the field is empty: GetLoadBalancerSourceRanges in k8s.io/cloud-provider. */
export const SOURCE_RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';
