import { readFileSync, readdirSync } from 'fs';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';
import type { Manifest } from './workload';
import { KUBERNETES_VERSIONS, type KubernetesVersion } from '../../lib/rules/versions';

const FOLDER = join(__dirname, '../../cli/test/manifests/workloads');

/** A file with a workload and its Services. */
export interface ManifestFile extends Manifest {
  readonly file: string;
  /** The oldest version of Kubernetes that serves all fields. */
  readonly since: KubernetesVersion;
}

/**
 * Reads all files as kubectl does: 0440 is an octal number. The first line of those with newer fields is a comment with the version, such as
 * `# from Kubernetes 1.35`.
 */
export function manifestFiles(): ManifestFile[] {
  return readdirSync(FOLDER).map(file => {
    const text = readFileSync(join(FOLDER, file), 'utf-8');
    const [workload, ...services] = parseAllDocuments(text, { version: '1.1' }).map(document => document.toJS());
    const [, version = KUBERNETES_VERSIONS[0]] = /^# from Kubernetes (\S+)\n/.exec(text) ?? [];
    const since = KUBERNETES_VERSIONS.find(known => known === version);
    if (!since) {
      throw new Error(`${file}: ${version} is not a version of Kubernetes that the library supports`);
    }
    return { file, since, workload, services };
  });
}
