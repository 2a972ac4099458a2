import { javascript, typescript, type cdk8s } from 'projen';

const DIRECTORY = 'dry-run';

/** The npm workspace `kubernetes-dry-run`: a separate package, which the tests of the library use. */
export function addDryRun(parent: cdk8s.ConstructLibraryCdk8s): typescript.TypeScriptProject {
  const project = new typescript.TypeScriptProject({
    parent,
    outdir: DIRECTORY,
    name: 'kubernetes-dry-run',
    description: "kubectl apply --dry-run=server without a cluster: the Kubernetes API server's own validation code, compiled to WebAssembly.",
    authorName: 'cdk8s-service-patterns contributors',
    authorEmail: 'cdk8s-service-patterns@users.noreply.github.com',
    authorOrganization: true,
    repository: 'https://github.com/cdk8s-service-patterns/cdk8s-service-patterns.git',
    repositoryDirectory: DIRECTORY,
    homepage: 'https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/tree/main/dry-run#readme',
    bugsUrl: 'https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/issues',
    license: 'Apache-2.0',
    stability: 'experimental',
    defaultReleaseBranch: 'main',
    keywords: ['kubernetes', 'k8s', 'kubectl', 'dry-run', 'validation', 'manifest', 'pod-security', 'cdk8s', 'wasm', 'jest'],

    packageManager: javascript.NodePackageManager.NPM,
    minNodeVersion: '20.0.0',
    projenVersion: '0.103.25',
    typescriptVersion: '5.9.3',
    github: false,
    release: false,
    depsUpgrade: false,
    sampleCode: false,

    bin: { 'kubernetes-dry-run': 'bin/kubernetes-dry-run' },
    autoDetectBin: false,
    devDeps: ['@types/node@^20', 'cdk8s@2.70.0', 'cdk8s-cli@^2.207.60', 'constructs@10.4.2', 'fast-check@^4', 'ts-node@^10.9.2'],

    tsconfig: { compilerOptions: { target: 'ES2022', lib: ['es2022'], module: 'node16', moduleResolution: javascript.TypeScriptModuleResolution.NODE16, inlineSourceMap: false, inlineSources: false } },
    tsconfigDevFile: 'tsconfig.dev.json',
    // Tests use scripts of the repository.
    tsconfigDev: { compilerOptions: { isolatedModules: true, rootDir: '..' } },
    eslintOptions: { dirs: ['src'], devdirs: ['test', 'scripts', 'bench'], tsconfigPath: './tsconfig.dev.json', projectService: false },
    jestOptions: {
      jestVersion: '^30',
      junitReporting: false,
      coverageText: false,
      updateSnapshot: javascript.UpdateSnapshot.NEVER,
      jestConfig: {
        maxWorkers: '100%',
        // Most tests take milliseconds. The default of 5 seconds is too short for a busy machine.
        testTimeout: 60_000,
        collectCoverage: false,
        modulePathIgnorePatterns: ['<rootDir>/test/fixtures/.*/node_modules/'],
      },
    },

    npmignoreEnabled: false,
    gitignore: ['*.tgz', '*.tsbuildinfo', '/wasm/', '/server/build/', '/server/gatewayapi/', '/THIRD-PARTY-LICENSES.txt'],
  });

  project.package.addVersion('0.1.0');
  project.addFields({
    files: ['bin', 'lib/**/*.js', 'lib/**/*.d.ts', 'vitest.mjs', 'vitest.d.mts', 'wasm/*.wasm.br', 'docs/**/*.md', 'CHANGELOG.md', 'THIRD-PARTY-LICENSES.txt'],
    // For TypeScript with a module resolution that does not support `exports`.
    typesVersions: { '*': { jest: ['lib/matcher/jest.d.ts'] } },
    exports: {
      '.': { types: './lib/index.d.ts', default: './lib/index.js' },
      './jest': { types: './lib/matcher/jest.d.ts', default: './lib/matcher/jest.js' },
      './vitest': { types: './vitest.d.mts', default: './vitest.mjs' },
      './package.json': './package.json',
    },
  });
  // The sources of the package must not use test globals.
  project.tsconfig?.file.addOverride('compilerOptions.types', ['node']);
  project.tsconfigDev.file.addOverride('compilerOptions.types', ['jest', 'node']);
  project.tsconfigDev.removeInclude('**/*.ts');
  ['src', 'test', 'scripts', 'bench'].forEach(directory => project.tsconfigDev.addInclude(`${directory}/**/*.ts`));

  // Tests import the package by its own name, as users do.
  project.eslint?.addOverride({ files: ['test/**/*.ts'], rules: { 'import/no-extraneous-dependencies': 'off' } });

  // The workspace root installs the dependencies. Without this reset, projen would create a second lock file here.
  project.package.installTask.reset();
  project.package.installCiTask.reset();

  addTasks(project);
  return project;
}

function addTasks(project: typescript.TypeScriptProject): void {
  const wasm = project.addTask('wasm', {
    description: 'Compile server/ to wasm/*.wasm.br, with Go, which is downloaded if it is not installed',
    exec: 'ts-node -T -P tsconfig.dev.json scripts/build.ts',
    receiveArgs: true,
  });
  const lint = project.addTask('lint', {
    description: 'Lint without fixing (`projen eslint` fixes)',
    env: { ESLINT_USE_FLAT_CONFIG: 'false', NODE_NO_WARNINGS: '1' },
    exec: 'eslint --ext .ts --max-warnings 0 --no-error-on-unmatched-pattern src test scripts bench',
  });
  const typecheck = project.addTask('typecheck', { description: 'Type-check sources, tests, scripts and benchmarks', exec: 'tsc --noEmit -p tsconfig.dev.json' });
  const jest = project.addTask('jest', { description: 'Run the tests, and write their results to ../test-reports/dry-run.json' });
  jest.exec("node -e \"fs.mkdirSync('../test-reports', { recursive: true })\"");
  jest.exec('jest --ci --json --outputFile=../test-reports/dry-run.json', { receiveArgs: true });

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

  // Old output is removed, so that the tarball does not contain the compiled files of deleted sources.
  project.compileTask.prependExec("node -e \"fs.rmSync('lib', { recursive: true, force: true })\"");

  const prepare = project.addTask('prepare-package', { description: 'Build everything that is in the package but not in the repository' });
  prepare.spawn(wasm);
  prepare.spawn(project.compileTask);
  project.setScript('prepack', 'projen prepare-package');

  const checkSources = project.addTask('check-sources', { description: 'Type-check and lint everything' });
  checkSources.spawn(typecheck);
  checkSources.spawn(lint);
}
