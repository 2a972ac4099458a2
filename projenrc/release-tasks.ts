import type { cdk8s } from 'projen';

const SCRIPT = 'ts-node -T -P tsconfig.dev.json';

/** Adds the tasks of a release, which the release workflow runs too. */
export function addReleaseTasks(project: cdk8s.ConstructLibraryCdk8s): void {
  const check = project.addTask('release:check', {
    description: 'Check that the versions, the changelogs and the tag, if there is one, agree',
    // Without a shell, which would interpret the name of a tag.
    execArgs: [...SCRIPT.split(' '), 'scripts/release-check.ts'],
    receiveArgs: true,
  });

  // The task of projen stops at the first language that cannot be built here, and knows only one of the four npm packages.
  project.removeTask('package-all');
  project.removeTask('package:js');
  const packageAll = project.addTask('package-all', {
    description: 'Build the packages of all registries whose tools are installed in dist/ (with --all, fail if tools are missing)',
    exec: `${SCRIPT} scripts/package-all.ts`,
    receiveArgs: true,
  });

  const dryRun = project.addTask('release:dry-run', { description: 'Check and build what the release workflow would publish, as far as the tools are installed' });
  dryRun.spawn(check);
  dryRun.spawn(packageAll);
}
