import { STRUCTURES } from '../options/declared-types';
import { memberCode } from '../values/code';

/** The structure of all options that can have a default. */
const OPTIONS = 'WorkloadOptions';

/** Options of defaults that are no defaults themselves. */
const NO_DEFAULTS = ['ignoredDefaults'];

/** A part of a path, as in `.labels`, `['app']` or `["app's"]`. A position in a list, as in `[0]`, is none. */
const PART = /^(?:\.?([A-Za-z_$][\w$]*)|\['([^'\\\n\r]*)'\]|\[("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")\])/;

/** The names and keys of a path such as `podMetadata.labels['app']`, until a position in a list or a text that is no part of a path. @internal */
export function partsOf(path: string): string[] {
  return read(path).parts;
}

/** Whether a text consists of the parts of a path and nothing else. @internal */
export function isPath(text: string): boolean {
  return text !== '' && read(text).rest === '';
}

/** What follows the first parts of a path. @internal */
export function restOf(path: string, count: number): string {
  return read(path, count).rest;
}

function read(path: string, max = Infinity): { readonly parts: string[]; readonly rest: string } {
  const parts: string[] = [];
  let rest = path;
  for (let found = PART.exec(rest); found && parts.length < max; found = PART.exec(rest)) {
    const [all, name, key, quoted] = found;
    parts.push(name ?? key ?? JSON.parse(quoted));
    rest = rest.slice(all.length);
  }
  return { parts, rest };
}

/** The path with these names and keys. @internal */
export function pathOf(parts: readonly string[]): string {
  return parts.map(memberCode).join('').replace(/^\./, '');
}

/** The type of the value at a path of options; undefined if there is no such option. @internal */
export function typeAt(parts: readonly string[]): string | undefined {
  const type = parts.reduce<string | undefined>((outer, name) => outer && typeIn(outer, name), OPTIONS);
  return NO_DEFAULTS.includes(parts[0]) ? undefined : type;
}

/** Whether values of this type are merged with defaults: structures option by option, and maps key by key. @internal */
export function isMerged(type: string): boolean {
  return type in STRUCTURES || type.startsWith('{');
}

/** The names of the options in a structure at a path of options; empty if there is another value. @internal */
export function namesIn(parts: readonly string[]): string[] {
  return Object.keys(STRUCTURES[typeAt(parts)!] ?? {}).filter(name => !NO_DEFAULTS.includes(name));
}

function typeIn(type: string, name: string): string | undefined {
  if (type.startsWith('{')) {
    return type.slice(1, -1);
  }
  return Object.hasOwn(STRUCTURES, type) && Object.hasOwn(STRUCTURES[type], name) ? STRUCTURES[type][name].replace('!', '') : undefined;
}
