import { Testing } from 'cdk8s';
import { EnvValue } from 'cdk8s-plus-28';
import { attempt, type Declaration } from './broken';
import { SECRET_PLACES } from './secret-places';
import { randomCluster } from '../random/clusters';
import { declare } from '../random/declarations';
import { FACTOR, SEED, minutes } from '../random/inputs';
import { Random, sourcePerOption } from '../random/random';
import { places } from '../walk/places';
import type { Use } from '../walk/structures';

/** A secret that is a text, and one that is a number. */
const SECRET = 'sealedword';
const NUMBER = 271828182;

jest.mock('../random/texts', () => {
  const texts = jest.requireActual('../random/texts');
  return { ...texts, text: (random: Random, what?: string) => `${texts.text(random, what)}sealedword` };
});

/** The messages of the error for a declaration; none if it is accepted. */
function messagesOf(declaration: Declaration): string {
  return messageOf(() => attempt(declaration));
}

/** The messages for a value in a place; none if a factory of cdk8s or cdk8s-plus itself refuses the value. */
function messagesAt(use: Use, value: unknown): string {
  let declaration: Declaration;
  try {
    declaration = use(value);
  } catch {
    return '';
  }
  return messagesOf(declaration);
}

function messageOf(call: () => unknown): string {
  try {
    call();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

function containsSecret(message: string): boolean {
  return message.toLowerCase().includes(SECRET) || message.includes(String(NUMBER));
}

class Holder {
  constructor(public readonly secret: unknown = SECRET) {}
}

/** Values with a secret, most of which break a rule at most places. */
const VALUES: readonly unknown[] = [
  SECRET, `${SECRET}\u0007`, `\u2028${SECRET}`, `\ud800${SECRET}`, `\u007f${SECRET}`, ` ${SECRET} `, SECRET.repeat(1000), `/${SECRET} x`, `?${SECRET}`,
  `{${SECRET}}`, `{url}${SECRET}{hostname}`, `{url:${SECRET} }`, `{"password":"${SECRET}"}`, `{host:"a",password:"${SECRET}"}`, `${SECRET}{{value}`,
  `postgresql://user:${SECRET}@db.example.com/a?token=${SECRET}`,
  NUMBER, BigInt(NUMBER), [SECRET], [[SECRET]], { a: SECRET }, { a: { b: SECRET } }, { value: SECRET }, { valueFrom: SECRET }, { image: [SECRET] },
  new Holder(), () => SECRET, new Map([['a', SECRET]]), EnvValue.fromValue(SECRET), EnvValue.fromValue([SECRET] as any), Symbol(SECRET),
];

describe('no message contains the value of', () => {
  test.each(Object.entries(SECRET_PLACES))('%s', (_, use) => {
    const messages = VALUES.map(value => messagesOf(use(value)));

    expect(messages.filter(containsSecret)).toEqual([]);
    expect(messages.filter(message => message.includes('docs/rules.md#')).length).toBeGreaterThan(VALUES.length / 3);
  });
});

describe('no message contains a text within a structure, or the password in a URL, at', () => {
  const nested = [
    [[{ a: SECRET }]], [{ a: { b: SECRET } }], { a: { b: SECRET } }, { a: [[SECRET]] }, new Holder([[SECRET]]), [new Holder()], () => SECRET,
    `https://user:${SECRET}@example.com:80/a?token=${SECRET}`, `postgresql://user:a/${SECRET}@db`, `user:${SECRET}@db.example.com`,
  ];

  test.each(places().map(({ name, use }) => [name, use] as const))('%s', (_, use) => {
    expect(nested.map(value => messagesAt(use, value)).filter(containsSecret)).toEqual([]);
  });
});

test('no message for a random declaration contains a text of its variables, arguments, headers and annotations', () => {
  const messages = Array.from({ length: 300 * FACTOR }, (_, index) => messageOf(() => {
    const random = new Random(sourcePerOption(SEED + index), [0.02, 0.1, 0.3]);
    Testing.synth(declare(random, randomCluster(random)).chart);
  }));

  expect(messages.filter(containsSecret)).toEqual([]);
  expect(messages.filter(message => message.includes('docs/rules.md#')).length).toBeGreaterThan(messages.length / 4);
}, minutes(2));

test('the random declarations have the secret in their documents', () => {
  const documents = Array.from({ length: 50 }, (_, index) => {
    try {
      return JSON.stringify(Testing.synth(declare(new Random(sourcePerOption(index), [0])).chart));
    } catch {
      return '';
    }
  });

  expect(documents.filter(containsSecret).length).toBeGreaterThan(5);
});
