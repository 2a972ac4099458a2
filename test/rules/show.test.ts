import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Port } from '../../lib';
import { Problems, describe as describeProblem, type Rule } from '../../lib/rules/rule';
import { characterIn, cut, escapeUnprintable, hidden, shown, textInMessage } from '../../lib/rules/show';

const HIDING: Rule = { id: 'example', limit: 'the limit', source: 'docs', cases: [] };
const SHOWING: Rule = { ...HIDING, showsValue: true };

/** Characters that a terminal hides, executes or reorders, or that end a line. */
const UNPRINTABLE = [
  '\u0000', '\u0007', '\n', '\u001b', '\u007f', '\u0085', '\u009b', '\u061c', '\u200e', '\u200f', '\u2028', '\u2029', '\u202a', '\u202e', '\u2066', '\u2069',
  '\ufeff', '\ud800', '\udfff',
];

class Example {
  public readonly password = 'secret';
}

function problemOf(rule: Rule, value: unknown, field = 'field', fix = 'Fix it.'): string {
  return describeProblem(rule, field, value, fix).replace(/ \[example\] https:\S+$/, '');
}

describe('a rule that does not show values', () => {
  test.each<[unknown, string]>([
    ['secret', '(a string of 6 characters)'],
    ['s', '(a string of 1 character)'],
    ['', '""'],
    ['secret\u0007', '(a string of 7 characters with U+0007 at position 7)'],
    ['\ud83d\ude00\ud800', '(a string of 3 characters with U+D800 at position 2)'],
    [1234, '(a number)'],
    [NaN, 'NaN'],
    [12n, '(a bigint)'],
    [true, 'true'],
    [undefined, '(not set)'],
    [null, 'null'],
    [['secret', 'other'], '(a list of 2 items)'],
    [[], '[]'],
    [[Port.http(80), Port.tcp(81)], '[Port,Port]'],
    [{ name: 'secret', image: { a: 'secret' } }, '{name, image}'],
    [Object.assign(Object.create(null), { name: 'secret' }), '{name}'],
    [{ constructor: { name: 'secret' } }, '{constructor}'],
    [new Example(), '(Example)'],
    [new Date(0), '(Date)'],
    [new Map([['a', 'secret']]), '(Map)'],
    [() => 'secret', '(a function)'],
    [Symbol('secret'), '(a symbol)'],
    [Port.http(80), 'Port'],
  ])('states the type and the size of a value (%#)', (value, text) => {
    expect(problemOf(HIDING, value)).toBe(`field ${text}: the limit. Fix it.`);
  });

  test('a problem can show its value', () => {
    expect(problemOf(HIDING, shown('NAME'))).toBe('field "NAME": the limit. Fix it.');
  });
});

describe('a rule that shows values', () => {
  test.each<[unknown, string]>([
    ['web', '"web"'],
    ['a "b"\n', '"a \\"b\\"\\n"'],
    [80, '80'],
    [5n, '5'],
    [['a', 1, true, null, undefined], '["a",1,true,null,(not set)]'],
    [[{ name: 'secret' }, ['secret']], '[{name},(a list of 1 item)]'],
    [{ name: 'secret' }, '{name}'],
    [() => 'secret', '(a function)'],
  ])('reduces structures to their keys (%#)', (value, text) => {
    expect(problemOf(SHOWING, value)).toBe(`field ${text}: the limit. Fix it.`);
  });

  test.each([
    ['postgresql://user:secret@db.example.com:5432/shop', '"postgresql://…@db.example.com:5432/shop"'],
    ['https://user:se/cr@et@db.example.com', '"https://…@db.example.com"'],
    ['user:secret@db.example.com', '"…@db.example.com"'],
    ['https://example.com/a?sig=secret', '"https://example.com/a?…"'],
    ['/hook?token=secret', '"/hook?…"'],
    ['registry.example.com:5000/web@sha256:0123', '"registry.example.com:5000/web@sha256:0123"'],
    ['/orders/(?:a|b)', '"/orders/(?:a|b)"'],
  ])('omits the credentials of %j', (value, text) => {
    expect(problemOf(SHOWING, value)).toBe(`field ${text}: the limit. Fix it.`);
  });

  test('a problem can hide its value, and name the part that breaks the rule', () => {
    expect(problemOf(SHOWING, hidden('secret'))).toBe('field (a string of 6 characters): the limit. Fix it.');
    expect(problemOf(SHOWING, hidden('a:secret', characterIn('a:secret', /:/)))).toBe("field (a string of 8 characters with ':' at position 2): the limit. Fix it.");
  });
});

test.each([
  ["Use 'https://user:secret@example.com/a?b=secret'.", "Use 'https://…@example.com/a?…"],
  ["Use '/user:secret@db'. See https://example.com/a#b.", "Use '/…@db'. See https://example.com/a#b."],
])('a fix omits the credentials of a URL (%#)', (fix, shownFix) => {
  expect(problemOf(SHOWING, 1, 'field', fix)).toBe(`field 1: the limit. ${shownFix}`);
});

test('a value whose members cannot be read is shown as an object', () => {
  const unreadable = new Proxy({}, { getPrototypeOf: () => { throw new Error('secret'); }, get: () => { throw new Error('secret'); } });

  expect([true, false].map(showsValue => textInMessage(unreadable, showsValue))).toEqual(['(an object)', '(an object)']);
});

test('a field is cut at an equal sign, behind which a value can be', () => {
  expect(problemOf(HIDING, 'a', 'env.PASSWORD=secret')).toBe('env.PASSWORD=… (a string of 1 character): the limit. Fix it.');
});

describe('long texts', () => {
  test('a value is cut at 100 characters', () => {
    expect(problemOf(SHOWING, 'a'.repeat(100))).toBe(`field "${'a'.repeat(100)}": the limit. Fix it.`);
    expect(problemOf(SHOWING, 'a'.repeat(101))).toBe(`field "${'a'.repeat(100)}…" (101 characters): the limit. Fix it.`);
    expect(problemOf(SHOWING, Array(1000).fill('a'))).toMatch(/^field \[("a",){24}"a"?… \(\d+ characters\): /);
    expect(problemOf(SHOWING, Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`key${index}`, 1])))).toMatch(/^field \{key0, .{90,96}… \(\d+ characters\): /);
  });

  test('no character is cut in half', () => {
    expect(cut(`${'a'.repeat(99)}\ud83d\ude00`)).toBe(`${'a'.repeat(99)}… (101 characters)`);
  });

  test('keys in fields and names in fixes are cut', () => {
    const message = problemOf(HIDING, 1, `env.${'A'.repeat(5000)}`, `Use '${'a'.repeat(5000)}'.`);

    expect(message).toMatch(/^env\.A+… \(5004 characters\) \(a number\): the limit\. Use 'a+… \(5007 characters\)$/);
    expect(message.length).toBeLessThan(1400);
  });
});

describe('unprintable characters', () => {
  const escaped = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]*$/u;

  test.each(UNPRINTABLE.map(character => [`U+${character.charCodeAt(0).toString(16)}`, character]))('%s is escaped in fields, values, fixes and paths', (_, character) => {
    const construct = new Construct(new Chart(new App(), 'shop'), `a${character}b`);
    const problems = new Problems(construct);
    problems.report(SHOWING, `env['a${character}b']`, `a${character}b`, `Use 'a${character}b'.`);
    problems.report(SHOWING, 'keys', { [`a${character}b`]: 1 }, 'Fix it.');

    const messages = messagesOf(() => problems.throwIfAny()).split('\n');

    expect(messages).toHaveLength(2);
    expect(messages.every(message => escaped.test(message))).toBe(true);
    expect(messages[0].match(/a\\(u[0-9a-f]{4}|n)b/g)).toHaveLength(4);
  });

  test('other characters are not escaped', () => {
    expect(escapeUnprintable('é 日本 \ud83d\ude00 "\\n"')).toBe('é 日本 \ud83d\ude00 "\\n"');
  });
});

function messagesOf(call: () => void): string {
  try {
    call();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}
