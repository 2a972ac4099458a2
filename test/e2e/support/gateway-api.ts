import { readFileSync, readdirSync } from 'fs';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';
import { apply, kubectl } from './kubectl';
import { once } from './once';
import { eventually } from '../harness/eventually';

/** Installs the standard channel of the Gateway API if the cluster does not have it yet. Several test files can call this function. */
export async function installGatewayApi(): Promise<void> {
  await once('installing the Gateway API', install);
}

async function install(): Promise<void> {
  const directory = process.env.CLUSTER_GATEWAY_API!;
  const documents = readdirSync(directory).flatMap(file => parseAllDocuments(readFileSync(join(directory, file), 'utf-8')))
    .map(document => document.toJS()).filter(({ kind }) => kind === 'CustomResourceDefinition');
  // For each definition the API server regenerates the description of its whole API, which can take longer than its request timeout.
  await eventually('the Gateway API is installed', () => apply(documents));
  kubectl('wait', '--for=condition=Established', '--timeout=10m', ...documents.map(({ metadata }) => `customresourcedefinition/${metadata.name}`));
}
