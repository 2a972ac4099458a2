import { DocumentError } from '../../lib/input/document-error';
import type { Manifest } from '../../lib/input/manifests';
import { applyManifests, decodeFile } from '../../lib/report/apply-manifests';

/** A server that stops. */
const stopping = (error: Error): any => ({
  decode: () => {
    throw error;
  },
  apply: () => {
    throw error;
  },
});
const manifest = (file: string, line: number, fields: object = { json: '{}' }): Manifest => ({ file, line, ...fields });
const STOPPED = 'The dry-run server stopped: out of memory';

test('the error about a server that stops names the file and the line of the document that it read', () => {
  const documents = [manifest('a.yaml', 1), manifest('a.yaml', 9, { error: 'unreadable' }), manifest('b.yaml', 5)];
  const live = [manifest('live.yaml', 7)];

  expect(() => applyManifests(stopping(new DocumentError('documents[1]', STOPPED, 'documents', 1)), documents, { live })).toThrow(new Error(`b.yaml:5: ${STOPPED}`));
  expect(() => applyManifests(stopping(new DocumentError('live[0]', STOPPED, 'live', 0)), documents, { live })).toThrow(new Error(`live.yaml:7: ${STOPPED}`));
  expect(() => applyManifests(stopping(new Error(STOPPED)), documents, { live })).toThrow(new Error(STOPPED));
});

test('the error about a server that stops while it reads a file names the file, and the line if it is known', () => {
  expect(() => decodeFile(stopping(new DocumentError('line 3', STOPPED, 'text', 3)), 'a\n.yaml', Buffer.from(''))).toThrow(new Error(`a\\n.yaml:3: ${STOPPED}`));
  expect(() => decodeFile(stopping(new Error(STOPPED)), 'a.yaml', Buffer.from(''))).toThrow(new Error(`a.yaml: ${STOPPED}`));
});
