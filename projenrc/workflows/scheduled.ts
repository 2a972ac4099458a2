import type { Project } from 'projen';
import { checkout, run, setupGo, setupNode } from './steps';
import { addWorkflow } from './workflow';

/** The Debian packages of a cluster (test/e2e/harness/requirements.ts). */
const CLUSTER_PACKAGES = 'containerd runc containernetworking-plugins nftables iptables conntrack iproute2 util-linux diffutils libcap2-bin';

/** The workflow for tests that take too long for every pull request. The random ones generate other declarations each week. */
export function addScheduledWorkflow(project: Project): void {
  addWorkflow(project, {
    name: 'scheduled',
    on: { schedule: [{ cron: '17 3 * * 1' }], workflow_dispatch: {} },
    jobs: {
      random: {
        'name': 'long comparisons with the API server',
        'runs-on': 'ubuntu-latest',
        'timeout-minutes': 180,
        'permissions': { contents: 'read' },
        'steps': [
          checkout(), setupNode(), setupGo(),
          run('npm ci'),
          run('npx --no-install projen dry-run'),
          run('npx --no-install projen scheduled'),
        ],
      },
      linters: {
        'name': 'findings of kube-score and checkov',
        'runs-on': 'ubuntu-latest',
        'timeout-minutes': 60,
        'permissions': { contents: 'read' },
        'steps': [
          checkout(), setupNode(), setupGo(),
          run('npm ci'),
          run('npx --no-install projen compile'),
          run('npm run test:linters'),
        ],
      },
      pulumi: {
        'name': 'tests with the engine of Pulumi',
        'runs-on': 'ubuntu-latest',
        'timeout-minutes': 120,
        'permissions': { contents: 'read' },
        'steps': [
          checkout(), setupNode(), setupGo(),
          run(`sudo apt-get update && sudo apt-get install -y --no-install-recommends ${CLUSTER_PACKAGES}`),
          run('npm ci'),
          // A cluster needs root. Go and Node.js are only on the PATH of the runner.
          run('sudo env "PATH=$PATH" CLUSTER_TESTS=required npm run test:pulumi'),
        ],
      },
    },
  });
}
