import { javascript, typescript, type cdk8s } from 'projen';
import { JEST_CONFIG, JEST_OPTIONS } from './jest';

const REPOSITORY = 'https://github.com/cdk8s-service-patterns/cdk8s-service-patterns';

/** What is different for each workspace. */
export interface WorkspaceOptions extends Pick<typescript.TypeScriptProjectOptions, 'bin' | 'deps' | 'devDeps' | 'peerDeps' | 'gitignore'> {
  readonly directory: string;
  readonly name: string;
  readonly description: string;
  readonly keywords: readonly string[];
  /** The folders with code that is not in the package. */
  readonly devdirs: readonly string[];
  readonly paths?: Record<string, string[]>;
  readonly jestConfig: javascript.JestConfigOptions;
}

/** An npm workspace: a separate package, whose dependencies the lock file of the repository pins. */
export function addWorkspace(parent: cdk8s.ConstructLibraryCdk8s, options: WorkspaceOptions): typescript.TypeScriptProject {
  const { directory, devdirs, paths, jestConfig, keywords, ...own } = options;
  const project = new typescript.TypeScriptProject({
    ...own,
    parent,
    outdir: directory,
    authorName: 'cdk8s-service-patterns contributors',
    authorEmail: 'cdk8s-service-patterns@users.noreply.github.com',
    authorOrganization: true,
    repository: `${REPOSITORY}.git`,
    repositoryDirectory: directory,
    homepage: `${REPOSITORY}/tree/main/${directory}#readme`,
    bugsUrl: `${REPOSITORY}/issues`,
    license: 'Apache-2.0',
    stability: 'experimental',
    defaultReleaseBranch: 'main',
    keywords: [...keywords],

    packageManager: javascript.NodePackageManager.NPM,
    minNodeVersion: '20.0.0',
    projenVersion: '0.103.25',
    typescriptVersion: '5.9.3',
    github: false,
    release: false,
    depsUpgrade: false,
    sampleCode: false,
    autoDetectBin: false,
    // `devDeps` has the versions for tests.
    peerDependencyOptions: { pinnedDevDependency: false },

    tsconfig: { compilerOptions: { target: 'ES2022', lib: ['es2022'], module: 'node16', moduleResolution: javascript.TypeScriptModuleResolution.NODE16, inlineSourceMap: false, inlineSources: false } },
    tsconfigDevFile: 'tsconfig.dev.json',
    // Tests use scripts of the repository.
    tsconfigDev: { compilerOptions: { isolatedModules: true, rootDir: '..', paths } },
    eslintOptions: { dirs: ['src'], devdirs: [...devdirs], tsconfigPath: './tsconfig.dev.json', projectService: false },
    jestOptions: {
      ...JEST_OPTIONS,
      jestConfig: { ...JEST_CONFIG, ...jestConfig },
    },

    npmignoreEnabled: false,
    gitignore: ['*.tgz', '*.tsbuildinfo', ...own.gitignore ?? []],
  });

  project.package.addVersion('0.1.0');
  // The sources of the package must not use test globals.
  project.tsconfig?.file.addOverride('compilerOptions.types', ['node']);
  project.tsconfigDev.file.addOverride('compilerOptions.types', ['jest', 'node']);
  project.tsconfigDev.removeInclude('**/*.ts');
  ['src', ...devdirs].forEach(folder => project.tsconfigDev.addInclude(`${folder}/**/*.ts`));

  project.eslint?.addRules({ 'import/no-cycle': ['error'] });
  // Tests import the package by its own name, as users do.
  project.eslint?.addOverride({ files: ['test/**/*.ts'], rules: { 'import/no-extraneous-dependencies': 'off' } });

  // The workspace root installs the dependencies. Without this reset, projen would create a second lock file here.
  project.package.installTask.reset();
  project.package.installCiTask.reset();

  addChecks(project, ['src', ...devdirs].join(' '));
  // Old output is removed, so that the tarball does not contain the compiled files of deleted sources.
  project.compileTask.prependExec("node -e \"fs.rmSync('lib', { recursive: true, force: true })\"");
  return project;
}

function addChecks(project: typescript.TypeScriptProject, folders: string): void {
  const lint = project.addTask('lint', {
    description: 'Lint without fixing (`projen eslint` fixes)',
    env: { ESLINT_USE_FLAT_CONFIG: 'false', NODE_NO_WARNINGS: '1' },
    exec: `eslint --ext .ts --max-warnings 0 --no-error-on-unmatched-pattern ${folders}`,
  });
  const typecheck = project.addTask('typecheck', { description: `Type-check ${folders.replaceAll(' ', ', ')}`, exec: 'tsc --noEmit -p tsconfig.dev.json' });
  const checkSources = project.addTask('check-sources', { description: 'Type-check and lint everything' });
  checkSources.spawn(typecheck);
  checkSources.spawn(lint);

  const report = `../test-reports/${project.outdir.split(/[\\/]/).at(-1)}.json`;
  const jest = project.addTask('jest', { description: `Run the tests, and write their results to ${report}` });
  jest.exec("node -e \"fs.mkdirSync('../test-reports', { recursive: true })\"");
  jest.exec(`jest --ci --json --outputFile=${report}`, { receiveArgs: true });
}
