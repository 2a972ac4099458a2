import { readFileSync } from 'fs';
import { join } from 'path';
import * as cdk8s from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as library from '../../lib';
import { markOf } from '../../lib/values/mark';
import { ROOT } from '../markdown';

/** A type as a jsii assembly describes it. */
export interface TypeReference {
  readonly primitive?: string;
  readonly fqn?: string;
  readonly collection?: { readonly kind: 'array' | 'map'; readonly elementtype: TypeReference };
  readonly union?: { readonly types: readonly TypeReference[] };
}

/** A property of a structure, or a parameter of a method. */
export interface Member {
  readonly name: string;
  readonly type: TypeReference;
  readonly optional?: boolean;
  readonly variadic?: boolean;
}

export interface Method {
  readonly name: string;
  readonly parameters?: readonly Member[];
  readonly static?: boolean;
}

export interface Type {
  readonly fqn: string;
  readonly assembly: string;
  readonly name: string;
  readonly kind: 'class' | 'enum' | 'interface';
  readonly datatype?: boolean;
  readonly interfaces?: readonly string[];
  readonly properties?: readonly Member[];
  readonly methods?: readonly Method[];
  readonly initializer?: { readonly parameters?: readonly Member[] };
}

const MODULES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = { cdk8s, 'cdk8s-plus-28': kplus, 'cdk8s-service-patterns': library };

const typesIn = (file: string): Record<string, Type> => JSON.parse(readFileSync(join(ROOT, file), 'utf-8')).types;
const OWN = typesIn('api/baseline.json');
const ALL: Readonly<Record<string, Type>> = { ...typesIn('node_modules/cdk8s/.jsii'), ...typesIn('node_modules/cdk8s-plus-28/.jsii'), ...OWN };

/** All types of the public API of the library. */
export const TYPES: readonly Type[] = Object.values(OWN);

/** A type of the library, of cdk8s or of cdk8s-plus. */
export function typeOf(fqn: string | undefined): Type | undefined {
  return fqn === undefined ? undefined : ALL[fqn];
}

/** A class or enum of the library, of cdk8s or of cdk8s-plus. */
export function exported({ assembly, name }: Type): any {
  return MODULES[assembly][name];
}

/** All properties of a type, also those that it inherits. */
export function propertiesOf({ properties = [], interfaces = [] }: Type): readonly Member[] {
  return [...properties, ...interfaces.flatMap(fqn => propertiesOf(typeOf(fqn) ?? { properties: [] } as unknown as Type))];
}

/** All structures that can be part of a value of a type, such as an option or an item of a list. */
export function structuresIn(reference: TypeReference): string[] {
  const type = typeOf(reference.fqn);
  return [
    ...type?.datatype ? [type.fqn] : [],
    ...reference.collection ? structuresIn(reference.collection.elementtype) : [],
    ...(reference.union?.types ?? []).flatMap(structuresIn),
  ];
}

/** Whether a value has a declared type. A number is finite, and a list or map has no null entries. */
export function hasType(value: unknown, reference: TypeReference): boolean {
  try {
    return matches(value, reference);
  } catch {
    return false;
  }
}

function matches(value: unknown, { primitive, fqn, collection, union }: TypeReference): boolean {
  if (union) {
    return union.types.some(type => matches(value, type));
  }
  if (collection) {
    return collection.kind === 'array'
      ? Array.isArray(value) && Array.from(value).every(item => matches(item, collection.elementtype))
      : isDictionary(value) && Object.values(value).every(item => matches(item, collection.elementtype));
  }
  return fqn === undefined ? matchesPrimitive(value, primitive) : matchesNamed(value, typeOf(fqn) ?? constructType(fqn));
}

function matchesPrimitive(value: unknown, primitive: string | undefined): boolean {
  return primitive === 'number' ? Number.isFinite(value) : primitive === 'any' || primitive === 'json' || typeof value === primitive;
}

function matchesNamed(value: unknown, type: Type): boolean {
  if (type.kind === 'enum') {
    return Object.values(exported(type)).includes(value);
  }
  if (type.kind === 'class') {
    return value instanceof exported(type);
  }
  const properties = propertiesOf(type);
  if (!type.datatype) {
    return typeof value === 'object' && value !== null && [...properties, ...type.methods ?? []].every(({ name }) => name in value);
  }
  const known = new Map(properties.map(property => [property.name, property]));
  return isDictionary(value)
    && Object.entries(value).every(([name, item]) => known.has(name) && ((item ?? undefined) === undefined || matches(item, known.get(name)!.type)))
    && properties.every(({ name, optional }) => optional || (value[name] ?? undefined) !== undefined);
}

/** The types of the package constructs, of which all values are constructs. */
function constructType(fqn: string): Type {
  return { fqn, assembly: 'constructs', name: fqn, kind: 'interface', properties: [{ name: 'node', type: { primitive: 'any' } }] };
}

/** Whether a value is an object whose own properties are its content: no list, no Map, Date or Promise, and no instance of a value class. */
export function isDictionary(value: unknown): value is Record<string, unknown> {
  try {
    return Object.prototype.toString.call(value) === '[object Object]' && markOf(value) === undefined;
  } catch {
    return false;
  }
}
