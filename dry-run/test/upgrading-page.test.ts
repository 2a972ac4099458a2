import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE, ROOT, directoryWith, runNode } from './support';
import { UPGRADE_RULES } from '../src/findings/upgrade';

const PAGE = readFileSync(join(ROOT, 'docs', 'upgrading.md'), 'utf-8');

const labels = { app: 'web' };
const pods = (port: string) => ({ containers: [{ name: 'main', image: 'registry.example.com/web:1', ports: [{ name: port, containerPort: 8080 }] }] });
const service = (targetPort: string) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'shop' }, spec: { selector: labels, ports: [{ port: 80, targetPort }] } });
const deployment = (port: string) => ({
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'shop' }, spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: pods(port) } },
});
const pod = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'shop', labels, ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: 'a', controller: true }] },
  spec: pods('http'),
  status: { phase: 'Running' },
});
const list = (items: readonly object[]) => JSON.stringify({ apiVersion: 'v1', kind: 'List', items });

const directory = directoryWith({
  'live.json': list([service('http'), deployment('http'), pod('web-1'), pod('web-2')]),
  'dist/shop.k8s.yaml': list([service('web'), deployment('web')]),
});

/** The text of the fenced block that begins with a line. */
function block(language: string, start: string): string {
  const [, text] = new RegExp(`^\`\`\`${language}\n(${start}.*?)^\`\`\`$`, 'ms').exec(PAGE) ?? [];
  return text ?? '';
}

test('docs/upgrading.md contains the output of its command', () => {
  const [, args] = /^npx kubernetes-dry-run (.*)$/m.exec(block('sh', 'npx cdk8s synth')) ?? [];
  const { status, stdout } = runNode(directory, [join(PACKAGE, 'bin', 'kubernetes-dry-run'), ...args.split(' ')]);

  expect(stdout.replace(/\\/g, '/')).toBe(block('text', 'dist'));
  expect(status).toBe(1);
});

test('docs/upgrading.md says what to do about each finding about updates', () => {
  const table = new Map(PAGE.split('\n').filter(line => line.startsWith('| `')).flatMap(line => {
    const [names, severity] = line.slice('| '.length).split(' | ');
    return names.split(', ').map(name => [name.replace(/`/g, ''), severity]);
  }));

  expect([...table].sort()).toEqual(UPGRADE_RULES.flatMap(rules => Object.values(rules)).map(({ id, severity }) => [id, severity]).sort());
});

test('the command of docs/upgrading.md gets all namespaced kinds of Kubernetes that the checks of updates read', () => {
  const kinds = new Set([...block('sh', 'set -euo pipefail # the script').matchAll(/kinds=(?:\$kinds,)?(\S+)/g)].flatMap(([, names]) => names.split(',')));

  for (const kind of [
    'services', 'ingresses', 'networkpolicies', 'poddisruptionbudgets', 'horizontalpodautoscalers', 'deployments', 'statefulsets', 'daemonsets', 'pods', 'replicasets',
    'controllerrevisions', 'configmaps', 'secrets', 'persistentvolumeclaims',
  ]) {
    expect(kinds).toContain(kind);
  }
});

test.each([['the jobs of CI', 'on: pull_request'], ['the shell', 'set -euo pipefail\nnpm ci']])('%s run the same command', (_, start) => {
  const [command] = /npx kubernetes-dry-run .*$/m.exec(block('sh', 'npx cdk8s synth')) ?? [];

  expect(command).toMatch(/--live live\.json/);
  expect(block('(?:yaml|sh)', start)).toContain(command);
});
