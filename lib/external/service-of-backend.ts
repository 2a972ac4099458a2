import { ServiceType } from 'cdk8s-plus-28';
import type { Backend } from './backend';
import { familiesOf } from './endpoint-slices';
import { IpFamilyPolicy, type Exposure } from '../exposure/exposure';
import type { Json } from '../manifest/manifest';
import type { Remapping } from '../port/ports';
import { serviceSpec } from '../service/service-spec';

/** How the Service of a backend can remap ports. @internal */
export function remappingOf(backend: Backend, exposure: Exposure): Remapping {
  if (backend._isAlias) {
    return 'hostname';
  }
  return exposure._type === 'Headless' ? 'headless' : 'any';
}

/** The spec of a Service that is an alias for a host name. @internal */
export function aliasSpec(hostname: string): Json {
  return { type: ServiceType.EXTERNAL_NAME, externalName: hostname };
}

/**
 * The spec of the Service of a backend, without ports and selector. The IP families of the Service are those of the addresses, because a
 * cluster IP of another family would have no endpoints. For pods, the cluster chooses the families.
 *
 * @internal
 */
export function specOfBackend(backend: Backend, exposure: Exposure): Json {
  if (backend._isAlias) {
    return aliasSpec(backend._hostnames[0]);
  }
  if (backend._kind === 'pods') {
    return serviceSpec(exposure);
  }
  const families = familiesOf(backend);
  const { ipFamilies, ipFamilyPolicy } = exposure._options;
  return {
    ...serviceSpec(exposure),
    ipFamilies: ipFamilies ?? (families.length > 1 ? undefined : families),
    ipFamilyPolicy: ipFamilyPolicy ?? (families.length > 1 ? IpFamilyPolicy.PREFER_DUAL_STACK : IpFamilyPolicy.SINGLE_STACK),
  };
}
