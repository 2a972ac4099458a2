/**
 * Compiles the engine of Pulumi, its provider for Kubernetes and the programs of a cluster, starts the cluster in its own Linux namespaces, runs the
 * tests in `pulumi/test/engine/` there, and removes everything.
 *
 * usage: ts-node pulumi/test/engine/harness/main.ts [PATTERN OF TEST FILES]...
 */
import { join } from 'path';
import { build } from './build';
import { runInside } from '../../../../test/e2e/harness/run-inside';

runInside('tests with the engine of Pulumi', join(__dirname, 'inside.ts'), () => ({ PULUMI_PROGRAMS: JSON.stringify(build()) }));
