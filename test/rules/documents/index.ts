import { ADDRESS_DOCUMENTS } from './addresses';
import { BACKEND_DOCUMENTS } from './backends';
import { CONFIGURATION_DOCUMENTS } from './configuration';
import { CONTAINER_DOCUMENTS } from './containers';
import { DISRUPTION_DOCUMENTS } from './disruption';
import { EXPOSURE_DOCUMENTS } from './exposure';
import { ISOLATION_DOCUMENTS } from './isolation';
import { LOAD_BALANCER_DOCUMENTS } from './load-balancers';
import { MESH_DOCUMENTS } from './mesh';
import { METADATA_DOCUMENTS } from './metadata';
import { NAME_DOCUMENTS } from './names';
import { PLACEMENT_DOCUMENTS } from './placement';
import { POD_NETWORK_DOCUMENTS } from './pod-network';
import { POD_DOCUMENTS } from './pods';
import { PORT_DOCUMENTS } from './ports';
import { PROBE_DOCUMENTS } from './probes';
import { RESOURCE_DOCUMENTS } from './resources';
import { GATEWAY_DOCUMENTS, ROUTE_DOCUMENTS } from './routes';
import { SCALING_DOCUMENTS } from './scaling';
import { SECURITY_DOCUMENTS } from './security';
import { SELECTOR_DOCUMENTS } from './selectors';
import type { Documents } from './table';
import { VALUE_DOCUMENTS } from './values';
import { VOLUME_DOCUMENTS } from './volumes';

/** Documents for all rules that a document can demonstrate, by rule id. */
export const DOCUMENTS: Documents = {
  ...NAME_DOCUMENTS,
  ...METADATA_DOCUMENTS,
  ...PORT_DOCUMENTS,
  ...EXPOSURE_DOCUMENTS,
  ...LOAD_BALANCER_DOCUMENTS,
  ...PROBE_DOCUMENTS,
  ...POD_DOCUMENTS,
  ...PLACEMENT_DOCUMENTS,
  ...SELECTOR_DOCUMENTS,
  ...DISRUPTION_DOCUMENTS,
  ...SCALING_DOCUMENTS,
  ...POD_NETWORK_DOCUMENTS,
  ...SECURITY_DOCUMENTS,
  ...CONTAINER_DOCUMENTS,
  ...CONFIGURATION_DOCUMENTS,
  ...RESOURCE_DOCUMENTS,
  ...VOLUME_DOCUMENTS,
  ...ADDRESS_DOCUMENTS,
  ...BACKEND_DOCUMENTS,
  ...VALUE_DOCUMENTS,
  ...ROUTE_DOCUMENTS,
  ...GATEWAY_DOCUMENTS,
  ...MESH_DOCUMENTS,
  ...ISOLATION_DOCUMENTS,
};
