const UTF_16_LITTLE_ENDIAN = 0xfffe;
const UTF_16_BIG_ENDIAN = 0xfeff;

/** The content of a file: its text, its bytes if they are not valid UTF-8, or the reason why it has no text. */
export type FileContent = { readonly text: string } | { readonly bytes: string } | { readonly error: string };

/**
 * The text of a file. As in kubectl, a file that begins with a byte-order mark of UTF-16 is read as UTF-16, and any other file as UTF-8:
 * FileVisitor in https://github.com/kubernetes/cli-runtime/blob/master/pkg/resource/visitor.go.
 */
export function contentOf(file: Uint8Array): FileContent {
  const mark = file.length < 2 ? 0 : file[0] * 256 + file[1];
  try {
    if (mark === UTF_16_LITTLE_ENDIAN || mark === UTF_16_BIG_ENDIAN) {
      return { text: utf16(mark === UTF_16_BIG_ENDIAN ? Buffer.from(file).swap16() : file) };
    }
  } catch {
    return { error: 'the file begins with the byte-order mark of UTF-16, but it is not valid UTF-16. Save the file in UTF-8' };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(file) };
  } catch {
    // The server finds the documents with the invalid bytes. The other documents can be read.
    return { bytes: Buffer.from(file).toString('base64') };
  }
}

function utf16(bytes: Uint8Array): string {
  return new TextDecoder('utf-16le', { fatal: true }).decode(bytes);
}
