import { javascript } from 'projen';

/** The settings of Jest that all packages have. */
export const JEST_OPTIONS = {
  jestVersion: '^30',
  junitReporting: false,
  coverageText: false,
  updateSnapshot: javascript.UpdateSnapshot.NEVER,
};

/** The configuration of Jest that all packages have. */
export const JEST_CONFIG = {
  // By default, Jest leaves one processor unused. On two processors, it would then run all test files one after the other.
  maxWorkers: '100%',
  // Most tests take milliseconds. The default of 5 seconds is too short for a busy machine.
  testTimeout: 60_000,
  collectCoverage: false,
};
