import { ENUMERATIONS, PARAMETERS, STRUCTURES } from './declared-types';
import { exampleOf, expressionFor } from './expressions';
import { MAX_LISTED, isSet } from './set-options';
import { checkNames, isPlain } from './unknown-options';
import type { Finding, Findings } from '../rules/rule';
import { shown } from '../rules/show';
import { reportUnresolved } from '../rules/unresolved';
import { reportType, valueRules } from '../rules/values';
import { stringCode, stringFix } from '../values/code';
import { compareNames } from '../values/compare-names';
import { isMarked, markOf } from '../values/mark';

/** Checks a value and returns a copy of it, without options that are null; undefined if its type is wrong, which is reported. */
type Taker = (findings: Findings, field: string, value: unknown) => unknown;

/** Interfaces whose implementations the rules of connections, routes and network policies check, with better messages. */
const CHECKED_BY_RULES = ['IReachable', 'IGateway'];

/** How an implementation of an interface is recognized. */
const INTERFACES: Readonly<Record<string, (value: Record<string, unknown>) => boolean>> = {
  'IHostnamePolicies': value => typeof value.renderSpec === 'function',
  'constructs.IConstruct': value => typeof value.node === 'object' && value.node !== null,
  'IPodSource': value => typeof value.toPodSelection === 'function',
  'kplus.IPodSelector': value => typeof value.toPodSelectorConfig === 'function',
  'kplus.ISecret': value => value.kind === 'Secret',
  'kplus.IServiceAccount': value => value.kind === 'ServiceAccount',
};

/** The value classes that implement an interface. */
const IMPLEMENTATIONS: Readonly<Record<string, string>> = { IPodSource: 'PodSelection' };

/** The property in which jsii stores the name of a class. Names of classes themselves change in a program that is bundled. */
const RTTI = Symbol.for('jsii.rtti');

/** The packages of classes, as jsii names them. An app can load several versions of cdk8s-plus. */
const PACKAGES: Readonly<Record<string, RegExp>> = { cdk8s: /^cdk8s$/, kplus: /^cdk8s-plus-\d+$/ };

const TAKERS = new Map<string, Taker>();

function takerOf(type: string): Taker {
  const taker = TAKERS.get(type) ?? withKnownValue(newTaker(type));
  TAKERS.set(type, taker);
  return taker;
}

/** Reports values that another tool knows only later, before their type is checked. */
function withKnownValue(take: Taker): Taker {
  return (findings, field, value) => reportUnresolved(findings, field, value) ? undefined : take(findings, field, value);
}

function newTaker(type: string): Taker {
  if (type.endsWith('[]')) {
    return listTaker(type.slice(0, -'[]'.length));
  }
  if (type.startsWith('{')) {
    return mapTaker(type.slice(1, -1));
  }
  if (type in STRUCTURES) {
    return (findings, field, value) => takeStructure(findings, { field, type, isComplete: true }, value);
  }
  if (type in ENUMERATIONS) {
    const values = ENUMERATIONS[type];
    const fix = values.length <= MAX_LISTED ? `Use one of ${values.map(one => `'${one}'`).join(', ')}.` : `Use a constant of ${type}.`;
    return plainTaker(value => values.includes(value as string), () => fix, shown);
  }
  return PLAIN[type] ?? (CHECKED_BY_RULES.includes(type) ? (_, __, value) => value : instanceTaker(type));
}

/** @param inMessage what messages contain in place of the value; by default its type and size, because a text can be a secret */
function plainTaker(hasType: (value: unknown) => boolean, fix: (value: unknown) => string, inMessage = (value: unknown): unknown => value): Taker {
  return (findings, field, value) => {
    if (hasType(value)) {
      return value;
    }
    reportType(findings, field, value, fix(value), inMessage(value));
    return undefined;
  };
}

const PLAIN: Readonly<Record<string, Taker>> = {
  string: plainTaker(value => typeof value === 'string', value => expressionFor('string', value) ?? stringFix(value)),
  number: plainTaker(value => typeof value === 'number', value => expressionFor('number', value) ?? 'Use a number, without quotes.'),
  boolean: plainTaker(value => typeof value === 'boolean', () => 'Use true or false, without quotes.', shown),
};

function listTaker(itemType: string): Taker {
  const take = takerOf(itemType);
  return (findings, field, value) => {
    if (!Array.isArray(value)) {
      reportType(findings, field, value, `Use an array, such as [${exampleOf(itemType)}].`);
      return undefined;
    }
    return Array.from(value, (item, index) => takeItem(findings, take, itemType, `${field}[${index}]`, item));
  };
}

function mapTaker(itemType: string): Taker {
  const take = takerOf(itemType);
  return (findings, field, value) => {
    if (!isObject(value) || hidesEntries(value)) {
      reportType(findings, field, value, 'Use an object, such as { key: value }.');
      return undefined;
    }
    const keys = Object.keys(value);
    // Checked in the order of their names, so that the lines of an error do not depend on the order of the map
    const taken = new Map([...keys].sort(compareNames).map(key => [
      key, takeItem(findings, take, itemType, `${field}[${stringCode(key)}]`, value[key]),
    ]));
    return Object.fromEntries(keys.map(key => [key, taken.get(key)]));
  };
}

/** An item of a list or map. Null is an error there, because it is not clear whether the item is missing. */
function takeItem(findings: Findings, take: Taker, type: string, field: string, item: unknown): unknown {
  if (isSet(item)) {
    return take(findings, field, item);
  }
  findings.report(valueRules.type, field, item, type === 'string' ? stringFix(item) : `Use a value such as ${exampleOf(type)}, or remove it.`);
  return undefined;
}

/** How a structure is used. */
interface StructureUse {
  /** The field of the structure; empty if its options are fields themselves. */
  readonly field: string;
  /** What messages call the structure as a whole. The default is the field. */
  readonly name?: string;
  /** The name of the structure in `declared-types.ts`. */
  readonly type: string;
  /** Whether names that are not options of the structure are wrong. A subclass of a construct can have options of its own. */
  readonly isComplete: boolean;
}

/** Checks the options of a structure, and returns a copy without those that are null; undefined if it is no structure. */
export function takeStructure(findings: Findings, { field, name = field, type, isComplete }: StructureUse, value: unknown): object | undefined {
  if (!isObject(value)) {
    reportType(findings, name, value, expressionFor(type, value) ?? `Use an object, such as ${exampleOf(type)}.`);
    return undefined;
  }
  const copy: Record<string, unknown> = {};
  for (const member of membersOf(type)) {
    // Not only own properties, because an instance of a class can implement a structure with accessors
    const option = value[member.name];
    if (isSet(option)) {
      copy[member.name] = member.take(findings, field === '' ? member.name : `${field}.${member.name}`, option);
    } else if (member.isRequired) {
      reportMissing(findings, field === '' ? member.name : `${field}.${member.name}`, member.type);
    }
  }
  if (Object.keys(copy).length === 0 && !isPlain(value)) {
    // An instance of a class that does not implement the structure
    reportType(findings, name, value, `Use an object, such as ${exampleOf(type)}.`);
  } else if (isComplete) {
    checkNames(findings, field, type, value);
  }
  return copy;
}

/** An option of a structure, or a parameter. */
interface Member {
  readonly name: string;
  readonly type: string;
  /** Whether it cannot be omitted. Missing lists are reported by the rules for empty lists. */
  readonly isRequired: boolean;
  readonly take: Taker;
}

const MEMBERS = new Map<string, readonly Member[]>();

/** The options of a structure, or the parameters of a call. */
function membersOf(name: string): readonly Member[] {
  const members = MEMBERS.get(name) ?? toMembers(STRUCTURES[name] ?? PARAMETERS[name]);
  MEMBERS.set(name, members);
  return members;
}

function toMembers(types: Readonly<Record<string, string>>): Member[] {
  return Object.entries(types).map(([name, declared]) => {
    const type = declared.replace('!', '');
    return { name, type, isRequired: type !== declared && !type.endsWith('[]') && !CHECKED_BY_RULES.includes(type), take: takerOf(type) };
  });
}

/**
 * Checks and copies the arguments of a call.
 *
 * @param call class and method, such as `Port.http`
 * @param prefix the beginning of the fields in messages; empty if the parameters and options are fields themselves
 */
export function takeArguments<T extends readonly unknown[]>(findings: Findings, call: string, prefix: string, values: T): T {
  return membersOf(call).map(({ name, type, isRequired, take }, index) => {
    const field = prefix === '' ? name : `${prefix}.${name}`;
    const value = values[index];
    if (!isSet(value)) {
      return isRequired ? reportMissing(findings, field, type) : undefined;
    }
    // The options are fields of the value that the factory creates, or of the call
    return type in STRUCTURES ? takeStructure(findings, { field: prefix, name: field, type, isComplete: true }, value) : take(findings, field, value);
  }) as unknown as T;
}

function reportMissing(findings: Findings, field: string, type: string): void {
  findings.report(valueRules.required, field, undefined, type in PLAIN ? `Set it to a ${type}.` : `Set it to a value such as ${exampleOf(type)}.`);
}

function instanceTaker(type: string): Taker {
  const hasType = instanceTest(type);
  return (findings, field, value) => {
    if (!hasType(value)) {
      reportType(findings, field, value, expressionFor(type, value) ?? `Use a value such as ${exampleOf(type)}.`);
      return undefined;
    }
    for (const wrong of (markOf(value)?.wrong ?? []) as readonly Finding[]) {
      findings.report(wrong.rule, `${field}.${wrong.field}`, wrong.value, wrong.fix);
    }
    return value;
  };
}

/** Whether a value is a construct: an app, a chart or another one. @internal */
export const isConstruct = instanceTest('constructs.IConstruct');

function instanceTest(type: string): (value: unknown) => boolean {
  if (type in INTERFACES) {
    return value => (type in IMPLEMENTATIONS && isMarked(value, IMPLEMENTATIONS[type]))
      || (typeof value === 'object' && value !== null && !markOf(value) && INTERFACES[type](value as Record<string, unknown>));
  }
  const [prefix, name] = type.split('.');
  return name === undefined ? value => isMarked(value, type) : value => hasClass(value, PACKAGES[prefix], name);
}

/** Whether a value is an instance of a class of another package, or of a class that extends it. */
function hasClass(value: unknown, ofPackage: RegExp, name: string): boolean {
  for (let prototype = typeof value === 'object' && value !== null ? Object.getPrototypeOf(value) : null; prototype; prototype = Object.getPrototypeOf(prototype)) {
    const [owner, ...names] = (prototype.constructor?.[RTTI]?.fqn as string | undefined)?.split('.') ?? [];
    if (owner !== undefined && ofPackage.test(owner) && names.join('.') === name) {
      return true;
    }
  }
  return false;
}

/** Whether an object has no entries of its own, but a prototype that can have some, such as an instance of a class with accessors. */
function hidesEntries(value: object): boolean {
  return Object.keys(value).length === 0 && !isPlain(value);
}

/**
 * Whether a value is a structure or a map, but not a Map, a Set, a Date, a promise or an instance of a value class, which have no entries of their own,
 * nor a construct or another instance of a class of cdk8s or cdk8s-plus, which is no structure.
 * Its prototype does not matter: `process.env`, objects of another realm and objects without a prototype are maps.
 */
function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.prototype.toString.call(value) === '[object Object]' && !markOf(value)
    && Object.getPrototypeOf(value)?.constructor?.[RTTI] === undefined;
}
