import { spawn } from 'child_process';
import { mkdirSync, readFileSync, rmSync } from 'fs';
import { join } from 'path';
import { startCluster } from './cluster';
import { measurementsFile, printMeasurements } from './measurements';

const ROOT = join(__dirname, '..', '..', '..');
const REPORTS = join(ROOT, 'test-reports');
/** The arguments. npm and projen may pass the separator `--` too. */
const PATTERNS = process.argv.slice(2).filter(argument => argument !== '--');

/**
 * Starts the cluster, runs tests, prints their measurements, and exits. All other programs in the namespaces are terminated when it exits.
 *
 * @param config the configuration of jest
 * @param parts the options of jest for the parts of the run, one after the other, by the file name of the report
 */
export function runTests(config: string, parts: Readonly<Record<string, readonly string[]>>): void {
  execute(config, parts).then(code => process.exit(code), error => {
    console.error(error);
    process.exit(1);
  });
}

async function execute(config: string, parts: Readonly<Record<string, readonly string[]>>): Promise<number> {
  // This setting is for the compiler. The programs of the cluster would need more memory with it.
  delete process.env.GOGC;
  const start = Date.now();
  const env = await startCluster();
  console.log(`The cluster is ready after ${((Date.now() - start) / 1000).toFixed(1)} s`);
  mkdirSync(REPORTS, { recursive: true });
  Object.keys(parts).forEach(report => rmSync(join(REPORTS, report), { force: true }));
  const results: Result[] = [];
  for (const [report, options] of Object.entries(parts)) {
    results.push(await runPart(report, env, ['--config', config, ...options]));
  }
  printMeasurements(measurementsFile(process.env.CLUSTER_DIRECTORY!));
  if (results.every(({ files }) => files === 0)) {
    console.error(`No test file matches ${PATTERNS.join(' ')}`);
    return 1;
  }
  return Math.max(...results.map(({ code }) => code));
}

/** The number of test files that ran, and the exit code of jest. */
interface Result {
  readonly files: number;
  readonly code: number;
}

async function runPart(report: string, env: NodeJS.ProcessEnv, options: readonly string[]): Promise<Result> {
  const output = join(REPORTS, report);
  const jest = spawn(process.execPath, [
    require.resolve('jest/bin/jest'), '--ci', '--passWithNoTests', '--json', '--outputFile', output, ...options, '--', ...PATTERNS,
  ], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, ...env } });
  const code = await new Promise<number>((resolve, reject) => jest.on('error', reject).on('exit', exit => resolve(exit ?? 1)));
  return { files: JSON.parse(readFileSync(output, 'utf-8')).numTotalTestSuites, code };
}
