import type { cdk8s, typescript } from 'projen';
import { addWorkspace } from './workspace';

/** The npm workspace `cdk8s-service-patterns-pulumi`: cdk8s constructs in a Pulumi program. */
export function addPulumi(parent: cdk8s.ConstructLibraryCdk8s): typescript.TypeScriptProject {
  const project = addWorkspace(parent, {
    directory: 'pulumi',
    name: 'cdk8s-service-patterns-pulumi',
    description: 'cdk8s constructs in a Pulumi program: each object of the Kubernetes API becomes a typed resource, and constructs accept Outputs.',
    keywords: ['cdk8s', 'cdk8s-plus', 'kubernetes', 'k8s', 'pulumi'],
    peerDeps: ['@pulumi/kubernetes@^4', '@pulumi/pulumi@^3', 'cdk8s@^2.70.0', 'constructs@^10.4.2'],
    // The version of @pulumi/kubernetes whose provider the tests in test/engine/ build.
    devDeps: ['@pulumi/kubernetes@4.25.0', '@pulumi/pulumi@3.248.0', '@types/node@^20', 'cdk8s@2.70.0', 'cdk8s-plus-28@2.5.6', 'constructs@10.4.2', 'ts-node@^10.9.2'],
    devdirs: ['test'],
    // Tests import both packages by their names, as users do.
    paths: { 'cdk8s-service-patterns': ['../lib/index.ts'], 'cdk8s-service-patterns-pulumi': ['./src/index.ts'] },
    jestConfig: {
      testEnvironment: './test/environment.ts',
      moduleNameMapper: {
        '^cdk8s-service-patterns$': '<rootDir>/../lib/index.ts',
        '^cdk8s-service-patterns-pulumi$': '<rootDir>/src/index.ts',
      },
      // `projen test:pulumi` runs them, with the engine of Pulumi.
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/engine/'],
    },
  });

  project.addFields({
    files: ['lib/**/*.js', 'lib/**/*.d.ts', 'CHANGELOG.md'],
    exports: {
      '.': { types: './lib/index.d.ts', default: './lib/index.js' },
      './package.json': './package.json',
    },
  });
  project.setScript('prepack', 'projen compile');
  return project;
}
