// Prints the test files that took longest, and "N passed, N failed" for the tests of all packages and the cluster tests, if they have run. A
// failure outside the tests (lint, compile, a test file that could not be loaded) counts as one failed test, so "0 failed" means that
// everything succeeded.
//
// usage: node scripts/test-summary.mjs [EXIT-CODE-OF-THE-TESTS]
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SLOWEST = 10;

const reports = ['jest.json', 'dry-run.json', 'pulumi.json', 'cli.json', 'cluster.json', 'cluster-exclusive.json'].map(name => new URL(`../test-reports/${name}`, import.meta.url));
const results = reports.filter(existsSync).map(report => JSON.parse(readFileSync(report, 'utf-8')));
const sum = property => results.reduce((total, result) => total + result[property], 0);

const files = results.flatMap(({ testResults }) => testResults)
  .map(({ name, startTime, endTime }) => ({ file: relative(ROOT, name), seconds: (endTime - startTime) / 1000 }))
  .sort((a, b) => b.seconds - a.seconds);
console.log('Slowest test files:');
files.slice(0, SLOWEST).forEach(({ file, seconds }) => console.log(`${seconds.toFixed(1).padStart(7)} s  ${file}`));

const exitCode = process.argv[2] ?? '0';
const counted = sum('numFailedTests') + sum('numRuntimeErrorTestSuites');
const failed = counted === 0 && exitCode !== '0' ? 1 : counted;
console.log(`${sum('numPassedTests')} passed, ${failed} failed`);
