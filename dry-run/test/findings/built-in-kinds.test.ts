import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KUBERNETES_VERSIONS, ServerDryRun } from 'kubernetes-dry-run';
import { Inventory } from '../../lib/findings/inventory';
import { KUBERNETES_GROUPS } from '../../lib/findings/other-creators';

jest.setTimeout(60_000);

/** The kinds that a version stores, from the answers of a server with default settings. */
const storedKinds = (version: string) => readFileSync(join(__dirname, '..', 'server', 'discovery', `${version}.txt`), 'utf-8').trim().split('\n')
  .map(line => line.split(' ')).filter(([,, verbs]) => verbs.split(',').includes('update'))
  .map(([apiVersion, kind]) => ({ apiVersion, kind, metadata: { name: 'a' } }));

test.each(KUBERNETES_VERSIONS)('findings know the scope and the group of each kind that Kubernetes %s stores', kubernetesVersion => {
  const objects = storedKinds(kubernetesVersion);
  const { results } = new ServerDryRun({ kubernetesVersion, references: false }).apply(objects);
  const title = ({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }, namespace = '') => `${apiVersion} ${kind}: ${namespace}`;

  expect(new Inventory(objects).checked.map(({ object, namespace }) => title(object as any, namespace)))
    .toEqual(results.map(result => title(result, result.namespace)));
  expect(objects.map(({ apiVersion }) => apiVersion.split('/')[0]).filter(group => group.includes('.') && !KUBERNETES_GROUPS.has(group))).toEqual([]);
});
