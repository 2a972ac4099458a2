import { App, Chart, Testing } from 'cdk8s';
import type { ApiObject } from 'kubernetes-dry-run';
import { complaints } from './check';
import { dualStackServer } from './dual-stack-server';
import { rulesIn } from './enforcement';
import { ClusterProfile } from '../../lib';
import { KUBERNETES_VERSIONS, isAtLeast, versionRules, type KubernetesVersion } from '../../lib/rules/versions';
import { minutes } from '../random/inputs';
import { manifestFiles, type ManifestFile } from '../redeclare/manifests';
import { meaningOf } from '../redeclare/meaning';
import { redeclare } from '../redeclare/workload';
import type { Document } from '../support';

const FILES = manifestFiles();

/** The documents of the declaration of a manifest for a version of Kubernetes. */
function documentsOf(manifest: ManifestFile, kubernetesVersion: KubernetesVersion): Document[] {
  const chart = new Chart(new App(), 'chart');
  ClusterProfile.set(chart, { kubernetesVersion });
  redeclare(chart, manifest);
  return Testing.synth(chart);
}

/** The rules that a declaration breaks; none if it is accepted. */
function brokenRules(manifest: ManifestFile, version: KubernetesVersion): string[] {
  try {
    documentsOf(manifest, version);
    return [];
  } catch (error) {
    return [...new Set(rulesIn((error as Error).message))];
  }
}

/** The meanings of a workload and its Services, by name. */
function meaningsOf(documents: readonly Document[]): Record<string, Document> {
  const workload = documents.find(({ kind }) => kind !== 'Service')!;
  return Object.fromEntries(documents.map(document => [`${document.kind} ${document.metadata.name}`, meaningOf(document, workload)]));
}

describe.each(KUBERNETES_VERSIONS)('Kubernetes %s', version => {
  const server = dualStackServer(version);
  const isServed = ({ since }: ManifestFile) => isAtLeast(version, since);

  test('the API server accepts the declarations of all manifests whose fields it serves', () => {
    const found = FILES.filter(isServed).flatMap(manifest => {
      const answer = server.apply(documentsOf(manifest, version) as ApiObject[]);
      return complaints(answer).map(complaint => `${manifest.file}: ${complaint}`);
    });

    expect(found).toEqual([]);
  }, minutes(1));

  test('the API server stores the same objects for the declarations and for the manifests', () => {
    const stored = (documents: readonly Document[]) => server.apply(documents as ApiObject[]).results.map(result => result.stored as Document);
    const files = FILES.filter(isServed);
    const originals = files.map(({ file, workload, services }) => [file, meaningsOf(stored([workload, ...services]))]);

    expect(files.map(manifest => [manifest.file, meaningsOf(stored(documentsOf(manifest, version)))])).toEqual(originals);
  }, minutes(1));

  test('the library refuses manifests with newer fields', () => {
    const newer = FILES.filter(manifest => !isServed(manifest));

    expect(newer.map(manifest => [manifest.file, ...brokenRules(manifest, version)]))
      .toEqual(newer.map(({ file }) => [file, versionRules.field.id]));
  });
});
