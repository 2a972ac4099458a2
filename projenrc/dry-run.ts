import type { cdk8s, typescript } from 'projen';
import { addWorkspace } from './workspace';

/** The npm workspace `kubernetes-dry-run`: a separate package, which the tests of the library use. */
export function addDryRun(parent: cdk8s.ConstructLibraryCdk8s): typescript.TypeScriptProject {
  const project = addWorkspace(parent, {
    directory: 'dry-run',
    name: 'kubernetes-dry-run',
    description: "kubectl apply --dry-run=server without a cluster: the Kubernetes API server's own validation code, compiled to WebAssembly.",
    keywords: ['kubernetes', 'k8s', 'kubectl', 'dry-run', 'validation', 'manifest', 'pod-security', 'cdk8s', 'wasm', 'jest'],
    bin: { 'kubernetes-dry-run': 'bin/kubernetes-dry-run' },
    devDeps: ['@types/node@^20', 'cdk8s@2.70.0', 'cdk8s-cli@^2.207.60', 'constructs@10.4.2', 'fast-check@^4', 'ts-node@^10.9.2'],
    devdirs: ['test', 'scripts', 'bench'],
    jestConfig: { modulePathIgnorePatterns: ['<rootDir>/test/fixtures/.*/node_modules/'] },
    gitignore: ['/wasm/', '/server/build/', '/server/gatewayapi/', '/THIRD-PARTY-LICENSES.txt'],
  });

  project.addFields({
    files: ['bin', 'lib/**/*.js', 'lib/**/*.d.ts', 'vitest.mjs', 'vitest.d.mts', 'wasm/*.br', 'docs/**/*.md', 'CHANGELOG.md', 'THIRD-PARTY-LICENSES.txt'],
    // For TypeScript with a module resolution that does not support `exports`.
    typesVersions: { '*': { jest: ['lib/matcher/jest.d.ts'] } },
    exports: {
      '.': { types: './lib/index.d.ts', default: './lib/index.js' },
      './jest': { types: './lib/matcher/jest.d.ts', default: './lib/matcher/jest.js' },
      './vitest': { types: './vitest.d.mts', default: './vitest.mjs' },
      './package.json': './package.json',
    },
  });
  addTasks(project);
  return project;
}

function addTasks(project: typescript.TypeScriptProject): void {
  const wasm = project.addTask('wasm', {
    description: 'Compile server/ to wasm/*.br, with Go, which is downloaded if it is not installed',
    exec: 'ts-node -T -P tsconfig.dev.json scripts/build.ts',
    receiveArgs: true,
  });
  project.addTask('bench', {
    description: 'Compare the speed of the package with the same server compiled for this machine',
    exec: 'ts-node -T -P tsconfig.dev.json bench/speed.ts',
    receiveArgs: true,
  });
  project.addTask('peers', {
    description: 'Compare the verdicts of the package and of schema checkers with the verdicts of real API servers (needs Python)',
    exec: 'ts-node -T -P tsconfig.dev.json bench/peers.ts',
    receiveArgs: true,
  });

  project.addTask('findings', { description: 'Write docs/findings.md', exec: 'ts-node -T -P tsconfig.dev.json scripts/findings-page.ts' });
  project.addTask('fields', {
    description: 'Write server/absent/, the lists of fields that older versions lack',
    exec: 'ts-node -T -P tsconfig.dev.json scripts/fields.ts',
  });

  const prepare = project.addTask('prepare-package', { description: 'Build everything that is in the package but not in the repository' });
  prepare.spawn(wasm);
  prepare.spawn(project.compileTask);
  project.setScript('prepack', 'projen prepare-package');
}
