import { readFileSync, readdirSync } from 'fs';
import { join } from 'path';
import { readInput, type InputDocument } from '../../cli/src/input/read-input';
import { KUBERNETES_VERSIONS, type KubernetesVersion } from '../../lib/rules/versions';

const FOLDER = join(__dirname, '../../cli/test/manifests/workloads');

/** A file with a workload and its Services. */
export interface ManifestFile {
  readonly file: string;
  /** The oldest version of Kubernetes that serves all fields. */
  readonly since: KubernetesVersion;
  readonly documents: readonly InputDocument[];
}

/** Reads all files. The first line of those with newer fields is a comment with the version, such as `# from Kubernetes 1.35`. */
export function manifestFiles(): ManifestFile[] {
  return readdirSync(FOLDER).map(file => {
    const path = join(FOLDER, file);
    const [, version = KUBERNETES_VERSIONS[0]] = /^# from Kubernetes (\S+)\n/.exec(readFileSync(path, 'utf-8')) ?? [];
    const since = KUBERNETES_VERSIONS.find(known => known === version);
    if (!since) {
      throw new Error(`${file}: ${version} is not a version of Kubernetes that the library supports`);
    }
    return { file, since, documents: readInput([path]).documents };
  });
}
