import { markOf } from '../values/mark';

/** The number of characters of a value that a message shows. */
const MAX_VALUE = 100;

/** Control characters, characters that change the direction or the lines of a text, and lone surrogates. */
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/u;
const ALL_UNPRINTABLE = new RegExp(UNPRINTABLE, 'gu');

/** Registered, because a value that another copy of the library created can have problems with it. */
const TEXT = Symbol.for('cdk8s-service-patterns.shown');

/** What a message contains in place of a value. */
interface Shown {
  readonly [TEXT]: string;
}

function isShown(value: unknown): value is Shown {
  return typeof value === 'object' && value !== null && TEXT in value;
}

/**
 * Lets a message contain a value, although its rule does not show values. Structures are reduced to their keys, and user names and passwords in
 * URLs are omitted.
 *
 * @internal
 */
export function shown(value: unknown): Shown {
  return { [TEXT]: attempt(() => isShown(value) ? value[TEXT] : textOf(value)) };
}

/**
 * Lets a message contain the type and the size of a value, and nothing else of it.
 *
 * @param detail the part of a string that breaks the rule, such as `':' at position 6`. By default, the first unprintable character
 * @internal
 */
export function hidden(value: unknown, detail?: string): Shown {
  return { [TEXT]: attempt(() => isShown(value) ? value[TEXT] : outlineOf(value, detail)) };
}

/** The text for a value that is shown or hidden. @internal */
export function textInMessage(value: unknown, showsValue: boolean): string {
  return (showsValue ? shown(value) : hidden(value))[TEXT];
}

/**
 * The first character of a text that matches a pattern, and its position, such as `U+0007 at position 12`; undefined if there is none. Positions are
 * counted from 1.
 *
 * @internal
 */
export function characterIn(text: string, pattern: RegExp): string | undefined {
  const characters = Array.from(text);
  const index = characters.findIndex(character => pattern.test(character));
  return index < 0 ? undefined : `${nameOf(characters[index])} at position ${index + 1}`;
}

/** The part of a name before an equal sign. Behind it can be a value, as in a line of a file with environment variables. @internal */
export function withoutAssignment(name: string): string {
  return name.replace(/=.*$/s, '=…');
}

/** A sentence without the credentials of the URLs and hosts that it contains. @internal */
export function withoutCredentialsOfUrls(sentence: string): string {
  return sentence.replace(/(?<!\S)\S*(@|:\/\/)\S*/g, withoutCredentials);
}

/** Escapes the characters of a text that terminals hide, execute or reorder. @internal */
export function escapeUnprintable(text: string): string {
  return text.replace(ALL_UNPRINTABLE, character => JSON.stringify(character).length > 3
    ? JSON.stringify(character).slice(1, -1)
    : `\\u${codeOf(character).toLowerCase()}`);
}

/** Cuts a text, and states how long it is. @internal */
export function cut(text: string, length: number = MAX_VALUE): string {
  return isLong(text, length) ? `${beginning(text, length)}… (${text.length} characters)` : text;
}

function textOf(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return stringText(value);
    case 'object':
      return Array.isArray(value) ? listText(value) : objectText(value);
    case 'number':
    case 'bigint':
      return String(value);
    default:
      return outlineOf(value);
  }
}

function stringText(value: string): string {
  const text = withoutCredentials(value);
  return isLong(text) ? `${JSON.stringify(`${beginning(text)}…`)} (${value.length} characters)` : JSON.stringify(text);
}

function listText(list: readonly unknown[]): string {
  return cut(`[${list.slice(0, MAX_VALUE).map(itemText).join(',')}]`);
}

function itemText(item: unknown): string {
  return typeof item === 'object' && item !== null ? outlineOf(item) : textOf(item);
}

function outlineOf(value: unknown, detail?: string): string {
  switch (typeof value) {
    case 'undefined':
      return '(not set)';
    case 'boolean':
      return String(value);
    case 'string': {
      const part = detail ?? characterIn(value, UNPRINTABLE);
      return value === '' ? '""' : `(a string of ${count(value.length, 'character')}${part === undefined ? '' : ` with ${part}`})`;
    }
    case 'number':
      return Number.isFinite(value) ? '(a number)' : String(value);
    case 'object':
      return Array.isArray(value) ? listOutline(value) : objectText(value);
    default:
      return `(a ${typeof value})`;
  }
}

function listOutline(list: readonly unknown[]): string {
  return list.every(item => markOf(item)) ? listText(list) : `(a list of ${count(list.length, 'item')})`;
}

/** An object as its keys, or as the name of its class. */
function objectText(value: object | null): string {
  const name = value === null ? 'null' : markOf(value)?.kind ?? Object.getPrototypeOf(value)?.constructor?.name;
  if (value === null || markOf(value)) {
    return String(name);
  }
  return name === undefined || name === 'Object' ? cut(`{${Object.keys(value).slice(0, MAX_VALUE).join(', ')}}`) : `(${cut(String(name))})`;
}

/**
 * A URL or host without the user name and the password, and without the query, which can contain a token. The time is proportional to the length of
 * the text.
 *
 * @internal
 */
export function withoutCredentials(text: string): string {
  return withoutQuery(withoutUser(withoutUserOfUrl(text)));
}

function withoutUserOfUrl(text: string): string {
  const start = text.indexOf('//');
  const end = text.lastIndexOf('@');
  return start >= 0 && end > start + 1 ? `${text.slice(0, start)}//…${text.slice(end)}` : text;
}

/** A text such as `user:password@host` without what is before the host. A digest of an image is no host. */
function withoutUser(text: string): string {
  const end = Array.from(text.matchAll(/@(?!sha256:)/g)).pop()?.index ?? 0;
  const start = text.slice(0, end).search(/(?<![^'"/:@])[^'"/:@]*:(?!\/\/)/);
  return start >= 0 ? `${text.slice(0, start)}…${text.slice(end)}` : text;
}

function withoutQuery(text: string): string {
  const start = text.search(/^\/|:\/\//);
  const query = start >= 0 ? text.indexOf('?', start) : -1;
  return query >= 0 && text.includes('=', query) ? `${text.slice(0, query + 1)}…` : text;
}

function isLong(text: string, length: number = MAX_VALUE): boolean {
  return text.length > length;
}

/** The first characters of a text, without half of a surrogate pair at the end. */
function beginning(text: string, length: number = MAX_VALUE): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}

function nameOf(character: string): string {
  return UNPRINTABLE.test(character) ? `U+${codeOf(character)}` : `'${character}'`;
}

function codeOf(character: string): string {
  return character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** Values of other libraries can have getters that throw an error. */
function attempt(text: () => string): string {
  try {
    return text();
  } catch {
    return '(an object)';
  }
}
