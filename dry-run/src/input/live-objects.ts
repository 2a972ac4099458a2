import { readManifests, type DecodeFile, type Manifests } from './manifests';
import { escaped } from '../messages/escaped';

/**
 * Reads the live objects of files, directories and the standard input. A path whose files are all empty is an error, because nothing would
 * be compared: a command that cannot reach the cluster leaves an empty file. A list without items is not empty: `kubectl get` prints it if
 * nothing is live.
 *
 * @throws Error like `readManifests`, and if a path has only empty files
 */
export function readLiveObjects(paths: readonly string[], recursive: boolean, decode: DecodeFile): Manifests {
  const read = paths.map(path => {
    let isEmpty = true;
    const { documents, emptyFiles } = readManifests([path], recursive, (file, content) => {
      isEmpty = isEmpty && Buffer.from(content).toString('latin1').trim() === '';
      return decode(file, content);
    });
    if (isEmpty && documents.length === 0) {
      throw new Error(`${emptyFiles.map(escaped).join(', ')}: no live objects are in the file, so nothing would be compared. Check that the command that writes it has succeeded: a shell hides the failure of kubectl in a pipe unless the option pipefail is set. If nothing is live yet, write a List without items, as kubectl get does.`);
    }
    return { documents, emptyFiles };
  });
  return { documents: read.flatMap(({ documents }) => documents), emptyFiles: read.flatMap(({ emptyFiles }) => emptyFiles) };
}
