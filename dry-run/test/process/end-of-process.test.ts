import { join } from 'node:path';
import { isRunning, startedByThreads, until } from './processes';
import { ROOT, directoryWith, runNode } from '../support';

const ASK = `
const { ServerDryRun } = require('kubernetes-dry-run');
const { results } = new ServerDryRun({ kubernetesVersion: '1.35' }).apply([{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }]);
console.log(JSON.stringify({ accepted: results[0].accepted, servers: (${startedByThreads})() }));
`;

jest.setTimeout(60_000);

const directory = directoryWith({
  'not-in-host.js': "if (process.argv[1]?.endsWith('host.js') || !require('worker_threads').isMainThread) throw new Error('loaded into the server');",
});
const preloaded = join(directory, 'not-in-host.js');

test.each<[string, string[], NodeJS.ProcessEnv]>([
  ['no flags', [], {}],
  ['preloaded modules', ['--require', preloaded, '--max-old-space-size=300'], {}],
  ['NODE_OPTIONS', [], { NODE_OPTIONS: `--require ${JSON.stringify(preloaded)}` }],
])('a program that was started with %s exits by itself, without a warning, and its server exits too', async (_, flags, environment) => {
  const { status, stdout, stderr } = runNode(ROOT, [...flags, '--eval', ASK], '', environment);

  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });

  const { accepted, servers } = JSON.parse(stdout);

  expect({ accepted, servers }).toEqual({ accepted: true, servers: [expect.any(Number)] });
  await until(() => !isRunning(servers[0]));
});
