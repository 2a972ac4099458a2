import type { Chart } from 'cdk8s';
import { ARGUMENTS, RECEIVERS } from './arguments';
import { exported, propertiesOf, structuresIn, typeOf, TYPES, type Member, type Method, type Type, type TypeReference } from './assembly';
import { FOREIGN_ARGUMENTS, FOREIGN_STRUCTURES, FOREIGN_USES } from './foreign';
import { VALUES } from './instances';
import { NOT_PASSED, STRUCTURES, USES, type Structure, type Use } from './structures';
import {
  Assertions, ClusterProfile, ExposedPods, ExposedWorkload, ExternalService, Gateway, Route, Worker,
} from '../../lib';
import * as library from '../../lib';
import { db, web, type Declaration } from '../rules/broken';
import { MINIMAL, newChart } from '../support';

/** A place of the public API to which a program can pass a value. */
export interface Place {
  readonly name: string;
  readonly type: TypeReference;
  /** Names of which an error for the place contains one: the option, or the option that gets the value that a factory creates. */
  readonly fields: readonly string[];
  /** The options of a structure in the place of the props of a construct, which an error does not prefix. */
  readonly options?: readonly string[];
  /** Whether the value is an entry of a list or a map. */
  readonly isEntry: boolean;
  /** Whether a factory of cdk8s or cdk8s-plus gets the value, which may throw its own errors, and ignore values. */
  readonly isForeign: boolean;
  /** Whether the place is a key that the structure does not have. */
  readonly isUnknown?: boolean;
  /** Passes a value to the place. */
  readonly use: Use;
  /** The declaration without a value in the place. Not set if a value is required. */
  readonly unset?: () => Declaration;
}

/** A structure that users pass to the library. */
export interface PassedStructure extends Structure {
  readonly name: string;
  readonly properties: readonly Member[];
}

/** Other options under which a message can report an option. */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  'EnvVarSource.configMapKey.configMapName': ['env'],
  'EnvVarSource.secretKey.secretName': ['env'],
  'MeshProxy.portNames': ['ports'],
  'cdk8s-plus-28.EnvValue.fromValue.value': ['env'],
  'RouteProps.backend': ['rules'],
};

/** The parameters of constructors and of methods that are not factories, or that need a construct. */
const CALLS: Readonly<Record<string, Use>> = {
  'Assertions.isolated.exceptions': exceptions => chart => Assertions.isolated(chart, exceptions),
  'Assertions.onlyCallers.callers': callers => chart => Assertions.onlyCallers(web(chart, { isolate: true }), callers),
  'Assertions.onlyPublic.declarations': declarations => chart => Assertions.onlyPublic(chart, declarations),
  'Backend.pods.selector': selector => USES.Backend(library.Backend.pods(selector)),
  'ClusterProfile.set.props': props => chart => ClusterProfile.set(chart, props),
  'DefaultsVersion.set.version': version => USES.DefaultsVersion(version),
  'ExposedPods.connectTo.options': options => chart => pods(chart).connectTo(db(chart), options),
  'ExposedPods.connectTo.target': target => chart => pods(chart).connectTo(target),
  'ExposedPods.new.props': props => chart => new ExposedPods(chart, 'pods', props),
  'ExposedWorkload.addPort.port': port => chart => web(chart).addPort(port),
  'ExposedWorkload.connectTo.options': options => chart => web(chart).connectTo(db(chart), options),
  'ExposedWorkload.connectTo.target': target => chart => web(chart).connectTo(target),
  'ExposedWorkload.new.props': props => chart => new ExposedWorkload(chart, 'web', props),
  'ExposedWorkload.podAddress.ordinal': ordinal => chart => web(chart, { controller: library.Controller.statefulSet() }).podAddress(ordinal),
  'ExternalService.fromServiceName.options': options => chart => ExternalService.fromServiceName(chart, 'web', 'payments', options),
  'ExternalService.fromServiceName.serviceName': name => chart => ExternalService.fromServiceName(chart, 'web', name),
  'ExternalService.new.props': props => chart => new ExternalService(chart, 'db', props),
  'Gateway.new.props': props => chart => new Gateway(chart, 'public', props),
  'Route.new.props': props => chart => new Route(chart, 'route', props),
  'RouteBackend.of.options': options => chart => USES.RouteBackend(library.RouteBackend.of(db(chart, { ports: [library.Port.http(80)] }), options))(chart),
  'RouteBackend.of.target': target => USES.RouteBackend(library.RouteBackend.of(target)),
  'RouteParent.gateway.gateway': gateway => USES.RouteParent(library.RouteParent.gateway(gateway)),
  'RouteParent.gateway.options': options => STRUCTURES.RouteGatewayOptions.use(options),
  'ServiceAddress.grpcTarget.portName': name => chart => web(chart).address.grpcTarget(name),
  'ServiceAddress.hostAndPort.portName': name => chart => web(chart).address.hostAndPort(name),
  'ServiceAddress.port.portName': name => chart => web(chart).address.port(name),
  'ServiceAddress.srvName.portName': name => chart => web(chart).address.srvName(name),
  'ServiceAddress.url.options': options => chart => web(chart).address.url('http', options),
  'ServiceAddress.url.portName': name => chart => web(chart).address.url(name),
  'Worker.connectTo.options': options => chart => worker(chart).connectTo(db(chart), options),
  'Worker.connectTo.target': target => chart => worker(chart).connectTo(target),
  'Worker.new.props': props => chart => new Worker(chart, 'worker', props),
  'WorkloadDefaults.set.options': options => STRUCTURES.WorkloadOptions.use(options),
};

/** Parameters that the library does not check: it compares the value with constructs, or a user implements the method. */
const NOT_CHECKED = [
  'Connections.to.target', 'IHostnamePolicies.renderSpec.request',
  // all options can be omitted, and other names can belong to a subclass
  'ImmutableConfigMap.new.props', 'ImmutableSecret.new.props',
];

/** All structures that users pass to the library, with those of cdk8s and cdk8s-plus that are part of them. */
export function structures(): PassedStructure[] {
  const found = new Map<string, Type>(TYPES.filter(({ name, datatype }) => datatype && !(name in NOT_PASSED)).map(type => [type.fqn, type]));
  // a Map also visits the entries that are added meanwhile
  for (const type of found.values()) {
    propertiesOf(type).flatMap(property => structuresIn(property.type)).forEach(fqn => found.set(fqn, typeOf(fqn)!));
  }
  return [...found.values()].map(type => {
    const structure = STRUCTURES[type.name] ?? FOREIGN_STRUCTURES[type.name] ?? missing(type.name);
    return { ...structure, name: type.name, properties: propertiesOf(type) };
  });
}

/** All places of the public API to which a program can pass a value, except the scopes, ids and callers, which are constructs. */
export function places(): Place[] {
  return [
    ...structures().flatMap(placesOfStructure),
    ...TYPES.filter(({ datatype }) => !datatype).flatMap(placesOfMethods),
    ...Object.entries(FOREIGN_USES).flatMap(([fqn, use]) => placesOfForeignFactories(typeOf(fqn)!, use)),
  ];
}

function placesOfStructure({ name, base, use, properties }: PassedStructure): Place[] {
  return properties.flatMap(property => withEntries({
    name: `${name}.${property.name}`,
    type: property.type,
    fields: [property.name, ...SYNONYMS[`${name}.${property.name}`] ?? []],
    isEntry: false,
    isForeign: false,
    use: value => use({ ...base, [property.name]: value }),
    unset: property.optional ? () => use(without(base, property.name)) : undefined,
  }));
}

/** The place itself and, if it takes a list or map, an entry of that. */
function withEntries(place: Place): Place[] {
  const { collection } = place.type;
  return collection === undefined ? [place] : [
    place,
    {
      ...place,
      type: collection.elementtype,
      isEntry: true,
      ...collection.kind === 'array'
        ? { name: `an item of ${place.name}`, use: (value: unknown) => place.use([value]) }
        : { name: `a value of ${place.name}`, use: (value: unknown) => place.use({ a: value }) },
    },
  ];
}

function without(base: object, name: string): object {
  return Object.fromEntries(Object.entries(base).filter(([key]) => key !== name));
}

function placesOfMethods(type: Type): Place[] {
  const methods: Method[] = [...type.methods ?? [], ...type.initializer?.parameters ? [{ name: 'new', ...type.initializer }] : []];
  return methods.flatMap(({ name: method, parameters = [], static: isStatic }) => parameters.flatMap((parameter, index) => {
    const name = `${type.name}.${method}.${parameter.name}`;
    if (isConstruct(parameter) || parameter.name === 'id' || NOT_CHECKED.includes(name)) {
      return [];
    }
    const factory = isStatic && FACTORIES.find(one => one.name === `${type.name}.${method}`);
    const withValue = (value: unknown) => parameters.map((other, at) => at === index ? value : argumentOf(other));
    const use: Use = factory ? value => factory.use(withValue(value)) : CALLS[name] ?? missing(name);
    return placesOfParameter(name, parameter, [parameter.name, method, receiverOf(type.name)], use);
  }));
}

/** The factories of a class of cdk8s or cdk8s-plus, and the options of these factories. */
function placesOfForeignFactories(type: Type, use: Use): Place[] {
  const factories = (type.methods ?? []).filter(({ static: isStatic }) => isStatic);
  const methods: Method[] = factories.length > 0 ? [...factories] : [{ name: 'new', ...type.initializer }];
  return methods.flatMap(({ name: method, parameters = [] }) => parameters.flatMap((parameter, index) => {
    if (isConstruct(parameter) || parameter.name === 'id') {
      return [];
    }
    const created: Use = value => {
      const values = parameters.map((other, at) => at === index ? value : isConstruct(other) ? newChart() : foreignArgumentOf(other));
      return use(method === 'new' ? new (exported(type))(...values) : exported(type)[method](...values));
    };
    const name = `${type.fqn}.${method}.${parameter.name}`;
    const fields = [parameter.name, receiverOf(type.name)];
    const options = typeOf(parameter.type.fqn);
    const base = foreignArgumentOf(parameter) as object | undefined ?? {};
    return [
      ...placesOfParameter(name, parameter, fields, created),
      ...options?.datatype
        ? placesOfStructure({ name, base, use: created, properties: propertiesOf(options) })
        : [],
    ].map(place => ({ ...place, fields: [...place.fields, ...fields], isForeign: true }));
  }));
}

function placesOfParameter(name: string, parameter: Member, fields: readonly string[], use: Use): Place[] {
  const { type, variadic = false, optional } = parameter;
  const structure = typeOf(type.fqn);
  const options = structure?.datatype ? propertiesOf(structure).map(property => property.name) : [];
  const place = { name, type, fields: [...fields, ...SYNONYMS[name] ?? []], options, isEntry: variadic, isForeign: false, use };
  return withEntries({ ...place, unset: optional ? () => use(undefined) : undefined });
}

function receiverOf(name: string): string {
  return RECEIVERS[name] ?? `${name[0].toLowerCase()}${name.slice(1)}`;
}

function isConstruct({ type }: Member): boolean {
  return /^constructs\./.test(type.fqn ?? '');
}

function missing(name: string): never {
  throw new Error(`Add ${name} to STRUCTURES in test/walk/structures.ts, if it is a structure of cdk8s-plus to FOREIGN_STRUCTURES in test/walk/foreign.ts, or if it is a parameter of a method to CALLS in test/walk/places.ts.`);
}

function argumentOf({ name, type }: Member): unknown {
  const isNumber = type.primitive === 'number' && name === 'value';
  const typeName = typeOf(type.fqn)?.name ?? '';
  const instance = typeof ARGUMENTS[name] === 'object' ? undefined : (VALUES as Record<string, unknown>)[typeName];
  return STRUCTURES[typeName]?.base ?? instance ?? (isNumber ? 1 : ARGUMENTS[name]);
}

function foreignArgumentOf({ name, type, optional }: Member): unknown {
  return FOREIGN_ARGUMENTS[typeOf(type.fqn)?.name ?? ''] ?? (optional ? undefined : FOREIGN_ARGUMENTS[name]);
}

function pods(chart: Chart): ExposedPods {
  return new ExposedPods(chart, 'pods', { selector: new ExposedWorkload(chart, 'selected', MINIMAL) });
}

function worker(chart: Chart): Worker {
  return new Worker(chart, 'worker', { image: MINIMAL.image });
}

interface Factory {
  readonly name: string;
  readonly parameters: readonly Member[];
  /** Uses the instance that the factory creates. */
  readonly use: (values: unknown[]) => Declaration;
}

/** The factories of value classes, except those that need a construct. */
const FACTORIES: readonly Factory[] = TYPES.filter(({ name }) => name in USES)
  .flatMap(type => (type.methods ?? []).map(({ name: method, parameters = [] }): Factory => ({
    name: `${type.name}.${method}`, parameters, use: values => USES[type.name](exported(type)[method](...values)),
  })))
  .filter(({ name, parameters }) => !parameters.every(isConstruct) && !Object.keys(CALLS).some(call => call.startsWith(`${name}.`)));

/** The smallest valid use of each structure and each factory. With another value, a place is refused because of this value. */
export function validUses(): [string, () => Declaration][] {
  return [
    ...structures().map(({ name, base, use }): [string, () => Declaration] => [name, () => use(base)]),
    ...FACTORIES.map(({ name, parameters, use }): [string, () => Declaration] => [name, () => use(parameters.map(argumentOf))]),
  ];
}
