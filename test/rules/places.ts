import { readFileSync } from 'fs';
import { join } from 'path';
import type { Chart } from 'cdk8s';
import { db, web, type Declaration } from './broken';
import { RETURNED, STRUCTURES, USES, type Use } from './structures';
import { VALUES } from './values';
import { ClusterProfile, ExposedPods, ExposedWorkload, ExternalService, Gateway, Route } from '../../lib';
import * as library from '../../lib';
import { ROOT } from '../markdown';
import { MINIMAL } from '../support';

type Json = any;

/** A place of the public API to which a program can pass a value. */
export interface Place {
  readonly name: string;
  /** The value class that the place accepts, if it accepts one. */
  readonly accepts?: string;
  /** Passes a value to the place. */
  readonly use: Use;
}

const TYPES: readonly Json[] = Object.values(JSON.parse(readFileSync(join(ROOT, 'api', 'baseline.json'), 'utf-8')).types);

/** Valid arguments for the parameters of factories without a structure, by the names of the parameters. */
const ARGUMENTS: Readonly<Record<string, unknown>> = {
  addresses: '10.20.0.11',
  capabilities: 'NET_ADMIN',
  command: ['/bin/true'],
  configMapName: 'settings',
  containerName: 'web',
  expression: '^/api$',
  fieldPath: 'status.podIP',
  hostname: 'db.example.com',
  hostnames: 'db.example.com',
  issuer: 'letsencrypt',
  key: 'password',
  labels: { team: 'shop' },
  method: 'Place',
  name: 'shop',
  names: 'shop',
  number: 8080,
  path: '/api',
  profile: { type: 'RuntimeDefault' },
  reason: 'the reason',
  resource: 'limits.cpu',
  secretName: 'login',
  service: 'shop.v1.Orders',
  value: 'always',
};

/** The parameters of constructors and of methods that are not factories, or that need a construct. */
const CALLS: Readonly<Record<string, Use>> = {
  'Backend.pods.selector': selector => USES.Backend(library.Backend.pods(selector)),
  'ClusterProfile.set.props': props => chart => ClusterProfile.set(chart, props),
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
};

/** Parameters that the library does not check: it compares the value with constructs, or a user implements the method. */
const NOT_CHECKED = ['Connections.to.target', 'IHostnamePolicies.renderSpec.request'];

/** All places of the public API to which a program can pass a value, except the scopes, ids and callers, which are constructs. */
export function places(): Place[] {
  return TYPES.flatMap(type => type.datatype ? placesOfStructure(type) : placesOfMethods(type));
}

function placesOfStructure({ name, properties = [] }: Json): Place[] {
  if (RETURNED.includes(name)) {
    return [];
  }
  const { base, use } = STRUCTURES[name] ?? missing(name);
  return properties.flatMap((property: Json) => {
    const { fqn, collection } = property.type;
    const set: Use = value => use({ ...base, [property.name]: value });
    const place = { name: `${name}.${property.name}`, accepts: valueClass(fqn), use: set };
    const item = valueClass(collection?.elementtype.fqn);
    return collection === undefined ? [place] : [
      place,
      collection.kind === 'array'
        ? { name: `an item of ${place.name}`, accepts: item, use: (value: unknown) => set([value]) }
        : { name: `a value of ${place.name}`, accepts: item, use: (value: unknown) => set({ a: value }) },
    ];
  });
}

function placesOfMethods({ name, methods = [], initializer }: Json): Place[] {
  const all = [...methods, ...initializer?.parameters ? [{ name: 'new', parameters: initializer.parameters }] : []];
  return all.flatMap(({ name: method, parameters = [], static: isStatic }: Json) => parameters.flatMap((parameter: Json, index: number) => {
    const place = `${name}.${method}.${parameter.name}`;
    if (/^constructs\./.test(parameter.type.fqn) || parameter.name === 'id' || NOT_CHECKED.includes(place)) {
      return [];
    }
    const factory = isStatic && FACTORIES.find(one => one.name === `${name}.${method}`);
    const accepts = valueClass(parameter.type.fqn);
    const withValue = (value: unknown) => parameters.map((other: Json, at: number) => at === index ? value : argumentOf(other));
    return [{ name: place, accepts, use: factory ? (value: unknown) => factory.use(withValue(value)) : CALLS[place] ?? missing(place) }];
  }));
}

function missing(name: string): never {
  throw new Error(`Add ${name} to STRUCTURES in test/rules/structures.ts or, if it is a parameter of a method, to CALLS in test/rules/places.ts.`);
}

function argumentOf({ name, type }: Json): unknown {
  return STRUCTURES[type.fqn?.split('.')[1]]?.base ?? ARGUMENTS[name];
}

function valueClass(fqn: string | undefined): string | undefined {
  const name = fqn?.replace(/^cdk8s-service-patterns\./, '');
  return name !== undefined && name in VALUES ? name : undefined;
}

function pods(chart: Chart): ExposedPods {
  return new ExposedPods(chart, 'pods', { selector: new ExposedWorkload(chart, 'selected', MINIMAL) });
}

interface Factory {
  readonly name: string;
  readonly parameters: readonly Json[];
  /** Uses the instance that the factory creates. */
  readonly use: (values: unknown[]) => Declaration;
}

/** The factories of value classes, except those that need a construct. */
const FACTORIES: readonly Factory[] = TYPES.filter(({ name }) => name in USES)
  .flatMap(({ name, methods = [] }) => methods.map(({ name: method, parameters = [] }: Json): Factory => ({
    name: `${name}.${method}`, parameters, use: values => USES[name]((library as Json)[name][method](...values)),
  })))
  .filter(({ name, parameters }) => parameters.length > 0 && !Object.keys(CALLS).some(call => call.startsWith(`${name}.`)));

/** The smallest valid use of each structure and each factory. With another value, a place is refused because of this value. */
export function validUses(): [string, Declaration][] {
  return [
    ...Object.entries(STRUCTURES).map(([name, { base, use }]): [string, Declaration] => [name, use(base)]),
    ...FACTORIES.map(({ name, parameters, use }): [string, Declaration] => [name, use(parameters.map(argumentOf))]),
  ];
}

/** Each factory that has options, and a function that uses it with these options. */
export function factoriesWithOptions(): [string, Use][] {
  return FACTORIES.filter(({ parameters }) => parameters.at(-1).optional && parameters.at(-1).type.fqn)
    .map(({ name, parameters, use }) => [name, options => use([...parameters.slice(0, -1).map(argumentOf), options])]);
}
