import { ServiceType } from 'cdk8s-plus-28';
import type { Backend } from './backend';
import { checkServiceChanges } from './check-changes';
import { familiesOf } from './endpoint-slices';
import { memberServiceNames, serverName } from './members';
import { IpFamilyPolicy, type Exposure } from '../exposure/exposure';
import type { Json } from '../manifest/manifest';
import type { Remapping } from '../port/ports';
import { isJustification } from '../rules/rule';
import type { OfferedServiceProps } from '../service/offered-service';
import { podLabels } from '../service/pod-selector';
import { serviceSpec } from '../service/service-spec';

/** How the Service of a backend can remap ports. @internal */
export function remappingOf(backend: Backend, exposure: Exposure): Remapping {
  if (backend._isAlias) {
    return 'hostname';
  }
  return exposure._type === 'Headless' ? 'headless' : 'any';
}

/**
 * The parts of the Service of a backend that differ from those of other Services.
 *
 * @param name name of the Service
 * @param tlsServerName name in the certificates of the backend, if the user set it
 * @internal
 */
export function serviceOfBackend(
  backend: Backend, exposure: Exposure, name: string, tlsServerName: string | undefined,
): Partial<OfferedServiceProps> {
  const [hostname] = backend._hostnames;
  const selected = backend._selector ? podLabels(backend._selector) : {};
  return {
    spec: () => specOfBackend(backend, exposure),
    alias: backend._isAlias,
    tlsServerName: tlsServerName ?? (hostname === undefined ? undefined : serverName(hostname)),
    families: backend._kind === 'addresses' ? familiesOf(backend) : undefined,
    outside: backend._endpoints.filter(({ justification }) => !isJustification(justification)).map(({ address }) => address),
    additional: memberServiceNames(backend, name).map((memberName, index) => ({
      id: `Member-${index}`,
      name: memberName,
      field: 'name of the Service of the last host name',
      spec: () => aliasSpec(backend._hostnames[index]),
    })),
    checkChanges: (problems, service) => checkServiceChanges(problems, service, selected),
  };
}

/** The spec of a Service that is an alias for a host name. */
function aliasSpec(hostname: string): Json {
  return { type: ServiceType.EXTERNAL_NAME, externalName: hostname };
}

/**
 * The spec of the Service of a backend, without ports and selector. The IP families of the Service are those of the addresses, because a
 * cluster IP of another family would have no endpoints. For pods, the cluster chooses the families.
 */
function specOfBackend(backend: Backend, exposure: Exposure): Json {
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
