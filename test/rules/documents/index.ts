import { ADDRESS_DOCUMENTS } from './addresses';
import { BACKEND_DOCUMENTS } from './backends';
import { CONTAINER_DOCUMENTS } from './containers';
import { EXPOSURE_DOCUMENTS } from './exposure';
import { METADATA_DOCUMENTS } from './metadata';
import { NAME_DOCUMENTS } from './names';
import { POD_DOCUMENTS } from './pods';
import { PORT_DOCUMENTS } from './ports';
import { PROBE_DOCUMENTS } from './probes';
import type { Documents } from './table';
import { VALUE_DOCUMENTS } from './values';
import { VOLUME_DOCUMENTS } from './volumes';

/** All rules that a document can show, by their ids. */
export const DOCUMENTS: Documents = {
  ...NAME_DOCUMENTS,
  ...METADATA_DOCUMENTS,
  ...PORT_DOCUMENTS,
  ...EXPOSURE_DOCUMENTS,
  ...PROBE_DOCUMENTS,
  ...POD_DOCUMENTS,
  ...CONTAINER_DOCUMENTS,
  ...VOLUME_DOCUMENTS,
  ...ADDRESS_DOCUMENTS,
  ...BACKEND_DOCUMENTS,
  ...VALUE_DOCUMENTS,
};
