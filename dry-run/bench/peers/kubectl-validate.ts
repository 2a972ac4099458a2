import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { devNull } from 'node:os';
import { dirname, join } from 'node:path';
import { cached, goCommand } from './cache';
import { judgeFiles } from './files';
import { run } from './run';
import type { Tool } from './tool';
import { goEnvironment } from '../../scripts/toolchain';

const VERSION = 'v0.0.4';
/** The newest version whose schemas are built into the tool. */
const NEWEST_BUILT_IN = '1.30';

/** Releases whose OpenAPI documents are passed to the tool. Without them, it would download the documents. */
const RELEASES = ['v1.33.13', 'v1.34.4', 'v1.35.4', 'v1.36.3'];

export const KUBECTL_VALIDATE: Tool = {
  name: `kubectl-validate ${VERSION}`,
  judge: (cases, version) => judgeFiles(cases, manifests => refusedIn(manifests, ['--local-schemas', schemas(releaseOf(version))])),
};

export const KUBECTL_VALIDATE_BUILT_IN: Tool = {
  name: `kubectl-validate ${VERSION}, built-in ${NEWEST_BUILT_IN}`,
  judge: cases => judgeFiles(cases, manifests => refusedIn(manifests, [])),
};

function refusedIn(manifests: string, options: readonly string[]): string[] {
  const command = goCommand('kubectl-validate', 'sigs.k8s.io/kubectl-validate', VERSION);
  // With an empty kubeconfig, the tool connects to no cluster.
  const output = run(command, ['--version', NEWEST_BUILT_IN, '--output', 'json', ...options, manifests], { env: { KUBECONFIG: devNull }, statuses: [0, 1] });
  const answers: Record<string, { readonly status?: string }[]> = JSON.parse(output);
  return Object.entries(answers).filter(([, statuses]) => statuses.some(({ status }) => status !== 'Success')).map(([path]) => path);
}

function releaseOf(version: string): string {
  return RELEASES.find(release => release.startsWith(`v${version}.`))!;
}

/** The OpenAPI documents of a release: `apis__apps__v1_openapi.json` as `apis/apps/v1.json`. */
function schemas(release: string): string {
  return cached(`openapi-${release}`, target => {
    const { Dir } = JSON.parse(run('go', ['mod', 'download', '-json', `k8s.io/kubernetes@${release}`], { env: goEnvironment() }));
    const source = join(Dir, 'api', 'openapi-spec', 'v3');
    for (const name of readdirSync(source)) {
      const [, path] = /^(apis?__.+__v\w+|api__v\w+)_openapi\.json$/.exec(name) ?? [];
      if (path !== undefined) {
        const destination = join(target, `${path.split('__').join('/')}.json`);
        mkdirSync(dirname(destination), { recursive: true });
        copyFileSync(join(source, name), destination);
      }
    }
  });
}
