import type { ApiObject } from 'kubernetes-dry-run';
import { complaints } from './check';
import { dualStackServer } from './dual-stack-server';
import { rulesIn } from './enforcement';
import { manifestFiles, type ManifestFile } from './manifest-files';
import { declareApplication, type Declared } from '../../cli/src/declare';
import { compare } from '../../cli/src/proof/compare/compare';
import { KUBERNETES_VERSIONS, isAtLeast, versionRules, type KubernetesVersion } from '../../lib/rules/versions';
import { minutes } from '../random/inputs';
import type { Document } from '../support';

const FILES = manifestFiles();

/** The declaration of a manifest in place, for a version of Kubernetes. */
function declared({ documents }: ManifestFile, kubernetesVersion: KubernetesVersion): Declared {
  return declareApplication(documents, { inPlace: true, out: 'main.ts', kubernetesVersion, resolve: require });
}

/** Why objects are not declared. */
function reasonsIn({ application: { adopted } }: Declared): string[] {
  return [...adopted.values()].flatMap(each => 'why' in each ? each.why : []);
}

describe.each(KUBERNETES_VERSIONS)('Kubernetes %s', version => {
  const server = dualStackServer(version);
  const isServed = ({ since }: ManifestFile) => isAtLeast(version, since);
  const served = FILES.filter(isServed).map(manifest => ({ ...manifest, declaration: declared(manifest, version) }));

  test('options declare all manifests whose fields the API server serves, and it warns of nothing that the manifests do not have', () => {
    const found = served.flatMap(({ file, documents, declaration }) => {
      const known = complaints(server.apply(documents.map(({ object }) => object as ApiObject)));
      const added = complaints(server.apply(declaration.documents as ApiObject[])).filter(complaint => !known.includes(complaint));
      return [...added, ...reasonsIn(declaration)].map(problem => `${file}: ${problem}`);
    });

    expect(found).toEqual([]);
    expect(served.flatMap(({ declaration }) => declaration.application.scopes.flatMap(({ patchedFields }) => [...patchedFields]))).toEqual([]);
  }, minutes(1));

  test('the API server stores objects with the same meaning for the declarations and for the manifests', () => {
    const stored = (documents: readonly Document[]) => server.apply(documents as ApiObject[]).results.map(result => result.stored as Document);
    const differences = served.flatMap(({ file, documents, declaration }) => (
      compare(stored(documents.map(({ object }) => object)), stored(declaration.documents)).map(difference => ({ file, ...difference }))
    ));

    expect(differences.filter(({ intent }) => intent === undefined)).toEqual([]);
  }, minutes(1));

  test('the library refuses manifests with newer fields', () => {
    const newer = FILES.filter(manifest => !isServed(manifest));

    expect(newer.map(manifest => [manifest.file, ...new Set(reasonsIn(declared(manifest, version)).flatMap(rulesIn))]))
      .toEqual(newer.map(({ file }) => [file, versionRules.field.id]));
  });
});
