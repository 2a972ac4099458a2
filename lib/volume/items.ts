import type { VolumeItem } from './volume-options';
import type { Json } from '../manifest/manifest';

/** The keys of a ConfigMap or Secret in the form of the API. @internal */
export function toItems(items: readonly VolumeItem[] | undefined): Json[] | undefined {
  return items?.map(item => ({ key: item?.key, path: item?.path ?? item?.key, mode: item?.mode }));
}
