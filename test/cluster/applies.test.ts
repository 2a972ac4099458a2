import { readdirSync } from 'fs';
import type { Document } from '../support';
import { eventually } from './harness/eventually';
import { run } from './harness/shell';
import { EXAMPLES, applyPresentOfShop, synthOf } from './support/examples';
import { seen } from './support/figures';
import { installGatewayApi } from './support/gateway-api';
import { apply, get, kubectl, waitForRollouts } from './support/kubectl';
import { createNamespace, deleteNamespace } from './support/namespace';
import { isReady } from './support/pods';
import { lendVolumes } from './support/volumes';

// Three servers in each of three namespaces claim one.
lendVolumes(9);

beforeAll(installGatewayApi);

/** What is another after anything of a live object was changed; where it has one its generation, which its status does not change. */
function versionsOf(documents: readonly Document[], namespace: string): string[] {
  return documents.map(({ kind, metadata: { name } }) => {
    const { metadata } = get(namespace, kind, name);
    return `${kind} ${name} ${metadata.generation ?? metadata.resourceVersion}`;
  });
}

describe.each(readdirSync(EXAMPLES))('examples/%s', example => {
  let documents: Document[];
  let namespace: string;

  const makePresent = (place: string) => example === 'shop' && applyPresentOfShop(place);

  beforeAll(async () => {
    const synthesized = synthOf(example);
    namespace = synthesized[0].metadata.namespace ?? example;
    documents = synthesized.map(document => inNamespace(document, namespace));
    await createNamespace(namespace);
    makePresent(namespace);
  });

  afterAll(() => deleteNamespace(namespace));

  test('is applied by server-side apply with strict validation, without a warning, and its pods become ready', () => {
    const output = run('sh', ['-c', 'kubectl apply --server-side --validate=strict --warnings-as-errors --filename=- 2>&1'], yaml(documents));
    waitForRollouts(documents);
    const pods: Document[] = get(namespace, 'pods').items;

    expect(output).not.toMatch(/warning/i);
    expect(pods.length).toBeGreaterThan(0);
    expect(pods.filter(pod => !isReady(pod)).map(({ metadata }) => metadata.name)).toEqual([]);
    seen(`${documents.length} objects, ${pods.length} of ${pods.length} pods ready`);
  });

  test('changes nothing when it is applied again', () => {
    const before = versionsOf(documents, namespace);
    const difference = run('kubectl', ['diff', '--server-side', '--filename=-'], yaml(documents));
    apply(documents);

    expect(difference).toBe('');
    expect(versionsOf(documents, namespace)).toEqual(before);
  });

  test('is applied by client-side apply too, where it is new and again', async () => {
    const other = `${namespace}-client-side`;
    const moved = documents.map(document => inNamespace(document, other));
    await createNamespace(other);
    try {
      makePresent(other);
      // A node port is given once.
      kubectl('--namespace', namespace, 'delete', 'service', '--all');
      run('kubectl', ['apply', '--validate=strict', '--filename=-'], yaml(moved));
      const before = versionsOf(moved, other);

      expect(run('kubectl', ['diff', '--filename=-'], yaml(moved))).toBe('');
      run('kubectl', ['apply', '--validate=strict', '--filename=-'], yaml(moved));
      expect(versionsOf(moved, other)).toEqual(before);
    } finally {
      deleteNamespace(other);
    }
  });
});

test('shop: the servers of the queue have found each other, by names that resolve before they are ready', async () => {
  const namespace = 'shop-queue';
  const documents = synthOf('shop').filter(({ metadata }) => metadata.name === 'queue').map(document => inNamespace(document, namespace));
  await createNamespace(namespace);
  apply(documents);
  waitForRollouts(documents);
  const pods: Document[] = get(namespace, 'pods').items;

  for (const { status } of pods) {
    await eventually('all three are in one cluster', 60, async () => {
      const { meta_cluster: cluster } = await (await fetch(`http://${status.podIP}:8222/jsz`)).json() as { meta_cluster?: { cluster_size: number; leader?: string } };
      return cluster?.cluster_size === 3 && cluster.leader || undefined;
    });
  }
  deleteNamespace(namespace);
  seen(`${pods.length} servers, one cluster`);
});

function inNamespace(document: Document, namespace: string): Document {
  return { ...document, metadata: { ...document.metadata, namespace } };
}

function yaml(documents: readonly Document[]): string {
  return documents.map(document => JSON.stringify(document)).join('\n---\n');
}
