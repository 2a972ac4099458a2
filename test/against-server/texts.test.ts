import * as fc from 'fast-check';
import { misreadAlone, misreadTogether, PLACES } from './read-back';
import { isMisread, isMisreadKey } from '../../lib/rules/misread-texts';
import { FACTOR, inputs, minutes } from '../random/inputs';

/** Whether this run has more inputs than `npm test`. */
const IS_LONG = FACTOR > 1;

/** All strings of at most this length. */
function allStrings(characters: string, length: number): string[] {
  const lists = [['']];
  for (let index = 0; index < length; index++) {
    lists.push(lists[index].flatMap(string => Array.from(characters, character => string + character)));
  }
  return lists.flat();
}

function randomStrings(characters: string, minLength: number, maxLength: number, count: number): string[] {
  return fc.sample(fc.string({ unit: fc.constantFrom(...characters), minLength, maxLength }), inputs(count));
}

/** Integers with a prefix, around the largest ones that are numbers. */
function largeIntegers(): string[] {
  const around = [63n, 64n].flatMap(bits => [-1n, 0n, 1n].map(offset => 2n ** bits + offset));
  const prefixes = { '0X': 16, '0o': 8, '0O': 8, '0B': 2, '0_x': 16, '0b+': 2, '0b-': 2 };
  return ['', '+', '-', '+_'].flatMap(sign => Object.entries(prefixes).flatMap(([prefix, radix]) => around.map(number => `${sign}${prefix}${number.toString(radix)}`)));
}

/** All UTF-16 code units, or in a short run those near the characters that are special in YAML and Unicode. */
function unicode(): string[] {
  return Array.from({ length: 0x10000 }, (_, code) => code)
    .filter(code => IS_LONG || code < 0x100 || code % 0x400 < 0x20 || (code >= 0x2000 && code < 0x2100) || code >= 0xff00)
    .map(code => String.fromCharCode(code));
}

/** All spellings of a name with uppercase and lowercase letters. */
function spellings(name: string): string[] {
  return Array.from(name).reduce((found, letter) => found.flatMap(each => [each + letter, each + letter.toUpperCase()]), ['']);
}

const SYNTAX = '019afoxyntYN_.+-:~<>=!*&#%@|?{}[],\' "`$()/;^\\\t\n';

const STRINGS: Readonly<Record<string, () => string[]>> = {
  'short strings of the characters of numbers': () => allStrings(IS_LONG ? '01aexXoOb_.+-' : '01exXob_.+-', IS_LONG ? 5 : 4),
  'longer strings of the characters of numbers': () => randomStrings('0123789aefFxXoObBeE__.+-', 5, 10, 3000),
  'large numbers': () => [...largeIntegers(), '1e30_7', '1e30_8', '-1.8e30_8', '1.7e30_8', '+_1e308', '+_1e309', '.1e30_9', '.1e31_0'],
  'short strings of the characters of YAML': () => allStrings(SYNTAX, IS_LONG ? 3 : 2),
  'longer strings of the characters of YAML': () => randomStrings(SYNTAX, 3, 8, 3000),
  'names of constants': () => ['y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null', '.inf', '-.inf', '+.inf', '.nan'].flatMap(spellings),
  'timestamps': () => ['2001-12-14', '2001-1-1', '2001-12-14t21:59:43.10-05:00', '2001-12-14 21:59:43.10 -5', '2001-12-15 2:59:43.10', '2001-12-14T21:59:43Z'],
  'short strings with line breaks': () => allStrings(IS_LONG ? 'a\t\n #:-' : 'a\t\n #', IS_LONG ? 6 : 5),
  'long strings with line breaks': () => randomStrings('aaa é\n\n\t #:-"\'\\', 30, 90, 1000),
  'long strings with line breaks and control characters': () => randomStrings('aaa \n\n\t\r\u0001#:"\'', 30, 90, 500),
  'characters': unicode,
  'characters in a text': () => unicode().map(character => `a${character}b`),
};

describe.each(Object.entries(STRINGS))('%s', (_, stringsOf) => {
  const strings = [...new Set(stringsOf())];

  test.each([
    ['a value', isMisread],
    ['an item of a list', isMisread],
    ['a key', isMisreadKey],
  ] as const)('kubectl reads a string as %s unchanged exactly if the rule accepts it', (place, isRefused) => {
    expect(misreadTogether(strings.filter(string => !isRefused(string)), PLACES[place])).toEqual([]);
    const refused = strings.filter(isRefused);
    expect(misreadAlone(refused, PLACES[place])).toEqual(refused);
  }, minutes(1));
});
