import type { Project } from 'projen';
import { checkout, run, setupGo, setupNode } from './steps';
import { addWorkflow } from './workflow';

/** The workflow for comparisons that take too long for every pull request. They generate other declarations each week. */
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
    },
  });
}
