import fc from 'fast-check';
import { Call, Literal, Property, Reference, THIS, Variable, type Code } from '../../src/code/expression';
import { withHint } from '../../src/code/hints';
import { Names, camelCase, pascalCase } from '../../src/code/identifiers';
import { octal } from '../../src/code/literals';
import { print, printText } from '../../src/code/print';
import { isSameCode } from '../../src/code/same-code';
import { SourceNames, printStatements } from '../../src/code/source-file';

const MODULE = 'cdk8s-service-patterns';
const names = () => new SourceNames(new Names());
const printed = (code: Code) => print(code, names(), '', 0, () => undefined);
const port = (number: number, options?: Code) => new Call(new Reference(MODULE, ['Port', 'http']), [number, options]);

/** The value of code without variables. */
function valueOf(code: string): unknown {
  return new Function(`return (${code});`)();
}

describe('a value', () => {
  test('is the same after it was printed, whatever it contains', () => {
    const value = fc.letrec(tie => ({
      any: fc.oneof(
        { depthSize: 'small' }, fc.string({ unit: 'binary' }), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null),
        fc.array(tie('any')), fc.dictionary(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('__proto__', 'constructor', 'a-b')), tie('any')),
      ),
    })).any;

    fc.assert(fc.property(value, each => {
      // Printed code has no prototype __proto__ either: its key is computed.
      expect(JSON.stringify(valueOf(printed(each as Code)))).toBe(JSON.stringify(each));
    }));
  });

  test.each(["'", '"', '`${x}`', '\\', '\n', '\u2028', '\u2029', '*/', '\u202e', '\ufeff', '\u0085', '\ud800'])('%j is escaped', text => {
    expect(valueOf(printText(text))).toBe(text);
    expect(printText(text)).toMatch(/^(['"])[\x20-\x7e]*\1$/);
  });

  test('is in double quotes if it contains only single ones', () => {
    expect(["it's", 'a "b"', 'it\'s "b"', 'a'].map(printText)).toEqual(['"it\'s"', '\'a "b"\'', '\'it\\\'s "b"\'', "'a'"]);
  });

  test('has no undefined options, and no quotes where none are needed', () => {
    expect(printed({ 'a': 1, 'b': undefined, 'c-d': 'it', '__proto__x': true })).toBe("{ a: 1, 'c-d': 'it', __proto__x: true }");
    expect(printed({ b: undefined })).toBe('{}');
    expect(printed(octal(0o644))).toBe('0o644');
  });

  test('with several lines has one text for each line, if it is long', () => {
    const text = `server:\n${'  port: 8080\n'.repeat(3)}`;

    expect(printed({ text })).toContain(".join('\\n')");
    expect(valueOf(printed({ text }))).toEqual({ text });
    expect(printed({ text: 'a\nb' })).toBe("{ text: 'a\\nb' }");
  });
});

describe('a call', () => {
  test('has no arguments at the end that are empty', () => {
    expect(printed(port(80, { name: undefined }))).toBe('Port.http(80)');
    expect(printed(port(80, {}))).toBe('Port.http(80)');
    expect(printed(new Call(new Reference(MODULE, ['f']), [{}, 1, undefined]))).toBe('f({}, 1)');
    expect(printed(new Call(new Reference(MODULE, ['f']), [[]]))).toBe('f([])');
  });

  test('has one option in each line if they do not fit into one', () => {
    const declaration = (options: Code) => printed(new Call(new Reference(MODULE, ['Worker']), [THIS, 'web', options], true));
    const image = `registry.example.com/${'a'.repeat(80)}:1`;

    expect(declaration({ image: 'web:1', replicas: 2 })).toBe("new Worker(this, 'web', { image: 'web:1', replicas: 2 })");
    expect(declaration({ image, replicas: 2 })).toBe(`new Worker(this, 'web', {\n  image: '${image}',\n  replicas: 2,\n})`);
  });

  test('is broken if it has more than 120 characters', () => {
    const long = new Call(new Property(THIS, 'call'), [Array.from({ length: 12 }, (_, index) => `value number ${index}`)]);

    expect(printed(long).split('\n')).toHaveLength(14);
    expect(Math.max(...printed(long).split('\n').map(line => line.length))).toBeLessThanOrEqual(120);
  });
});

describe('statements', () => {
  const use = (code: Code) => ({ expression: new Call(new Reference(MODULE, ['use']), [code]) });

  test('share an expression with a hint that occurs more than once', () => {
    const account = withHint(port(80), 'account');

    expect(printStatements([use(account), use({ inner: [account] })], names(), '')).toEqual([
      'const account = Port.http(80);', 'use(account);', 'use({ inner: [account] });',
    ]);
    expect(printStatements([use(account)], names(), '')).toEqual(['use(Port.http(80));']);
    const other = port(80);
    expect(printStatements([use(other), use(other)], names(), '')).toEqual(['use(Port.http(80));', 'use(Port.http(80));']);
  });

  test('have a variable only if others use it', () => {
    const web = new Variable('web');
    const declaration = { variable: web, expression: port(80) };

    expect(printStatements([declaration], names(), '')).toEqual(['Port.http(80);']);
    expect(printStatements([declaration, use(new Property(web, 'service'))], names(), '')).toEqual(['const web = Port.http(80);', 'use(web.service);']);
  });

  test('have comments of whole words, which a text cannot end', () => {
    const lines = printStatements([{ ...use(1), comment: `*/ x\n${'word '.repeat(40)}\u2028y` }], names(), '  ');

    expect(lines.slice(0, -1).every(line => line.startsWith('  // '))).toBe(true);
    expect(lines.length).toBeGreaterThan(2);
  });

  test('have variables with names that nothing else has', () => {
    const file = names();
    file.import([use(1)]);
    const [first, second, reserved, imported] = ['web', 'web', 'class', 'use'].map(name => file.variable(new Variable(name)));

    expect([first, second, reserved, imported]).toEqual(['web', 'web2', 'class2', 'use2']);
    expect(file.importStatements()).toEqual([`import { use } from '${MODULE}';`]);
  });
});

test('imports of many names have several lines, and packages come before files', () => {
  const file = names();
  file.importName('./shop/web', 'Web');
  Array.from({ length: 20 }, (_, index) => file.importName('cdk8s', `ALongName${index}`));
  const [first, last] = file.importStatements();

  expect(first.split('\n').every(line => line.length <= 120)).toBe(true);
  expect(first).toContain("} from 'cdk8s';");
  expect(last).toBe("import { Web } from './shop/web';");
});

test.each([
  ['order-api', 'orderApi', 'OrderApi'], ['order.api', 'orderApi', 'OrderApi'], ['9-lives', '_9Lives', 'N9Lives'], ['Web', 'web', 'Web'], ['--', '_', 'N'],
])('%s is %s as a variable and %s as a class', (text, variable, type) => {
  expect(camelCase(text)).toBe(variable);
  expect(pascalCase(text)).toBe(type);
});

test('names that are taken get a number', () => {
  const ids = new Names(['constructor'], []);

  expect([ids.take('web', '-'), ids.take('web', '-'), ids.take('web', '-'), ids.take('class', '-'), ids.take('constructor', '-')])
    .toEqual(['web', 'web-2', 'web-3', 'class', 'constructor-2']);
});

test.each<[string, Code, Code, boolean]>([
  ['calls', port(80), port(80), true],
  ['calls with other arguments', port(80), port(81), false],
  ['a call and a creation', new Call(THIS, []), new Call(THIS, [], true), false],
  ['references', new Reference(MODULE, ['A', 'B']), new Reference(MODULE, ['A', 'B']), true],
  ['references to other modules', new Reference(MODULE, ['A']), new Reference('cdk8s', ['A']), false],
  ['different members', new Reference(MODULE, ['A', 'B']), new Reference(MODULE, ['A', 'C']), false],
  ['properties', new Property(THIS, 'a'), new Property(THIS, 'a'), true],
  ['different properties', new Property(THIS, 'a'), new Property(THIS, 'b'), false],
  ['literals', new Literal('0o644'), new Literal('0o644'), true],
  ['different literals', new Literal('0o644'), new Literal('0o600'), false],
  ['variables with one name', new Variable('a'), new Variable('a'), false],
  ['lists', [1, { a: 'b' }], [1, { a: 'b' }], true],
  ['lists of other lengths', [1], [1, 2], false],
  ['structures without undefined values', { a: 1, b: undefined }, { a: 1 }, true],
  ['structures with other keys', { a: 1 }, { b: 1 }, false],
  ['a structure and null', { a: 1 }, null, false],
  ['a list and a structure', [], {}, false],
  ['a number and a text', 1, '1', false],
])('%s: the code is the same or not', (_, a, b, expected) => {
  expect([isSameCode(a, b), isSameCode(b, a)]).toEqual([expected, expected]);
});
