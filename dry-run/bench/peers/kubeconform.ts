import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cached, goCommand } from './cache';
import { judgeFiles } from './files';
import { run } from './run';
import type { Tool } from './tool';

const VERSION = 'v0.7.0';
const SCHEMAS = { distribution: 'kubernetes-validate', version: '1.37.0', directory: join('kubernetes_validate', 'kubernetes-json-schema') };
const LAYOUT = '{{.NormalizedKubernetesVersion}}-local{{.StrictSuffix}}/{{.ResourceKind}}{{.KindSuffix}}.json';

interface Resource {
  readonly filename: string;
  readonly status: 'statusValid' | 'statusInvalid' | 'statusError' | 'statusSkipped';
  readonly msg: string;
}

export const KUBECONFORM: Tool = {
  name: `kubeconform ${VERSION} -strict`,
  judge: (cases, version) => judgeFiles(cases, manifests => refusedIn(manifests, version)),
};

function refusedIn(manifests: string, version: string): string[] {
  const kubeconform = goCommand('kubeconform', 'github.com/yannh/kubeconform/cmd/kubeconform', VERSION);
  const output = run(kubeconform, [
    '-strict', '-verbose', '-output', 'json', '-kubernetes-version', `${version}.0`, '-schema-location', join(schemas(), LAYOUT), manifests,
  ], { statuses: [0, 1] });
  const resources: Resource[] = JSON.parse(output).resources;
  const unjudged = resources.find(({ status, msg }) => status === 'statusSkipped' || /schema/.test(msg) && status === 'statusError');
  if (unjudged) {
    throw new Error(`kubeconform has no schema for ${unjudged.filename}: ${unjudged.msg}`);
  }
  return resources.filter(({ status }) => status !== 'statusValid').map(({ filename }) => filename);
}

function schemas(): string {
  const { distribution, version, directory } = SCHEMAS;
  const installed = cached(`${distribution}-${version}`, target => {
    run('python3', ['-m', 'pip', 'install', '--no-deps', '--target', target, `${distribution}==${version}`]);
    withFilesAsReferences(join(target, directory));
  });
  return join(installed, directory);
}

/** Makes references relative to the file. The references of the schemas are relative to an address that does not exist. */
function withFilesAsReferences(directory: string): void {
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && entry.name.endsWith('.json')) {
      const path = join(entry.parentPath, entry.name);
      const schema = readFileSync(path, 'utf-8').replaceAll('"/api/_definitions.json', '"_definitions.json');
      writeFileSync(path, JSON.stringify(withoutId(JSON.parse(schema))));
    }
  }
}

function withoutId({ $id, ...schema }: Record<string, unknown>): Record<string, unknown> {
  return schema;
}
