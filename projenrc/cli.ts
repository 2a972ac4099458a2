import type { cdk8s, typescript } from 'projen';
import { addWorkspace } from './workspace';

/** The folders of `src/`, from the bottom up. A file imports only from its own folder and from folders before it. */
const LAYERS = ['input', 'report', 'code', 'read', 'application', 'write', 'proof'];

/** The tests that need the compiled server or the compiled library. */
const COMPILED = ['application/library-labels', 'applications', 'bad-input', 'manifests', 'package', 'page', 'proof/compare/stored', 'proof/type-check', 'proof/update'];

/** The npm workspace `cdk8s-service-patterns-cli`: the command `adopt`, which declares existing manifests. */
export function addCli(parent: cdk8s.ConstructLibraryCdk8s): typescript.TypeScriptProject {
  const project = addWorkspace(parent, {
    directory: 'cli',
    name: 'cdk8s-service-patterns-cli',
    description: 'Converts the manifests of an application into a declaration with cdk8s-service-patterns, and proves that it means the same.',
    keywords: ['cdk8s', 'kubernetes', 'k8s', 'manifest', 'helm', 'kustomize', 'migration'],
    bin: { 'cdk8s-service-patterns-cli': 'bin/cdk8s-service-patterns-cli' },
    deps: ['typescript@^5', 'yaml@^2'],
    peerDeps: ['cdk8s@^2.70.0', 'cdk8s-plus-28@^2.5.6', 'cdk8s-service-patterns@^0.1.0', 'constructs@^10.4.2', 'kubernetes-dry-run@^0.1.0'],
    // npm must find the library in the repository, not in a registry.
    devDeps: [
      '@types/node@^20', 'cdk8s@2.70.0', 'cdk8s-plus-28@2.5.6', 'cdk8s-service-patterns@file:..', 'constructs@10.4.2', 'fast-check@^4', 'ts-node@^10.9.2',
    ],
    devdirs: ['test', 'scripts'],
    // Tests use the sources of the library.
    paths: { 'cdk8s-service-patterns': ['../lib/index.ts'] },
    jestConfig: { moduleNameMapper: { '^cdk8s-service-patterns$': '<rootDir>/../lib/index.ts' } },
  });

  // The proof works without it, but then the API server's verdict on the update is missing.
  project.package.addField('peerDependenciesMeta', { 'kubernetes-dry-run': { optional: true } });
  project.tsconfig?.file.addOverride('compilerOptions.paths', { 'cdk8s-service-patterns': ['../dist-js/index.d.ts'] });
  project.addFields({
    files: ['bin', 'lib/**/*.js', 'CHANGELOG.md'],
    exports: { './package.json': './package.json' },
  });
  project.eslint?.addRules({
    'import/no-restricted-paths': ['error', {
      zones: LAYERS.map((folder, index) => ({ target: `./src/${folder}`, from: LAYERS.slice(index + 1).map(higher => `./src/${higher}`) })).slice(0, -1),
    }],
  });
  const quick = project.addTask('jest:quick', { description: 'Run the tests that need neither the compiled server nor the compiled library' });
  quick.exec(`jest --testPathIgnorePatterns "/node_modules/" ${COMPILED.map(test => `"/test/${test}.test"`).join(' ')} --ci`, { receiveArgs: true });
  project.setScript('prepack', 'projen compile');
  return project;
}
