/**
 * Writes strings with the npm package yaml, and prints whether they are written as the YAML specification requires. It needs only this package.
 *
 * usage: npm install yaml && node yaml-strings.js [PATH_OF_THE_PACKAGE]
 */
const YAML = require(process.argv[2] ?? 'yaml');

const OPTIONS = { version: '1.1', lineWidth: 0 };
const LINE = 'x'.repeat(40);

/** Names of strings, and the strings. */
const STRINGS = {
  'a line that contains only a space, in quotes': `${LINE}\n \n `,
  'a line that contains only a space, in a block': `${LINE}\n \nx`,
  'U+0001': 'a\u0001b',
  'U+007F': 'a\u007fb',
  'U+0085': 'a\u0085b',
  'U+2028': 'a\u2028b',
  'U+FFFE': 'a\ufffeb',
};

/** Characters that are not printable (https://yaml.org/spec/1.2.2/#51-character-set), and the line breaks of YAML 1.1. */
const TO_ESCAPE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]/;

console.log('| String | Escaped | Read back unchanged by the package |');
console.log('| --- | --- | --- |');
for (const [name, string] of Object.entries(STRINGS)) {
  const written = YAML.stringify([string], OPTIONS);
  const answer = condition => condition ? 'yes' : 'no';
  console.log(`| ${name} | ${answer(!TO_ESCAPE.test(written))} | ${answer(YAML.parse(written, OPTIONS)[0] === string)} |`);
}
