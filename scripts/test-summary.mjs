// Prints "N passed, N failed", the tests of both packages and those in a cluster, as far as they have run. A check that failed before or beside the tests
// (lint, compile, a test file that could not be loaded) counts as one failure, so that 0 failed means that all is well.
//
// usage: node scripts/test-summary.mjs EXIT-CODE-OF-THE-TESTS
import { existsSync, readFileSync } from 'node:fs';

const reports = ['jest.json', 'dry-run.json', 'cluster.json'].map(name => new URL(`../test-reports/${name}`, import.meta.url));
const results = reports.filter(existsSync).map(report => JSON.parse(readFileSync(report, 'utf-8')));
const sum = property => results.reduce((total, result) => total + result[property], 0);

const counted = sum('numFailedTests') + sum('numRuntimeErrorTestSuites');
const failed = counted === 0 && process.argv[2] !== '0' ? 1 : counted;
console.log(`${sum('numPassedTests')} passed, ${failed} failed`);
