import type { Document } from '../support';
import { eventually } from './harness/eventually';
import { run } from './harness/shell';
import { installGatewayApi, installMonitors } from './support/custom-resources';
import { applyShopPrerequisites, applyWorkerPrerequisites, synthOf } from './support/examples';
import { apply, get, kubectl, waitForRollouts } from './support/kubectl';
import { recordObservation } from './support/measurements';
import { createNamespace, deleteNamespace } from './support/namespace';
import { isReady } from './support/pods';
import { waitForScalers } from './support/scalers';
import { provideVolumes } from './support/volumes';
import { examples } from '../../scripts/synth-example';

// Three servers in each of three namespaces claim one volume each.
provideVolumes(9);

beforeAll(installGatewayApi);
beforeAll(installMonitors);

/** Applies the objects that an example expects to exist. */
const PREREQUISITES: Record<string, (namespace: string) => void> = { shop: applyShopPrerequisites, worker: applyWorkerPrerequisites };

/** The version of each live object: its generation, which status updates don't change, or its resource version if it has no generation. */
function versionsOf(documents: readonly Document[]): string[] {
  return documents.map(({ kind, metadata: { name, namespace } }) => {
    const { metadata } = get(namespace, kind, name);
    return `${namespace} ${kind} ${name} ${metadata.generation ?? metadata.resourceVersion}`;
  });
}

describe.each(examples())('examples/%s', example => {
  let documents: Document[];
  let namespaces: string[];

  beforeAll(async () => {
    documents = synthOf(example).map(document => withoutController(inOwnNamespace(document)));
    namespaces = namespacesOf(documents);
    await createNamespaces(namespaces);
  });

  afterAll(() => namespaces.forEach(deleteNamespace));

  test('server-side apply with strict validation accepts the example without a warning, and its pods become ready', async () => {
    const output = run('sh', ['-c', 'kubectl apply --server-side --validate=strict --warnings-as-errors --filename=- 2>&1'], yaml(documents));
    await waitForScalers(documents);
    waitForRollouts(documents);
    const pods: Document[] = namespaces.flatMap(namespace => get(namespace, 'pods').items);

    expect(output).not.toMatch(/warning/i);
    expect(pods.length).toBeGreaterThan(0);
    expect(pods.filter(pod => !isReady(pod)).map(({ metadata }) => metadata.name)).toEqual([]);
    recordObservation(`${documents.length} objects, ${pods.length} of ${pods.length} pods ready`);
  });

  test('a second server-side apply changes nothing', () => {
    const before = versionsOf(documents);
    const difference = run('kubectl', ['diff', '--server-side', '--filename=-'], yaml(documents));
    apply(documents);

    expect(difference).toBe('');
    expect(versionsOf(documents)).toEqual(before);
  });

  test('client-side apply accepts the example as new objects, and a second client-side apply changes nothing', async () => {
    const moved = documents.map(document => inNamespace(document, `${document.metadata.namespace}-client-side`));
    await createNamespaces(namespacesOf(moved));
    try {
      // A node port can be allocated only once.
      namespaces.forEach(namespace => kubectl('--namespace', namespace, 'delete', 'service', '--all'));
      run('kubectl', ['apply', '--validate=strict', '--filename=-'], yaml(moved));
      await waitForScalers(moved);
      const before = versionsOf(moved);

      expect(run('kubectl', ['diff', '--filename=-'], yaml(moved))).toBe('');
      run('kubectl', ['apply', '--validate=strict', '--filename=-'], yaml(moved));
      expect(versionsOf(moved)).toEqual(before);
    } finally {
      namespacesOf(moved).forEach(deleteNamespace);
    }
  });

  /** Moves an object to a namespace for this example, because other tests use the namespaces of examples. */
  function inOwnNamespace(document: Document): Document {
    const { namespace } = document.metadata;
    return inNamespace(document, ['applied', example, ...namespace === undefined ? [] : [namespace]].join('-'));
  }

  async function createNamespaces(names: readonly string[]): Promise<void> {
    for (const name of names) {
      await createNamespace(name);
      PREREQUISITES[example]?.(name);
    }
  }
});

test('shop: the servers of the queue find each other by names that resolve before the servers are ready', async () => {
  const namespace = 'shop-queue';
  const documents = synthOf('shop').filter(({ metadata }) => metadata.name === 'queue').map(document => inNamespace(document, namespace));
  await createNamespace(namespace);
  apply(documents);
  waitForRollouts(documents);
  const pods: Document[] = get(namespace, 'pods').items;

  for (const { status } of pods) {
    await eventually('all three servers are in one cluster', async () => {
      const { meta_cluster: cluster } = await (await fetch(`http://${status.podIP}:8222/jsz`)).json() as { meta_cluster?: { cluster_size: number; leader?: string } };
      return cluster?.cluster_size === 3 && cluster.leader || undefined;
    });
  }
  deleteNamespace(namespace);
  recordObservation(`${pods.length} servers, one cluster`);
});

function namespacesOf(documents: readonly Document[]): string[] {
  return [...new Set(documents.map(({ metadata }) => metadata.namespace))];
}

function inNamespace(document: Document, namespace: string): Document {
  return { ...document, metadata: { ...document.metadata, namespace } };
}

/** Gives a Gateway a class without a controller, because the tests of the shop use the same host at the same time. */
function withoutController(document: Document): Document {
  return document.kind === 'Gateway' ? { ...document, spec: { ...document.spec, gatewayClassName: 'without-controller' } } : document;
}

function yaml(documents: readonly Document[]): string {
  return documents.map(document => JSON.stringify(document)).join('\n---\n');
}
