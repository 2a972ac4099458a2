import { readFileSync, readdirSync } from 'fs';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';
import { apply, kubectl } from './kubectl';
import { eventually } from '../harness/eventually';

/** Has the cluster know the standard channel of the Gateway API, from then on. */
export async function installGatewayApi(): Promise<void> {
  const directory = process.env.CLUSTER_GATEWAY_API!;
  const documents = readdirSync(directory).flatMap(file => parseAllDocuments(readFileSync(join(directory, file), 'utf-8')))
    .map(document => document.toJS()).filter(({ kind }) => kind === 'CustomResourceDefinition');
  // Each makes the API server describe all of its API anew, which can take it longer than it gives a request.
  await eventually('the Gateway API is known', 180, () => apply(documents));
  kubectl('wait', '--for=condition=Established', '--timeout=30s', ...documents.map(({ metadata }) => `customresourcedefinition/${metadata.name}`));
}
