/**
 * The first program in the namespaces of a cluster: starts the cluster and runs the tests.
 *
 * usage: ts-node inside.ts [PATTERN OF TEST FILES]...
 */
import { join } from 'path';
import { runTests } from './run-tests';

/** The folder of tests that disturb all others, for example because they kill a program of the cluster. They run one after the other, at the end. */
const EXCLUSIVE = '/exclusive/';
/** The number of other test files that run at the same time. They wait most of the time, for pods and for loads with a fixed rate. */
const WORKERS = 3;

runTests(join(__dirname, '..', 'jest.config.json'), {
  'cluster.json': [`--maxWorkers=${WORKERS}`, '--testPathIgnorePatterns', EXCLUSIVE],
  'cluster-exclusive.json': ['--runInBand', '--testPathIgnorePatterns', `^(?!.*${EXCLUSIVE})`],
});
