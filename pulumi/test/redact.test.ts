import { redact } from '../src/inputs/redact';

const SECRET = 'correct horse "battery"';

test.each([
  ['the value', `a ${SECRET} b`, 'a [secret] b'],
  ['its JSON', `a ${JSON.stringify(SECRET)} b`, 'a "[secret]" b'],
  ['its base64 form', `a ${Buffer.from(SECRET).toString('base64')} b`, 'a [secret] b'],
  ['its form in URLs', `a ${encodeURIComponent(SECRET)} b`, 'a [secret] b'],
  ['a part with four characters', 'a hors. b', 'a[secret]. b'],
  ['the end', 'a: tery" b', 'a: [secret] b'],
  ['two parts', 'correct-battery', '[secret]-[secret]'],
  ['two parts without anything between them', 'correctbattery', '[secret]'],
  ['the end of the message', 'a correct', 'a [secret]'],
])('%s is removed', (_, message, expected) => {
  expect(redact(message, [SECRET])).toBe(expected);
});

test.each([['u:', 'dTp'], ['us:', 'dXM6'], ['user:', 'dXNlcjp']])('the base64 form after %s is removed', (before, rest) => {
  expect(redact(Buffer.from(`${before}${SECRET}`).toString('base64'), [SECRET])).toBe(`${rest}[secret]`);
});

test('parts with fewer than four characters are kept', () => {
  expect(redact('hor, rec', [SECRET])).toBe('hor, rec');
});

test('a short secret is removed where it is a whole word, so that the message remains readable', () => {
  expect(redact('pin 42, 4 2, 142', ['42'])).toBe('pin [secret], 4 2, 142');
  expect(redact('shop/web: replicas a', ['a'])).toBe('shop/web: replicas [secret]');
});

test('an empty secret changes nothing', () => {
  expect(redact('a message', [''])).toBe('a message');
});

test('a secret that is a part of another one does not leave a part of that one', () => {
  expect(redact('a password-1234 b', ['word', 'password-1234'])).toBe('a [secret] b');
});

test('a message without secrets is kept', () => {
  expect(redact('a message', [])).toBe('a message');
  expect(redact('a message', [SECRET])).toBe('a message');
});
