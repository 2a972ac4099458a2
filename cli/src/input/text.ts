import { UnreadableDocument } from './problem';

const UTF_16_LITTLE_ENDIAN = 0xfffe;
const UTF_16_BIG_ENDIAN = 0xfeff;

/**
 * The text of a file. As in kubectl, a file that begins with a byte-order mark of UTF-16 is read as UTF-16, and any other file as UTF-8:
 * FileVisitor in https://github.com/kubernetes/cli-runtime/blob/master/pkg/resource/visitor.go. The text has no byte-order mark, and its lines
 * end with a line feed only.
 *
 * @throws UnreadableDocument if the bytes are no text
 */
export function textOf(bytes: Uint8Array): string {
  const mark = bytes.length < 2 ? 0 : bytes[0] * 256 + bytes[1];
  const text = mark === UTF_16_LITTLE_ENDIAN || mark === UTF_16_BIG_ENDIAN
    ? decoded(mark === UTF_16_BIG_ENDIAN ? swapped(bytes) : bytes, 'utf-16le', 'UTF-16')
    : decoded(bytes, 'utf-8', 'UTF-8');
  if (text.includes('\0')) {
    throw new UnreadableDocument('the file contains a NUL character, so it is a binary file and no manifest. Specify files of YAML or JSON', text.indexOf('\0'));
  }
  return text.replace(/\r\n/g, '\n');
}

function swapped(bytes: Uint8Array): Uint8Array {
  // A file with an odd number of bytes is refused by the decoder.
  return bytes.length % 2 === 0 ? Buffer.from(bytes).swap16() : bytes;
}

function decoded(bytes: Uint8Array, encoding: string, name: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadableDocument(`the file is not valid ${name}, so it is a binary file or has another encoding. Specify files of YAML or JSON in UTF-8`);
  }
}
