import { readdirSync } from 'fs';
import { join } from 'path';
import { parse } from 'yaml';
import { read, ROOT } from './markdown';

interface Step {
  readonly 'uses'?: string;
  readonly 'run'?: string;
  readonly 'working-directory'?: string;
}

interface Job {
  readonly 'permissions'?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly 'steps': readonly Step[];
}

const FOLDER = '.github/workflows';
const WORKFLOWS = readdirSync(join(ROOT, FOLDER)).map(file => `${FOLDER}/${file}`);
const JOBS = WORKFLOWS.flatMap(file => Object.entries<Job>(parse(read(file)).jobs).map(([id, job]) => ({ id: `${file}: ${id}`, job })));

/** The lines of a workflow that use an action in another way than by the commit of a release, with the version as a comment. */
function unpinned(workflow: string): string[] {
  return workflow.split('\n').filter(line => /\buses:/.test(line) && !/ uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line)).map(line => line.trim());
}

/** The tasks and npm scripts that a step runs, but that do not exist in its package. */
function unknownCommands({ run = '', 'working-directory': directory = '.' }: Step): string[] {
  const tasks = JSON.parse(read(`${directory}/.projen/tasks.json`)).tasks;
  const { scripts } = JSON.parse(read(`${directory}/package.json`));
  const names = (command: RegExp) => Array.from(run.matchAll(command), ([, name]) => name);
  return [...names(/\bprojen ([\w:-]+)/g).filter(name => !(name in tasks)), ...names(/\bnpm run ([\w:-]+)/g).filter(name => !(name in scripts))];
}

test.each(WORKFLOWS)('%s pins every action to a commit, with its version as a comment', file => {
  expect(read(file)).toMatch(/\buses:/);
  expect(unpinned(read(file))).toEqual([]);
});

test.each([
  ['a tag', '- uses: actions/checkout@v7.0.1'],
  ['a branch', '- uses: actions/checkout@main'],
  ['a short commit', '- uses: actions/checkout@3d3c42e # v7.0.1'],
  ['a commit without a version', '- uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1'],
  ['a quoted action', "  uses: 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1'"],
])('%s is not a pin', (_, line) => {
  expect(unpinned(line)).toEqual([line.trim()]);
});

test.each(WORKFLOWS)('%s grants no permission to all of its jobs', file => {
  expect(parse(read(file)).permissions).toEqual({});
});

test.each(JOBS)('$id states its permissions and a time limit', ({ job }) => {
  expect(job.permissions).toBeDefined();
  expect(job['timeout-minutes']).toBeLessThanOrEqual(180);
});

test('a job that can write or has an identity token runs no code of the repository, so that a dependency cannot use them', () => {
  const privileged = JOBS.filter(({ job }) => Object.values(job.permissions ?? {}).includes('write'));
  const checksOut = (step: Step) => step.uses?.startsWith('actions/checkout@');

  expect(privileged.map(({ id }) => id.split(' ')[1]).sort()).toEqual(['github', 'npm', 'nuget', 'pypi']);
  expect(privileged.filter(({ job }) => job.steps.some(checksOut))).toEqual([]);
});

test.each(JOBS)('$id runs only tasks and scripts that exist', ({ job }) => {
  expect(job.steps.flatMap(unknownCommands)).toEqual([]);
});
