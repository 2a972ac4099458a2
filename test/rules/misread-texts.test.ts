import { isMisread, isMisreadKey, misreadingOf, misreadingOfKey } from '../../lib/rules/misread-texts';

const LONG = 'x'.repeat(40);

/** test/against-server/texts.test.ts compares many more texts with the parser of kubectl. */
const READ_UNCHANGED = [
  '', 'a', 'web-0', '10.20.0.11', '8080', '0777', '0x1F', '0b1', '1e3', '.inf', '1_000', '.5_', '12:30', '2001-01-01', 'y', 'null', '~', '1.4.2', '-', '+', '_1',
  '0o', '0o8', '0X', '0X1G', '0b2', '0b+', '0b+12', '-0b+1', '7e_', '7_e', '._5e1_1', '.5e1__1', '.5e1_', '.e1_1', '1e30_9', '.5e31_0',
  '0XFFFFFFFFFFFFFFFFF', '0o2000000000000000000000', '+0X8000000000000000', '-0X8000000000000001',
  '\u0000', '\t', '\r', '\u00a0', '\ufeff', '\ud83d\ude00', '\ufffd',
  'a\n\tb', ' \ta\nb', '\n \ta\n', '\n\t', '\ta\n ', '\ta\r\nb', 'a\n \nb', `${LONG}\n \nb`, 'a\n \n ', `${LONG}\n  \n `, `${LONG}\n\n `,
];

describe('texts that kubectl reads unchanged', () => {
  test.each(READ_UNCHANGED)('%j', text => {
    expect(misreadingOf(text)).toBeUndefined();
    expect(isMisread(text)).toBe(false);
  });
});

describe('texts that kubectl does not read unchanged', () => {
  const number = 'the form of a number';
  const tab = 'a tab before its first line';

  test.each([
    ['0o17', number], ['-0o17', number], ['0O17', number], ['0X1F', number], ['0B1', number], ['+0B1', number], ['0b+1', number], ['0b-1', number],
    ['0o_1', number], ['0_x1F', number], ['0_b1', number], ['+_1', number], ['-_0b1', number], ['7e_17', number], ['7e+_1', number], ['1.5e1_0', number],
    ['+_1.5', number], ['.5e1_1', number], ['.5_5e1_1', number],
    ['0XFFFFFFFFFFFFFFFF', number], ['0o1777777777777777777777', number], ['+0X7FFFFFFFFFFFFFFF', number], ['-0X8000000000000000', number], ['1e30_7', number],
    ['\u007f', 'U+007F at position 1'], ['a\u0085b', 'U+0085 at position 2'], ['\ud83d\ude00\u2028', 'U+2028 at position 2'], ['a\u2029', 'U+2029 at position 2'],
    ['\ud800', 'U+D800 at position 1'], ['a\udc00', 'U+DC00 at position 2'], ['\ufffe', 'U+FFFE at position 1'], ['\uffff', 'U+FFFF at position 1'],
    ['\ta\nb', tab], ['\n\ta', tab], ['\n\n\t\na', tab],
    [`${LONG}\n \n `, 'only a space in line 2'], [`${LONG}\r\n\n \nb`, 'only a space in line 3'], [`${'\n'.repeat(20)} \n`, 'only a space in line 21'],
  ])('%j', (text, detail) => {
    expect(misreadingOf(text)).toMatchObject({ detail });
    expect(isMisread(text)).toBe(true);
  });
});

test('a key is a number or has an invalid character like any other text', () => {
  expect(misreadingOfKey('0o17')).toEqual(misreadingOf('0o17'));
  expect(misreadingOfKey('a\u0085')).toEqual(misreadingOf('a\u0085'));
  expect(['0o17', 'a\u0085', 'a', '8080'].map(isMisreadKey)).toEqual([true, true, false, false]);
});

test('<< is misread only as a key, and lines only in a value', () => {
  expect(misreadingOf('<<')).toBeUndefined();
  expect(misreadingOfKey('<<')).toMatchObject({ detail: 'the form of a merge key' });
  expect(misreadingOfKey('\n\ta')).toBeUndefined();
  expect(['<<', '\n\ta'].map(isMisreadKey)).toEqual([true, false]);
});
