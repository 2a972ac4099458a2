import type { Project } from 'projen';
import { publishSteps, REGISTRIES, type Registry } from './registries';
import { checkout, run, setupGo, setupNode, upload } from './steps';
import { addWorkflow, type Job } from './workflow';

/** A tag, or a run that was started by hand with the option cleared, publishes. */
const PUBLISHES = '!inputs.dry_run';

/**
 * The workflow that releases all packages (docs/decisions/releases.md). By default, it builds the packages of all registries and publishes
 * none. A job publishes to one registry, with the permissions that this registry requires, and no code of the repository runs in it.
 */
export function addReleaseWorkflow(project: Project): void {
  const folders = Object.values(REGISTRIES).map(({ folder }) => folder);
  const tools = Object.values(REGISTRIES).flatMap(registry => registry.tools);
  const distinct = tools.filter((tool, index) => tools.findIndex(({ uses }) => uses === tool.uses) === index);
  addWorkflow(project, {
    name: 'release',
    on: {
      push: { tags: ['v*'] },
      workflow_dispatch: { inputs: { dry_run: { description: 'Build all packages and publish none', type: 'boolean', default: true } } },
    },
    concurrency: { 'group': 'release', 'cancel-in-progress': false },
    jobs: {
      verify: {
        'name': 'all checks of npm test',
        'runs-on': 'ubuntu-latest',
        'timeout-minutes': 90,
        'permissions': { contents: 'read' },
        'steps': [checkout(), setupNode(), setupGo(), run('npm test')],
      },
      build: {
        'name': 'build the packages of all registries',
        'runs-on': 'ubuntu-latest',
        'timeout-minutes': 60,
        'permissions': { contents: 'read' },
        'steps': [
          checkout(), setupNode(), setupGo(), ...distinct,
          run('npm ci'),
          run('npx --no-install projen release:check "$TAG"', { env: { TAG: `\${{ ${PUBLISHES} && github.ref_name || '' }}` } }),
          run('npx --no-install projen package-all --all'),
          ...folders.map(folder => upload(folder, `dist/${folder}/`)),
        ],
      },
      ...Object.fromEntries(Object.entries(REGISTRIES).map(([id, registry]) => [id, publish(registry)])),
      github: {
        'name': 'create the release on GitHub',
        'needs': Object.keys(REGISTRIES),
        'if': "needs.npm.outputs.published == 'true'",
        'runs-on': 'ubuntu-latest',
        'timeout-minutes': 10,
        'permissions': { contents: 'write' },
        'steps': [
          run('gh release create "$GITHUB_REF_NAME" --repo "$GITHUB_REPOSITORY" --verify-tag --title "$GITHUB_REF_NAME" --notes "$NOTES"', {
            env: {
              GH_TOKEN: '${{ github.token }}',
              NOTES: 'See the [changelog](${{ github.server_url }}/${{ github.repository }}/blob/${{ github.ref_name }}/CHANGELOG.md).',
            },
          }),
        ],
      },
    },
  });
}

function publish(registry: Registry): Job {
  return {
    'name': `publish to ${registry.name}`,
    'needs': ['verify', 'build'],
    'if': PUBLISHES,
    'runs-on': 'ubuntu-latest',
    'timeout-minutes': 30,
    // Only maintainers whom the environment names can approve the job, and only approved jobs get its secrets.
    'environment': 'release',
    'permissions': registry.trusted ? { 'id-token': 'write' } : {},
    'env': { CONFIGURED: `\${{ ${registry.configured} }}` },
    'outputs': { published: '${{ env.CONFIGURED }}' },
    'steps': publishSteps(registry),
  };
}
