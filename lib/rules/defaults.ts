import type { Rule } from './rule';

/** @internal */
export const defaultsRules = {
  alreadySet: {
    id: 'workload-defaults-set',
    limit: 'the defaults of workloads must be set only once on a scope',
    showsValue: true,
    source: 'WorkloadDefaults.set',
    cases: [],
  },
  alreadyRead: {
    id: 'workload-defaults-read',
    limit: 'the defaults of workloads must be set before a workload in the scope is declared, and before WorkloadDefaults.of is called',
    showsValue: true,
    source: 'WorkloadDefaults.set',
    cases: [],
  },
  ignored: {
    id: 'ignored-default',
    limit: 'a path of ignoredDefaults must consist of the name of an option that can have a default, and of names of its options or of a key of its map',
    showsValue: true,
    source: 'docs/workload-defaults.md',
    cases: [],
  },
  versionAlreadySet: {
    id: 'defaults-version-set',
    limit: 'the version of the defaults must be set only once on a scope',
    showsValue: true,
    source: 'DefaultsVersion.set',
    cases: [],
  },
  versionAlreadyRead: {
    id: 'defaults-version-read',
    limit: 'the version of the defaults must be set before a workload in the scope is declared, and before DefaultsVersion.of is called',
    showsValue: true,
    source: 'DefaultsVersion.set',
    cases: [],
  },
} satisfies Record<string, Rule>;
