import { readFileSync, readdirSync } from 'fs';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';
import { apply, kubectl } from './kubectl';
import { eventually } from '../harness/eventually';

/** Installs the standard channel of the Gateway API in the cluster. */
export async function installGatewayApi(): Promise<void> {
  const directory = process.env.CLUSTER_GATEWAY_API!;
  const documents = readdirSync(directory).flatMap(file => parseAllDocuments(readFileSync(join(directory, file), 'utf-8')))
    .map(document => document.toJS()).filter(({ kind }) => kind === 'CustomResourceDefinition');
  // For each definition the API server regenerates the description of its whole API, which can take longer than its request timeout.
  await eventually('the Gateway API is installed', 180, () => apply(documents));
  kubectl('wait', '--for=condition=Established', '--timeout=30s', ...documents.map(({ metadata }) => `customresourcedefinition/${metadata.name}`));
}
