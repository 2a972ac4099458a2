// Prints "N passed, N failed", the tests that `projen jest` counted. A check that failed before or beside the tests
// (lint, compile, a test file that could not be loaded) counts as one failure, so that 0 failed means that all is well.
//
// usage: node scripts/test-summary.mjs EXIT-CODE-OF-NPM-TEST
import { existsSync, readFileSync } from 'node:fs';

const results = new URL('../test-reports/jest.json', import.meta.url);
const { numPassedTests: passed, numFailedTests, numRuntimeErrorTestSuites } = existsSync(results)
  ? JSON.parse(readFileSync(results, 'utf-8'))
  : { numPassedTests: 0, numFailedTests: 0, numRuntimeErrorTestSuites: 0 };

const counted = numFailedTests + numRuntimeErrorTestSuites;
const failed = counted === 0 && process.argv[2] !== '0' ? 1 : counted;
console.log(`${passed} passed, ${failed} failed`);
