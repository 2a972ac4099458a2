import { mkdtempSync, readFileSync, readdirSync } from 'fs';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';
import { makeCertificate, tlsSecret, type Certificate } from './certificates';
import { apply } from './kubectl';
import type { Document } from '../../support';

const EXAMPLES = join(__dirname, '..', '..', '..', 'examples');

/** The host name of the shop. */
export const SHOP_HOST = 'shop.example.com';

/**
 * Runs an example as `cdk8s synth` does, and returns its objects. Containers request nothing: the node of the tests does not have the CPUs and the
 * memory of a cluster for production.
 */
export function synthOf(example: string): Document[] {
  const output = mkdtempSync(join(process.env.CLUSTER_DIRECTORY!, `${example}-`));
  process.env.CDK8S_OUTDIR = output;
  jest.isolateModules(() => jest.requireActual(join(EXAMPLES, example, 'main.ts')));
  const documents: Document[] = readdirSync(output)
    .flatMap(file => parseAllDocuments(readFileSync(join(output, file), 'utf-8')).map(document => document.toJS()));
  return documents.map(withoutRequests);
}

/** A removed request would be that of the limit. */
function withoutRequests(document: Document): Document {
  const changed = structuredClone(document);
  for (const { resources } of changed.spec?.template?.spec?.containers ?? []) {
    if (resources?.requests) {
      resources.requests = { cpu: '0', memory: '0' };
    }
  }
  return changed;
}

/** Applies the login that the example `worker` expects to exist. */
export function applyWorkerPrerequisites(namespace: string): void {
  apply([{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'queue-login', namespace }, stringData: { username: 'mailer', password: 'secret' } }]);
}

/** Applies the objects that the shop expects to exist, the login of its database and its certificate, and returns the certificate. */
export function applyShopPrerequisites(namespace: string): Certificate {
  const certificate = makeCertificate(SHOP_HOST);
  apply([
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'orders-db', namespace }, stringData: { username: 'shop', password: 'secret' } },
    tlsSecret(namespace, 'shop-example-com', certificate),
  ]);
  return certificate;
}
