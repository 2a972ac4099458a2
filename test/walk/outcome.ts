import { Testing } from 'cdk8s';
import { hasType, isDictionary } from './assembly';
import { hasNoEffect, optionOf } from './exemptions';
import type { Place } from './places';
import { ClusterProfile } from '../../lib';
import type { KubernetesVersion } from '../../lib/rules/versions';
import { messagesIn, type Declaration } from '../rules/broken';
import { newChart, type Document } from '../support';

/** What happened with a value in a place. */
export interface Outcome {
  /** `rule error`, `accepted`, another outcome that is allowed, or the kind of a failure. */
  readonly kind: string;
  readonly isFailure: boolean;
  /** The beginning of the error. */
  readonly detail?: string;
  /** The documents of an accepted value that has the declared type. */
  readonly documents?: readonly Document[];
  /** The version of the cluster for which they were declared. */
  readonly kubernetesVersion?: KubernetesVersion;
}

/** The documents of a declaration, and their text. */
interface Accepted {
  readonly kubernetesVersion: KubernetesVersion;
  readonly documents: readonly Document[];
  readonly text: string;
}

type Result = Accepted | { readonly error: unknown };

const LONGEST_MESSAGE = 20_000;

/** The constructs that the declarations create, and the name of an error for a whole app. */
const PATH = /^(shop(\/(web|db|route|public|pods|payments|selected|settings|login|worker)(\/[-\w]+)*)?): /;

/** Passes a value to a place, and judges what happens. */
export function outcomeOf(place: Place, create: () => unknown, isExotic: boolean): Outcome {
  const value = create();
  let declare: Declaration;
  try {
    declare = place.use(value);
  } catch (error) {
    return place.isForeign ? allowed('refused by cdk8s-plus itself') : judgeError(place, value, error, isExotic);
  }
  const result = synth(declare);
  if (isNotSet(value) && !place.isEntry && place.unset) {
    return judgeNotSet(place, result, isExotic);
  }
  return 'error' in result ? judgeError(place, value, result.error, isExotic) : judgeAccepted(place, value, result);
}

function synth(declare: Declaration): Result {
  try {
    const chart = newChart();
    declare(chart);
    const documents = Testing.synth(chart);
    const { _version: kubernetesVersion } = ClusterProfile._of(chart);
    return { kubernetesVersion, documents, text: JSON.stringify(documents, (_, value: unknown) => typeof value === 'bigint' ? `${value}n` : value) };
  } catch (error) {
    return { error };
  }
}

const unsets = new Map<string, Result>();

/** The result of the declaration without a value in the place. */
function unsetOf({ name, unset }: Place): Result | undefined {
  const key = optionOf(name);
  if (unset && !unsets.has(key)) {
    unsets.set(key, synth(unset()));
  }
  return unsets.get(key);
}

function judgeNotSet(place: Place, result: Result, isExotic: boolean): Outcome {
  const unset = unsetOf(place)!;
  if ('error' in result) {
    return 'error' in unset && messagesIn(result.error) ? allowed('rule error') : judgeError(place, undefined, result.error, isExotic);
  }
  return 'text' in unset && unset.text === result.text ? allowed('not set') : failure('an option that is not set has an effect');
}

function judgeError(place: Place, value: unknown, error: unknown, isExotic: boolean): Outcome {
  const message = error instanceof Error ? error.message : undefined;
  const detail = beginningOf(message ?? String(error));
  const lines = messagesIn(error);
  if (message === undefined || message.trim() === '') {
    return failure('no error with a message', detail);
  }
  if (message.length > LONGEST_MESSAGE) {
    return failure('message too long', `${message.length} characters: ${detail}`);
  }
  if (lines === undefined) {
    const isClean = isExotic && !(error instanceof RangeError);
    const kind = (error as Error).constructor === Error ? 'error without the path of the construct' : (error as Error).name;
    return isClean ? allowed('clean error') : failure(kind, [detail, frameOf(error as Error)].join(' '));
  }
  if (!lines.every(line => PATH.test(line))) {
    return failure('wrong path', detail);
  }
  if (/"_[a-z]\w*"/.test(message)) {
    return failure('internal members in a message', detail);
  }
  return lines.some(line => names(place, value, line)) || isConflict(place, value, lines) ? allowed('rule error') : failure('wrong field in a message', detail);
}

/** The beginning of a text. It is a copy, so that a long text need not stay in memory. */
function beginningOf(text: string): string {
  return Buffer.from(text.slice(0, 300)).toString();
}

/** Whether a message is about the value of a place, or about an option of a structure in the place of props. */
function names({ fields, options = [] }: Place, value: unknown, line: string): boolean {
  const field = line.replace(PATH, '').split(' ').slice(0, 2).join(' ');
  const expected = isNotSet(value) ? [...fields, ...options] : isDictionary(value) ? [...fields, ...options, ...Object.keys(value)] : fields;
  return field.split(/[^\w$]+/).some(part => expected.includes(part));
}

/** Whether a value of the declared type conflicts with another option, about which the messages are: none of them shows the value. */
function isConflict({ type }: Place, value: unknown, lines: readonly string[]): boolean {
  return hasType(value, type) && !lines.some(line => line.includes(` ${JSON.stringify(value)}: `));
}

/** Where an error was thrown, in the library or another one. */
function frameOf({ stack = '' }: Error): string {
  return /\(?([^\s(]*(?:\/lib\/|node_modules\/)[^\s)]+)/.exec(stack.slice(stack.indexOf('\n    at ')))?.[1].replace(/^.*\/(?=lib\/|node_modules\/)/, '') ?? '';
}

function judgeAccepted(place: Place, value: unknown, { documents, kubernetesVersion, text }: Accepted): Outcome {
  const unset = unsetOf(place);
  const isLost = unset !== undefined && 'text' in unset && unset.text === text;
  if (place.isUnknown) {
    return failure('unknown key ignored');
  }
  if (isNotSet(value) && !place.isForeign) {
    return failure(place.isEntry ? 'an entry that is not set is accepted' : 'a required value that is not set is accepted');
  }
  if (place.isForeign && isLost) {
    return allowed('ignored by cdk8s-plus itself');
  }
  if (place.type.fqn !== undefined && isDictionary(value) && isEmpty(value)) {
    return allowed('not set');
  }
  if (place.isForeign && !hasType(value, place.type)) {
    // Classes of cdk8s-plus convert some values of other types, such as Size.gibibytes('5'). The API server judges what they write.
    return { ...allowed('converted by cdk8s-plus itself'), documents, kubernetesVersion };
  }
  if (!hasType(value, place.type)) {
    return failure(isLost ? 'wrong type accepted and lost' : 'wrong type accepted');
  }
  if (isLost && !isEmpty(value) && !isDefault(place, value, text) && !hasNoEffect(place, value)) {
    return failure('accepted without an effect');
  }
  return { ...allowed(isLost ? 'accepted, without an effect as documented' : 'accepted'), documents, kubernetesVersion };
}

function isNotSet(value: unknown): boolean {
  return value === undefined || value === null;
}

/** Whether a value says that nothing is set: an empty list, map or structure. */
function isEmpty(value: unknown): boolean {
  try {
    return typeof value === 'object' && value !== null && Object.values(value).every(isNotSet);
  } catch {
    return false;
  }
}

/** Whether a value is the default of a boolean option, whose other value has an effect. */
function isDefault(place: Place, value: unknown, text: string): boolean {
  if (typeof value !== 'boolean') {
    return false;
  }
  const other = synth(place.use(!value));
  return 'error' in other || other.text !== text;
}

function allowed(kind: string): Outcome {
  return { kind, isFailure: false };
}

function failure(kind: string, detail?: string): Outcome {
  return { kind, isFailure: true, detail };
}
