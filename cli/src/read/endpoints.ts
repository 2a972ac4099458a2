import type { BackendEndpoint } from 'cdk8s-service-patterns';
import { Fields, unlessEmpty, withoutUndefined, type UnknownField } from './fields';
import { readMetadata, type Metadata } from './metadata';
import type { Document } from '../document';

/** A port of endpoints. */
export interface EndpointPort {
  /** The name of the port of the Service, empty if it has none. */
  readonly name: string;
  readonly number: number;
  readonly protocol: string;
  readonly appProtocol?: string;
}

/** The addresses of a Service without a selector. */
export interface ReadEndpoints {
  readonly metadata?: Metadata;
  readonly endpoints: readonly BackendEndpoint[];
  readonly ports: readonly EndpointPort[];
}

/** Labels that an `ExternalService` writes. */
const SLICE_LABELS = ['kubernetes.io/service-name', 'endpointslice.kubernetes.io/managed-by'];

/** The label of Endpoints that the cluster does not copy into EndpointSlices. */
export const SKIP_MIRROR = 'endpointslice.kubernetes.io/skip-mirror';

/** Reads an EndpointSlice. */
export function readSlice(object: Document, unknown: UnknownField[]): ReadEndpoints {
  return Fields.readAll(object, unknown, slice => {
    slice.expect('apiVersion', 'discovery.k8s.io/v1');
    slice.expect('kind', 'EndpointSlice');
    if (!['IPv4', 'IPv6'].includes(slice.read('addressType') ?? '')) {
      slice.report('addressType', 'the addresses of a backend are IPv4 or IPv6');
    }
    return {
      metadata: withoutLabels(slice.readObject('metadata', readMetadata), SLICE_LABELS),
      endpoints: slice.readList('endpoints', readEndpoint) ?? [],
      ports: slice.readList('ports', readPort) ?? [],
    };
  });
}

function readEndpoint(endpoint: Fields): BackendEndpoint {
  const addresses = endpoint.readTexts('addresses') ?? [];
  if (addresses.length !== 1) {
    endpoint.report('addresses', 'each endpoint of a backend has one address');
  }
  const ready = endpoint.readObject('conditions', conditions => {
    const isReady = conditions.read<boolean>('ready') ?? true;
    conditions.expect('serving', isReady);
    conditions.expect('terminating', false);
    return isReady;
  });
  const names = (hints: Fields, field: string) => hints.readList(field, hint => hint.read<string>('name') ?? '');
  const hints = endpoint.readObject('hints', fields => withoutUndefined({ forZones: names(fields, 'forZones'), forNodes: names(fields, 'forNodes') }));
  return withoutUndefined<BackendEndpoint>({
    address: addresses[0] ?? '',
    ready: ready === false ? false : undefined,
    hostname: endpoint.read('hostname'),
    zone: endpoint.read('zone'),
    nodeName: endpoint.read('nodeName'),
    ...hints,
  });
}

function readPort(port: Fields): EndpointPort {
  return withoutUndefined<EndpointPort>({
    name: port.read('name') ?? '', number: port.readNumber('port') ?? 0, protocol: port.read('protocol') ?? 'TCP', appProtocol: port.read('appProtocol'),
  });
}

/** Reads Endpoints. */
export function readLegacyEndpoints(object: Document, unknown: UnknownField[]): ReadEndpoints {
  return Fields.readAll(object, unknown, legacy => {
    legacy.expect('apiVersion', 'v1');
    legacy.expect('kind', 'Endpoints');
    const metadata = withoutLabels(legacy.readObject('metadata', readMetadata), [SKIP_MIRROR]);
    const subsets = legacy.readList('subsets', subset => ({
      endpoints: [
        ...subset.readList('addresses', address => readAddress(address)) ?? [],
        ...subset.readList('notReadyAddresses', address => ({ ...readAddress(address), ready: false })) ?? [],
      ],
      ports: subset.readList('ports', readPort) ?? [],
    })) ?? [];
    if (subsets.length !== 1) {
      legacy.report('subsets', 'the addresses of a backend have the same ports');
    }
    return { metadata, ...subsets[0] ?? { endpoints: [], ports: [] } };
  });
}

function readAddress(address: Fields): BackendEndpoint {
  return withoutUndefined<BackendEndpoint>({
    address: address.read('ip') ?? '', hostname: address.read('hostname') || undefined, nodeName: address.read('nodeName'),
  });
}

function withoutLabels(metadata: Metadata | undefined, written: readonly string[]): Metadata | undefined {
  const labels = Object.entries(metadata?.labels ?? {}).filter(([key]) => !written.includes(key));
  const own = labels.length > 0 ? Object.fromEntries(labels) : undefined;
  return unlessEmpty(withoutUndefined<Metadata>({ labels: own, annotations: metadata?.annotations }));
}
