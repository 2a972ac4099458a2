import type { Project } from 'projen';
import { checkout, download, NODE_VERSION, run, setupGo, setupNode, upload, use } from './steps';
import { addWorkflow } from './workflow';

/** Where the quick tests run: every supported version of Node.js, and every operating system. */
const QUICK = [
  { os: 'ubuntu-latest', node: 20 },
  { os: 'ubuntu-latest', node: 22 },
  { os: 'windows-latest', node: NODE_VERSION },
  { os: 'macos-latest', node: NODE_VERSION },
];

const IN_DRY_RUN = { 'working-directory': 'dry-run' };

/**
 * The workflow for pull requests and the main branch. All checks run once; they take long, and most of them do not depend on the version of
 * Node.js or the operating system. The tests of all packages that need no Go and no cluster run on the other versions and systems.
 */
export function addCiWorkflow(project: Project): void {
  addWorkflow(project, {
    name: 'ci',
    on: { push: { branches: ['main'] }, pull_request: {}, workflow_dispatch: {} },
    concurrency: { 'group': 'ci-${{ github.ref }}', 'cancel-in-progress': "${{ github.event_name == 'pull_request' }}" },
    jobs: {
      // The runner is not root, so .ci/run skips the cluster tests.
      all: {
        'name': 'all checks except those in a cluster',
        'runs-on': 'ubuntu-latest',
        'timeout-minutes': 90,
        'permissions': { contents: 'read' },
        'steps': [
          checkout(), setupNode(), setupGo(),
          run('bash .ci/run'),
          run('npx --no-install projen package'),
          upload('npm-package', 'dist/js/*.tgz'),
          {
            if: 'failure()',
            ...use('actions/upload-artifact', { 'name': 'test-reports', 'path': 'test-reports/', 'if-no-files-found': 'ignore' }),
          },
        ],
      },
      server: {
        'name': 'compile the server of the dry run',
        'runs-on': 'ubuntu-latest',
        'timeout-minutes': 40,
        'permissions': { contents: 'read' },
        'steps': [
          checkout(), setupNode(), setupGo(),
          run('npm ci'),
          run('npx --no-install projen wasm', IN_DRY_RUN),
          // The paths in the artifact are relative to dry-run/, the folder that all of them have in common.
          upload('server', 'dry-run/wasm/*.br\ndry-run/THIRD-PARTY-LICENSES.txt\n'),
        ],
      },
      quick: {
        'name': 'quick tests (${{ matrix.os }}, Node ${{ matrix.node }})',
        'needs': ['server'],
        'runs-on': '${{ matrix.os }}',
        'timeout-minutes': 40,
        'permissions': { contents: 'read' },
        'strategy': { 'fail-fast': false, 'matrix': { include: QUICK } },
        'steps': [
          checkout(), setupNode('${{ matrix.node }}'),
          run('npm ci'),
          run('npm run test:quick'),
          download('server', 'dry-run'),
          run('npx --no-install projen compile', IN_DRY_RUN),
          run('npx --no-install projen jest', IN_DRY_RUN),
        ],
      },
      // The branch protection requires this job only, so that it does not change with the versions above.
      passed: {
        'name': 'ci passed',
        'needs': ['all', 'server', 'quick'],
        'if': 'always()',
        'runs-on': 'ubuntu-latest',
        'timeout-minutes': 5,
        'permissions': {},
        'steps': [run('exit 1', { if: "contains(needs.*.result, 'failure') || contains(needs.*.result, 'cancelled') || contains(needs.*.result, 'skipped')" })],
      },
    },
  });
}
