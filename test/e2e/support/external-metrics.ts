import { spawn } from 'child_process';
import { makeCertificate } from './certificates';
import { apply, kubectl } from './kubectl';
import { eventually } from '../harness/eventually';
import { NODE } from '../harness/facts';

const GROUP = 'external.metrics.k8s.io';
const VERSION = 'v1beta1';
const PORT = 6444;

/** Serves one external metric, whose value is the last line of the standard input. It is a program of its own, because tests wait for kubectl. */
const SERVER = `
  const { createServer } = require('https');
  const { createInterface } = require('readline');
  const { CERTIFICATE: cert, KEY: key, METRIC: name, PORT } = process.env;
  let value = '0';
  createInterface({ input: process.stdin }).on('line', line => value = line).on('close', () => process.exit());
  const groupVersion = '${GROUP}/${VERSION}';
  const answers = path => path === '/apis/' + groupVersion
    ? { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources: [{ name, singularName: '', namespaced: true, kind: 'ExternalMetricValueList', verbs: ['get'] }] }
    : path.endsWith('/' + name)
    ? { kind: 'ExternalMetricValueList', apiVersion: groupVersion, metadata: {}, items: [{ metricName: name, metricLabels: null, timestamp: new Date().toISOString(), value }] }
    : undefined;
  createServer({ cert, key }, ({ url }, response) => {
    const answer = answers(url.split('?')[0]);
    response.writeHead(answer ? 200 : 404, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer ?? {}));
  }).listen(Number(PORT), () => console.log('listening'));
`;

/** A metric from outside of the cluster. */
export interface ExternalMetric {
  /** Sets the value: a quantity. */
  set(value: string): void;
  /** Removes the API from the cluster, and ends the server. */
  remove(): void;
}

/** Adds an external metric to the cluster, with the API that a metrics adapter has. */
export async function externalMetric(name: string): Promise<ExternalMetric> {
  const { certificate, key } = makeCertificate(NODE.ipv4);
  const env = { ...process.env, CERTIFICATE: certificate, KEY: key, METRIC: name, PORT: String(PORT) };
  const server = spawn(process.execPath, ['-e', SERVER], { stdio: ['pipe', 'pipe', 'inherit'], env });
  await new Promise(resolve => server.stdout.once('data', resolve));
  const metadata = { name: 'external-metrics', namespace: 'kube-system' };
  const apiService = `${VERSION}.${GROUP}`;
  apply([
    // The API server reaches the Service of an API under its external name.
    { apiVersion: 'v1', kind: 'Service', metadata, spec: { type: 'ExternalName', externalName: NODE.ipv4, ports: [{ port: PORT }] } },
    {
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: { name: apiService },
      spec: {
        group: GROUP,
        version: VERSION,
        groupPriorityMinimum: 100,
        versionPriority: 100,
        insecureSkipTLSVerify: true,
        service: { ...metadata, port: PORT },
      },
    },
  ]);
  await eventually('the API of the external metric is available', () => (
    kubectl('get', 'apiservice', apiService, '--output=jsonpath={.status.conditions[?(@.type=="Available")].status}') === 'True' || undefined
  ));
  return {
    set: value => server.stdin.write(`${value}\n`),
    remove: () => {
      kubectl('delete', 'apiservice', apiService);
      kubectl('--namespace=kube-system', 'delete', 'service', metadata.name);
      server.stdin.end();
    },
  };
}
