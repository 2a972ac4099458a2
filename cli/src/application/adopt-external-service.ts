import { isIPv6 } from 'net';
import type { BackendEndpoint } from 'cdk8s-service-patterns';
import { patch, reasonsFor, withoutPatch } from './patches';
import type { Adopted, Scope } from './scope';
import { enumerationMember } from '../code/enumerations';
import { Call, Property, THIS, Variable, callMethod, type Code } from '../code/expression';
import { camelCase } from '../code/identifiers';
import { Backend, ExternalService, JsonPatch, type Exposure } from '../code/library';
import type { Document } from '../document';
import type { InputDocument } from '../input/read-input';
import { SKIP_MIRROR, readLegacyEndpoints, readSlice, type ReadEndpoints } from '../read/endpoints';
import { Fields, withoutUndefined, type UnknownField } from '../read/fields';
import type { Metadata } from '../read/metadata';
import { PodPorts, servicePortsOf, type DeclaredPort } from '../read/ports';
import { readService } from '../read/service';

/** The label with the program that writes an EndpointSlice. */
const MANAGED_BY = 'endpointslice.kubernetes.io/managed-by';

/** Whether an object is a Service whose pods no selector selects. */
export function isServiceWithoutSelector({ apiVersion, kind, spec }: Document): boolean {
  return apiVersion === 'v1' && kind === 'Service' && (spec?.type === 'ExternalName' || Object.keys(spec?.selector ?? {}).length === 0);
}

/** Whether an object contains the addresses of a Service. */
export function isEndpoints({ apiVersion, kind }: Document): boolean {
  return (apiVersion === 'v1' && kind === 'Endpoints') || (String(apiVersion).startsWith('discovery.k8s.io/') && kind === 'EndpointSlice');
}

/** Endpoints that no Service of the code has. Those of a Service have been declared with it. */
export function keepEndpoints({ object }: InputDocument): Adopted {
  const service = serviceOf(object);
  return { why: [service === undefined ? 'The EndpointSlice has no label with the name of its Service.' : `The Service ${service} is not declared with these addresses.`] };
}

/** Declares a Service without a selector, together with the objects that contain its addresses. */
export function adoptExternalService(document: InputDocument, scope: Scope): Adopted | ReadonlyMap<InputDocument, Adopted> {
  const { object } = document;
  const ports = object.spec?.ports ?? [];
  if (!object.spec || !Array.isArray(ports) || ports.some(port => typeof port !== 'object' || port === null)) {
    return { why: ['The Service has no spec with a list of ports, so the API server refuses it.'] };
  }
  if (object.spec.type === 'ExternalName') {
    return adoptHostname(object, scope);
  }
  const owned = scope.documents.filter(each => isEndpoints(each.object) && serviceOf(each.object) === object.metadata.name && !isCopied(each.object));
  if (owned.length === 0) {
    return { why: ['The Service has no selector, and no Endpoints or EndpointSlices of it were read.'] };
  }
  const unknown: UnknownField[] = [];
  const slices = byFamily(owned.filter(each => each.object.kind === 'EndpointSlice'));
  const legacy = owned.filter(each => each.object.kind === 'Endpoints');
  const read = [...slices.map(each => readSlice(each.object, unknown)), ...legacy.map(each => readLegacyEndpoints(each.object, unknown))];
  const why = [...reasonsFor(unknown), ...differencesOf(object, slices.map(each => each.object), legacy.map(each => each.object), read)];
  if (why.length > 0) {
    return { why };
  }
  const endpoints = slices.length > 0 ? read.slice(0, slices.length).flatMap(each => each.endpoints) : read[0].endpoints;
  const api = slices.length === 0 ? 'Endpoints' : legacy.length > 0 ? 'Both' : undefined;
  const [slice] = slices;
  const defaultName = `${object.metadata.name}-${familyOf(endpoints[0])}`;
  const result = declare(object, scope, withoutFamilies(object, endpoints), portsOf(object, read[0]), {
    backend: backendOf(endpoints),
    endpointsApi: api && enumerationMember('EndpointsApi', api) as unknown as Code,
    endpointSliceName: slice && slice.object.metadata.name !== defaultName ? slice.object.metadata.name : undefined,
    endpointsMetadata: read[0].metadata as Code,
  });
  if ('why' in result) {
    return result;
  }
  slices.forEach((each, index) => keepManager(each.object, new Property(result.variable, `endpointSlices[${index}]`), scope));
  return new Map([[document, { declaredAs: `new ExternalService ${result.id}` }], ...owned.map(each => [each, { declaredAs: `${each.object.kind} of ${result.id}` }] as const)]);
}

/** Sets the manager of an EndpointSlice, which is the library by default. */
function keepManager(object: Document, slice: Property, scope: Scope): void {
  const manager = object.metadata.labels[MANAGED_BY];
  if (manager !== undefined && manager !== 'cdk8s-service-patterns') {
    const set = JsonPatch.add(`/metadata/labels/${MANAGED_BY.replace('/', '~1')}`, manager) as unknown as Code;
    scope.statements.push({ expression: callMethod(slice, 'addJsonPatch', set) });
    scope.patchedFields.set(object, [`metadata.labels[${MANAGED_BY}]`]);
  }
}

/** The Service that endpoints belong to. */
function serviceOf({ kind, metadata }: Document): string | undefined {
  return kind === 'Endpoints' ? metadata.name : metadata.labels?.['kubernetes.io/service-name'];
}

/** Whether the cluster has copied Endpoints into an EndpointSlice. */
function isCopied({ metadata }: Document): boolean {
  return String(metadata.labels?.[MANAGED_BY]).endsWith('-controller.k8s.io');
}

/** EndpointSlices in the order in which the library writes them. */
function byFamily(slices: readonly InputDocument[]): InputDocument[] {
  return [...slices].sort((a, b) => String(a.object.addressType) < String(b.object.addressType) ? -1 : 1);
}

/** Why an `ExternalService` cannot write the objects with the addresses. */
function differencesOf(service: Document, slices: readonly Document[], legacy: readonly Document[], read: readonly ReadEndpoints[]): string[] {
  const why: string[] = [];
  const [first, ...others] = read;
  const families = new Set(slices.map(({ addressType }) => addressType));
  const [slice, second] = slices;
  const isSame = (values: readonly unknown[]) => new Set(values.map(value => JSON.stringify(value ?? null))).size <= 1;
  if (families.size < slices.length) {
    why.push('The Service has several EndpointSlices of one IP family, and an ExternalService has one for each.');
  }
  if (second && second.metadata.name !== `${slice.metadata.name === `${service.metadata.name}-ipv4` ? service.metadata.name : slice.metadata.name}-ipv6`) {
    why.push(`The EndpointSlice ${second.metadata.name} would have another name: that of ${slice.metadata.name} with -ipv6.`);
  }
  if (!isSame(read.map(({ ports }) => [...ports].sort((a, b) => a.name < b.name ? -1 : 1))) || !isSame(read.map(each => each.metadata))) {
    why.push('The objects that contain the addresses have different ports, labels or annotations.');
  }
  if (slices.length > 0 && legacy.length > 0) {
    const inSlices = read.slice(0, slices.length).flatMap(({ endpoints }) => endpoints.map(({ address }) => address)).sort();
    const [{ endpoints }] = others.slice(-1);
    if (!isSame([inSlices, endpoints.map(({ address }) => address).sort()]) || legacy[0].metadata.labels?.[SKIP_MIRROR] !== 'true') {
      why.push(`The Endpoints must have the addresses of the EndpointSlices, and the label ${SKIP_MIRROR}.`);
    }
  } else if (legacy[0]?.metadata.labels?.[SKIP_MIRROR] !== undefined) {
    why.push(`The Endpoints have the label ${SKIP_MIRROR}, and there is no EndpointSlice.`);
  }
  if (first.endpoints.length === 0) {
    why.push('There is no address.');
  }
  const targets = new Map(first.ports.map(({ name, number, protocol }) => [`${name}/${protocol}`, number]));
  const ports = servicePortsOf(service, new Map());
  if (ports.length !== targets.size || ports.some(({ name = '', protocol }) => !targets.has(`${name}/${protocol}`))) {
    why.push('The ports of the Service and those of its addresses have different names or protocols.');
  }
  return why;
}

function portsOf(service: Document, { ports }: ReadEndpoints): DeclaredPort[] {
  const pods = new PodPorts([], [], { inPlace: true });
  return servicePortsOf(service, new Map()).map(({ name, protocol, ...port }) => {
    const { number } = ports.find(each => each.name === (name ?? '') && each.protocol === protocol)!;
    return pods.portOfService({ ...port, name, protocol, target: number });
  });
}

function backendOf(endpoints: readonly BackendEndpoint[]): Backend {
  const isPlain = endpoints.every(endpoint => Object.keys(endpoint).length === 1);
  return isPlain ? Backend.addresses(...endpoints.map(({ address }) => address)) : Backend.endpoints(...endpoints);
}

function familyOf({ address }: BackendEndpoint): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4';
}

/** The Service without the families that the library takes from the addresses. */
function withoutFamilies(service: Document, endpoints: readonly BackendEndpoint[]): Document {
  const families = [...new Set(endpoints.map(familyOf))].sort().map(family => family === 'ipv4' ? 'IPv4' : 'IPv6');
  const { ipFamilies, ipFamilyPolicy, ...spec } = service.spec;
  const hasFamilies = ipFamilies === undefined || (families.length === 1 && ipFamilies.join() === families.join());
  const hasPolicy = ipFamilyPolicy === undefined || ipFamilyPolicy === (families.length > 1 ? 'PreferDualStack' : 'SingleStack');
  return { ...service, spec: { ...spec, ...hasFamilies ? {} : { ipFamilies }, ...hasPolicy ? {} : { ipFamilyPolicy } } };
}

function adoptHostname(service: Document, scope: Scope): Adopted {
  const { type: _, externalName, selector, ...spec } = service.spec;
  if (typeof externalName !== 'string' || Object.keys(selector ?? {}).length > 0) {
    return { why: [externalName === undefined ? 'The Service has no externalName, so the API server refuses it.' : 'A Service with a host name has no selector.'] };
  }
  const pods = new PodPorts([], [], { inPlace: true });
  const ports = servicePortsOf(service, new Map()).map(port => pods.portOfService(port));
  const result = declare(service, scope, { ...service, spec }, ports, { backend: Backend.hostname(externalName) });
  return 'why' in result ? result : { declaredAs: `new ExternalService ${result.id}` };
}

/** @param read the Service without the fields that the other options express */
function declare(
  service: Document, scope: Scope, read: Document, ports: readonly DeclaredPort[], others: Record<string, unknown>,
): { id: string; variable: Variable } | { why: readonly string[] } {
  const { name } = service.metadata;
  const unknown: UnknownField[] = [];
  const chosen: [string, number][] = (read.spec.ports ?? []).map(({ nodePort }: Document, index: number) => [ports[index].name, nodePort]);
  const nodePorts = Object.fromEntries(chosen.filter(([, nodePort]) => nodePort));
  const options: { exposure?: Exposure; serviceMetadata?: Metadata } = Fields.readAll(read, unknown, fields => readService(fields, nodePorts));
  const fixed = withoutPatch(unknown);
  if (fixed.length > 0) {
    return { why: reasonsFor(fixed) };
  }
  const id = scope.takeIdFor(service, name);
  const variable = new Variable(camelCase(id));
  const { backend, ...ofEndpoints } = others;
  const props = withoutUndefined({
    name: id === name ? undefined : name,
    backend,
    ports: ports.length > 0 ? ports.map(({ port }) => port) : undefined,
    ...ofEndpoints,
    ...options,
  });
  scope.services.push({ name, variable, ports, service });
  if (unknown.length > 0) {
    scope.patchedFields.set(service, unknown.map(({ path }) => path));
  }
  scope.statements.push({ variable, expression: new (ExternalService as any)(THIS, id, props) as Call }, ...patch(new Property(variable, 'service'), unknown));
  return { id, variable };
}
