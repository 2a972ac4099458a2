import * as fc from 'fast-check';
import { ServerDryRun } from 'kubernetes-dry-run';
import { jsonParts, yamlParts, type TextPart } from './hostile-text';
import { inputs, minutes } from '../../../test/random/inputs';
import { textOutput } from '../../lib/cli/text-output';
import { applyManifests, decodeFile } from '../../lib/report/apply-manifests';

const dryRun = new ServerDryRun({ kubernetesVersion: '1.35' });

/** Joins documents, and returns the line where each of them begins. */
function joined(parts: readonly TextPart[], separator: string): { readonly text: string; readonly lines: readonly number[] } {
  let text = '';
  const lines = parts.map((part, index) => {
    text += `${index === 0 ? '' : separator}`;
    const line = text.split('\n').length;
    text += part.text;
    return line;
  });
  return { text, lines };
}

function check(parts: readonly TextPart[], separator: string, bytes: (text: string) => Uint8Array): void {
  const { text, lines } = joined(parts, separator);
  const documents = decodeFile(dryRun, 'file.yaml', bytes(text));
  const answer = applyManifests(dryRun, documents);

  expect(answer.results).toHaveLength(documents.length);
  // Each well-formed document has its verdict, at its line.
  parts.forEach(({ name }, index) => {
    if (name !== undefined) {
      expect(answer.results.filter((result, at) => result.name === name && result.accepted && documents[at].line === lines[index])).toHaveLength(1);
    }
  });
  // All other documents have one as well, or an error at a line of the text, and nothing controls the terminal.
  const last = text.split('\n').length;
  documents.forEach(({ line, error, json }) => {
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(last);
    expect((error === undefined) !== (json === undefined)).toBe(true);
  });
  answer.results.filter(({ accepted }) => !accepted).forEach(({ causes }) => expect(causes.map(({ message }) => message)).not.toHaveLength(0));
  expect(textOutput(answer, documents, { kubernetesVersion: '1.35', colors: false })).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]|^\s*::/m);
}

/** The text in UTF-16, with a byte-order mark. A buffer of UTF-8 replaces half characters, which UTF-16 cannot have either. */
const utf16 = (text: string) => Buffer.from(`\ufeff${Buffer.from(text).toString()}`, 'utf16le');

const encodings = fc.constantFrom<(text: string) => Uint8Array>(text => Buffer.from(text), text => Buffer.from(`\ufeff${text}`), utf16, text => utf16(text).swap16());

test('each well-formed document of a YAML file gets its verdict, whatever the others contain', () => {
  fc.assert(fc.property(yamlParts, encodings, (parts, bytes) => check(parts, '\n---\n', bytes)), inputs(60));
}, minutes(4));

test('each well-formed document of a JSON file gets its verdict, whatever the others contain', () => {
  fc.assert(fc.property(jsonParts, encodings, (parts, bytes) => check(parts, '\n', bytes)), inputs(60));
}, minutes(4));

test('any bytes give verdicts or errors', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
    const documents = decodeFile(dryRun, 'file.yaml', bytes);

    expect(applyManifests(dryRun, documents).results).toHaveLength(documents.length);
  }), inputs(200));
}, minutes(2));

test('two thousand documents get their verdicts', () => {
  const parts = Array.from({ length: 2_000 }, (_, index): TextPart => ({ name: `a-${index}`, text: `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a-${index}}\n` }));
  const { text, lines } = joined(parts, '---\n');
  const documents = decodeFile(dryRun, 'file.yaml', Buffer.from(text));
  const { passed, results } = new ServerDryRun({ kubernetesVersion: '1.35', references: false }).apply(documents.map(({ json }) => json!));

  expect(passed).toBe(true);
  expect(results.map(({ name }) => name)).toEqual(parts.map(({ name }) => name));
  expect(documents.map(({ line }) => line)).toEqual(lines);
}, minutes(2));
