/**
 * The first program in the namespaces of a cluster: starts the cluster and runs the tests, with the engine of Pulumi on `PATH`.
 *
 * usage: ts-node inside.ts [PATTERN OF TEST FILES]...
 */
import { join } from 'path';
import type { Programs } from './build';
import { runTests } from '../../../../test/e2e/harness/run-tests';
import { linkPrograms } from '../../../../test/e2e/harness/shell';

/** The number of test files that run at the same time. They wait most of the time, for the engine and for pods. */
const WORKERS = 3;

const programs: Programs = JSON.parse(process.env.PULUMI_PROGRAMS!);
const directory = join(process.env.CLUSTER_DIRECTORY!, 'pulumi');
linkPrograms(directory, programs);
process.env.PATH = `${directory}:${process.env.PATH}`;

runTests(join(__dirname, '..', 'jest.config.json'), { 'pulumi-engine.json': [`--maxWorkers=${WORKERS}`] });
