/**
 * Compiles the programs of a cluster, starts the cluster in its own Linux namespaces, runs the tests in `test/e2e/` there, and removes
 * everything.
 *
 * usage: ts-node test/e2e/harness/main.ts [PATTERN OF TEST FILES]...
 */
import { join } from 'path';
import { gatewayApi } from './build';
import { runInside } from './run-inside';

runInside('cluster tests', join(__dirname, 'inside.ts'), () => ({ CLUSTER_GATEWAY_API: gatewayApi() }));
