import { ALTERNATIVES } from './alternatives';
import { isKubernetesField, ownAlternative } from './alternatives-of';
import { PARAMETERS, STRUCTURES } from './declared-types';
import { expressionFor } from './expressions';
import { MAX_LISTED, isSet, optionOf } from './set-options';
import type { Findings } from '../rules/rule';
import { valueRules } from '../rules/values';
import { memberCode } from '../values/code';

/** The largest number of wrong, missing, additional or exchanged characters of a name that is taken for another name, and of a short name. */
const MAX_DISTANCE = 2;
const MAX_DISTANCE_OF_SHORT_NAME = 1;
const SHORT_NAME = 4;

/** The options of all constructs. */
const CONSTRUCTS = [...new Set(Object.entries(PARAMETERS).filter(([name]) => name.endsWith('.new')).map(([, { props }]) => typeOf(props)))];

/**
 * Whether a name was meant as an option: it is misspelled, the name of a Kubernetes field, or an option of another construct. A name that is similar to an
 * option which is also set is not a misspelling of it.
 *
 * @internal
 */
export function isMistake(type: string, name: string, value: object): boolean {
  const similar = nearest(type, name);
  const isField = alternativeFor(type, name) !== undefined || (CONSTRUCTS.includes(type) && isKubernetesField(name));
  return (similar !== undefined && !isSet(optionOf(value, similar))) || isField || ownersOf(name).length > 0;
}

/** Reports a name that is not an option of a structure. @internal */
export function reportName(findings: Findings, field: string, type: string, name: string, value: object): void {
  const path = `${field}${memberCode(name)}`.replace(/^\./, '');
  findings.report(valueRules.unknown, path, optionOf(value, name), expressionFor(type, value) ?? fixFor(type, name));
}

function fixFor(type: string, name: string): string {
  const alternative = alternativeFor(type, name);
  if (alternative !== undefined) {
    return alternative;
  }
  const siblings = siblingsOf(type).filter(sibling => Object.hasOwn(STRUCTURES[sibling.type], name));
  if (siblings.length > 0) {
    return `Remove it, or use ${inSentence(siblings.map(({ call }) => `${call}()`), 'or')}.`;
  }
  const similar = nearest(type, name);
  if (similar !== undefined) {
    return `Use ${similar}.`;
  }
  const owners = ownersOf(name);
  if (owners.length > 0) {
    return `It is an option of ${inSentence(owners.map(owner => owner.replace(/Props$/, '')), 'and')}. Remove it here.`;
  }
  const options = Object.keys(STRUCTURES[type]);
  return options.length <= MAX_LISTED ? `Remove it. The options are ${options.join(', ')}.` : `Remove it. API.md has the options of ${type}.`;
}

/** The factories of the same class as a factory that has a structure as options, each with the structure of its own options. */
function siblingsOf(type: string): { readonly call: string; readonly type: string }[] {
  const factories = Object.entries(PARAMETERS).map(([call, types]) => ({ call, type: typeOf(types.options) }));
  const classes = factories.filter(factory => factory.type === type).map(({ call }) => call.split('.')[0]);
  return factories.filter(factory => classes.includes(factory.call.split('.')[0]) && factory.type in STRUCTURES);
}

function typeOf(declared: string = ''): string {
  return declared.replace('!', '');
}

/** Names with commas between them, and a word before the last one. */
function inSentence(names: readonly string[], conjunction: string): string {
  return names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} ${conjunction} ${names[names.length - 1]}`;
}

/** What to write instead of the name of a Kubernetes field in a structure; undefined if no text applies to the structure. */
function alternativeFor(type: string, name: string): string | undefined {
  const texts = Object.hasOwn(ALTERNATIVES, name) ? [ALTERNATIVES[name]].flat() : [];
  return ownAlternative(type, name) ?? metadataFor(type, name) ?? texts.find(text => applies(type, text));
}

/** The options for labels and annotations, in the order in which messages recommend them. */
const METADATA = ['podMetadata', 'workloadMetadata', 'serviceMetadata', 'metadata', 'endpointsMetadata'];

/** The options of a structure for labels and annotations; undefined if the name is that of something else, or if there is none. */
function metadataFor(type: string, name: string): string | undefined {
  const options = Object.keys(STRUCTURES[type]);
  const metadata = METADATA.filter(option => options.includes(option));
  const labels = options.filter(option => option.endsWith('Labels') && STRUCTURES[type][option] === '{string}');
  const code = name === 'metadata' ? '' : `: { ${name}: { … } }`;
  return !['annotations', 'labels', 'metadata'].includes(name) ? undefined
    : metadata.length > 0 ? `Use ${metadata.length === 1 ? `${metadata[0]}${code}` : inSentence(metadata, 'or')}.`
      : name === 'labels' && labels.length > 0 ? `Use ${inSentence(labels, 'or')}.` : undefined;
}

/** Whether a structure has the option with which a text begins, and the option has the type of the value in the text. */
function applies(type: string, text: string): boolean {
  const [, option, , code = ''] = /^Use (\w+)(: (.*))?/.exec(text)!;
  return Object.hasOwn(STRUCTURES[type], option) && fits(typeOf(STRUCTURES[type][option]), code);
}

/** Whether an expression can have a type. It begins with a class, a text, a list or an object; other ones can have any type. */
function fits(type: string, code: string): boolean {
  if (code.startsWith('[')) {
    return type.endsWith('[]') && fits(type.slice(0, -'[]'.length), code.slice(1));
  }
  if (code.startsWith('{')) {
    return type.startsWith('{') || type in STRUCTURES;
  }
  const [, ofClass] = /^(?:kplus\.)?([A-Z]\w+)\./.exec(code) ?? [];
  return ofClass === undefined ? !code.startsWith("'") || type === 'string' : new RegExp(`^(\\w+\\.I?)?${ofClass}$`).test(type);
}

/** The constructs that have an option. */
function ownersOf(name: string): string[] {
  return CONSTRUCTS.filter(type => Object.hasOwn(STRUCTURES[type], name));
}

/** The option of a structure whose name is most similar to a name, if one is similar. */
function nearest(type: string, name: string): string | undefined {
  return similarTo(Object.keys(STRUCTURES[type]), name);
}

/** The option that is most similar to a name, if one is similar. @internal */
export function similarTo(options: readonly string[], name: string): string | undefined {
  const limit = name.length <= SHORT_NAME ? MAX_DISTANCE_OF_SHORT_NAME : MAX_DISTANCE;
  const [best] = options.map(option => ({ option, distance: distance(option.toLowerCase(), name.toLowerCase()) }))
    .filter(each => each.distance <= limit)
    .sort((a, b) => a.distance - b.distance);
  return best?.option;
}

/** The number of characters to replace, to add, to remove or to exchange with the next one, so that one text becomes the other. */
function distance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i++) {
    rows[i] = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = rows[i - 1][j - 1] + Number(a[i - 1] !== b[j - 1]);
      const exchanged = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? rows[i - 2][j - 2] + 1 : Infinity;
      rows[i][j] = Math.min(replaced, exchanged, rows[i - 1][j] + 1, rows[i][j - 1] + 1);
    }
  }
  return rows[a.length][b.length];
}
