import type { Fields } from './fields';

/** A reference to a Service of the namespace of a route. */
export interface ReadBackend {
  readonly service: string;
  readonly port: number | undefined;
  readonly weight?: number;
}

/** Reads a reference of a route to a backend. */
export function readBackend(ref: Fields, namespace: string | undefined): ReadBackend {
  ref.expect('group', '');
  const kind = ref.read('kind') ?? 'Service';
  if (kind !== 'Service') {
    ref.report('kind', 'the objects that were read declare only Services as backends');
  }
  const other = ref.read('namespace');
  if (other !== undefined && other !== namespace) {
    ref.report('namespace', 'the backend is in another namespace');
  }
  return { service: ref.read<string>('name') ?? '', port: ref.readNumber('port'), weight: ref.readNumber('weight') };
}
