import { readFileSync, readdirSync } from 'fs';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';
import { apply, kubectl } from './kubectl';
import { once } from './once';
import { MONITORS } from '../../against-server/prometheus-operator';
import type { Document } from '../../support';
import { eventually } from '../harness/eventually';

/** Installs the standard channel of the Gateway API if the cluster does not have it yet. Several test files can call this function. */
export async function installGatewayApi(): Promise<void> {
  await install('the Gateway API', () => {
    const directory = process.env.CLUSTER_GATEWAY_API!;
    return readdirSync(directory).flatMap(file => parseAllDocuments(readFileSync(join(directory, file), 'utf-8')))
      .map(document => document.toJS()).filter(({ kind }) => kind === 'CustomResourceDefinition');
  });
}

/** Installs the monitors of the Prometheus Operator if the cluster does not have them yet. Several test files can call this function. */
export async function installMonitors(): Promise<void> {
  await install('the monitors of the Prometheus Operator', () => MONITORS as readonly Document[]);
}

async function install(what: string, definitions: () => readonly Document[]): Promise<void> {
  await once(`installing ${what}`, async () => {
    const documents = definitions();
    // For each definition the API server regenerates the description of its whole API, which can take longer than its request timeout.
    await eventually(`${what} can be installed`, () => apply(documents));
    kubectl('wait', '--for=condition=Established', '--timeout=10m', ...documents.map(({ metadata }) => `customresourcedefinition/${metadata.name}`));
  });
}
