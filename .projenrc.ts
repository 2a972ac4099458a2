import { TextFile, cdk, cdk8s, javascript } from 'projen';
import { addCli } from './projenrc/cli';
import { addDependabot } from './projenrc/dependabot';
import { addDryRun } from './projenrc/dry-run';
import { JEST_CONFIG, JEST_OPTIONS } from './projenrc/jest';
import { generateKubernetesVersions } from './projenrc/kubernetes-versions';
import { restrictImports } from './projenrc/layers';
import { allowLinuxCode, requirePortableCode } from './projenrc/portable-code';
import { addPulumi } from './projenrc/pulumi';
import { addReleaseTasks } from './projenrc/release-tasks';
import { addCiWorkflow } from './projenrc/workflows/ci';
import { addReleaseWorkflow } from './projenrc/workflows/release';
import { addScheduledWorkflow } from './projenrc/workflows/scheduled';

/** The coverage that is reached, in percent. */
const COVERAGE = { lines: 99.7, branches: 97.9 };

const project = new cdk8s.ConstructLibraryCdk8s({
  name: 'cdk8s-service-patterns',
  description: 'cdk8s constructs that expose workloads and external backends as Kubernetes Services: one declaration creates '
    + 'a workload with its Service, ports and probes, or a Service with its endpoints.',
  author: 'cdk8s-service-patterns contributors',
  authorAddress: 'cdk8s-service-patterns@users.noreply.github.com',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk8s-service-patterns/cdk8s-service-patterns.git',
  homepage: 'https://github.com/cdk8s-service-patterns/cdk8s-service-patterns#readme',
  bugsUrl: 'https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/issues',
  license: 'Apache-2.0',
  stability: cdk.Stability.EXPERIMENTAL,
  defaultReleaseBranch: 'main',
  // Construct Hub lists packages with the keyword `cdk8s`; `cdk` is added by projen.
  keywords: [
    'cdk8s', 'cdk8s-plus', 'constructs', 'jsii', 'kubernetes', 'k8s',
    'deployment', 'endpoints', 'endpointslice', 'externalname', 'headless', 'loadbalancer', 'nodeport', 'probes', 'service',
  ],

  projenrcTs: true,
  projenVersion: '0.103.25',
  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.0.0',
  // projenrc/workflows/ replaces the workflows of projen (docs/decisions/releases.md).
  github: false,
  release: false,
  depsUpgrade: false,
  integrationTestAutoDiscover: false,
  sampleCode: false,

  // Compiled files are separate from the sources, so that jest does not run them and the tarball contains no sources.
  srcdir: 'lib',
  libdir: 'dist-js',
  entrypoint: 'dist-js/index.js',
  testdir: 'test',

  jsiiVersion: '~6.0.0',
  typescriptVersion: '5.9.3',
  cdk8sVersion: '2.70.0',
  constructsVersion: '10.4.2',
  peerDeps: ['cdk8s-plus-28@^2.5.6'],
  bundledDeps: ['ipaddr.js@^2'],
  devDeps: [
    'cdk8s-cli@^2.207.60', 'esbuild@^0.28.2', 'fast-check@^4', 'jest-environment-node@^30', 'jsii-docgen@^10.12.0', 'ts-jest@^29.4.0', 'ts-node@^10.9.2',
    'yaml@^2',
    // If the version is not pinned, `npm ci` fails because @unrs/resolver-binding-* is missing.
    'unrs-resolver@1.12.2',
  ],

  publishToPypi: { distName: 'cdk8s-service-patterns', module: 'cdk8s_service_patterns' },
  publishToMaven: {
    mavenGroupId: 'io.github.cdk8s-service-patterns',
    mavenArtifactId: 'cdk8s-service-patterns',
    javaPackage: 'io.github.cdk8sservicepatterns',
  },
  publishToNuget: { packageId: 'Cdk8sServicePatterns', dotNetNamespace: 'Cdk8sServicePatterns' },
  publishToGo: {
    moduleName: 'github.com/cdk8s-service-patterns/cdk8s-service-patterns-go',
    packageName: 'cdk8sservicepatterns',
  },

  tsconfig: { compilerOptions: { inlineSourceMap: false, inlineSources: false } },
  // For linting, type checks and ts-jest. Includes files that jsii does not compile. Examples import the library by its name.
  tsconfigDevFile: 'tsconfig.dev.json',
  tsconfigDev: {
    include: ['.projenrc.ts', 'projenrc/**/*.ts', 'lib/**/*.ts', 'test/**/*.ts', 'examples/*/*.ts', 'bench/**/*.ts', 'scripts/**/*.ts'],
    compilerOptions: {
      stripInternal: false,
      paths: { 'cdk8s-service-patterns': ['./lib/index.ts'], 'cdk8s-service-patterns-pulumi': ['./pulumi/src/index.ts'] },
    },
  },
  eslintOptions: {
    dirs: ['lib'],
    devdirs: ['test', 'examples', 'bench', 'scripts', 'projenrc'],
    tsconfigPath: './tsconfig.dev.json',
    projectService: false,
  },
  jestOptions: {
    ...JEST_OPTIONS,
    jestConfig: {
      // Only `projen coverage` measures the coverage: a part of the tests does not reach the thresholds.
      ...JEST_CONFIG,
      // V8 records the coverage of all loaded files, including those of cdk8s-plus, which takes longer than the tests themselves.
      coverageProvider: 'babel',
      collectCoverageFrom: ['lib/**/*.ts'],
      coverageReporters: ['text-summary', 'html'],
      // Cluster tests run with `projen test:cluster`.
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
      // The command in cli/ imports the library by its name.
      moduleNameMapper: { '^cdk8s-service-patterns$': '<rootDir>/lib/index.ts' },
      modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/dist-js/', '<rootDir>/examples/.*/node_modules/'],
      watchPathIgnorePatterns: ['/node_modules/', '<rootDir>/dist/', '<rootDir>/dist-js/', '<rootDir>/test-reports/'],
    },
  },

  npmignoreEnabled: false,
  gitignore: ['/.npmignore', '*.tgz', '*.tsbuildinfo', '.jsii.tabl.json', '.jsii.tabl.json.gz', '/examples/*/dist/', '/test-reports/'],
});

restrictImports(project.eslint!);
requirePortableCode(project.eslint!);
// The tests in a cluster run only on Linux.
allowLinuxCode(project.eslint!, 'test/e2e/**/*.ts');
// Benchmarks import the library by its name, as users do.
project.eslint!.addOverride({ files: ['bench/**/*.ts'], rules: { 'import/no-extraneous-dependencies': 'off' } });

// The type of `coverageThreshold` in the options of projen differs from the format of Jest.
project.jest!.config.coverageThreshold = { global: COVERAGE };

// The types of test globals must not be visible in the library.
project.tsconfig?.file.addOverride('compilerOptions.types', ['node']);
project.tsconfigDev.file.addOverride('compilerOptions.types', ['jest', 'node']);
// This pattern, a default of projen, would include dist-js and the node_modules of examples.
project.tsconfigDev.removeInclude('**/*.ts');

// With `release: false`, projen would set the version 0.0.0.
project.package.addVersion('0.1.0');
project.addFields({ files: ['dist-js/*.js', 'dist-js/**/*.d.ts', '.jsii', 'API.md', 'CHANGELOG.md'] });
// What lib/index.ts exports is the API (docs/decisions/copies-of-the-library.md). jsii and its tools read the two other files.
project.addFields({
  exports: {
    '.': { types: './dist-js/index.d.ts', default: './dist-js/index.js' },
    './package.json': './package.json',
    './.jsii': './.jsii',
  },
});

// The lock file contains only versions and hashes, so that `npm ci` uses the registry that the user has configured.
const npmrc = new javascript.NpmConfig(project);
npmrc.addConfig('omit-lockfile-registry-resolved', 'true');

project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');

// The public API is compared with api/baseline.json instead of a published version, which does not exist yet.
project.removeTask('compat');

// Workspaces, so that one lock file pins the dependencies of all packages.
const dryRun = addDryRun(project);
const pulumi = addPulumi(project);
const cli = addCli(project);
[dryRun, pulumi, cli].forEach(({ eslint }) => requirePortableCode(eslint!));
project.package.addField('workspaces', ['dry-run', 'pulumi', 'cli']);
project.addDevDeps(`${dryRun.package.packageName}@file:dry-run`);

generateKubernetesVersions(project, dryRun);

const script = (name: string, args = '') => `ts-node -T -P tsconfig.dev.json scripts/${name}.ts ${args}`.trim();
const makeDirectory = (path: string) => `node -e "fs.mkdirSync('${path}', { recursive: true })"`;

// Old output is removed, so that the tarball does not contain the compiled files of deleted sources.
project.compileTask.prependExec("node -e \"fs.rmSync('dist-js', { recursive: true, force: true })\"");
// jsii writes one JavaScript file for each source (docs/decisions/javascript-files.md).
project.compileTask.exec(script('bundle'));

project.packageTask.reset(makeDirectory('dist/js'));
project.packageTask.exec('npm pack --pack-destination dist/js');

const lint = project.addTask('lint', {
  description: 'Lint without fixing problems (`projen eslint` fixes them)',
  env: { ESLINT_USE_FLAT_CONFIG: 'false', NODE_NO_WARNINGS: '1' },
  exec: 'eslint --ext .ts --max-warnings 0 --no-error-on-unmatched-pattern lib test examples bench scripts projenrc .projenrc.ts',
});
const typecheck = project.addTask('typecheck', {
  description: 'Type-check the library, tests, examples, benchmarks and scripts',
  exec: 'tsc --noEmit -p tsconfig.dev.json',
});
const docExamples = project.addTask('doc-examples', {
  description: 'Compile the examples in the README and in doc comments (requires the output of `projen compile`)',
  exec: 'jsii-rosetta extract --compile --strict .jsii',
});
const testTask = (name: string, description: string, options = '') => {
  const task = project.addTask(name, { description, exec: makeDirectory('test-reports') });
  // The options come first: --ci ends a list of patterns, to which Jest would otherwise add the arguments of the task.
  task.exec(['jest', options, '--ci --json --outputFile=test-reports/jest.json'].filter(Boolean).join(' '), { receiveArgs: true });
  return task;
};
const jest = testTask('jest', 'Run the tests and write their results to test-reports/jest.json');
// test/quick.test.ts verifies that these are the tests that need the compiled server or library.
testTask(
  'jest:quick',
  'Run the tests that need neither the compiled server nor the compiled library',
  '--testPathIgnorePatterns "/node_modules/" "/test/e2e/" "/test/against-server/[a-z0-9-]+.test" "/test/examples.test" "/test/package.test" "/test/pulumi-example.test"',
);
const coverage = testTask('coverage', 'Run all tests, write the coverage to coverage/index.html, and fail if it is lower than before (CONTRIBUTING.md)', '--coverage');

project.addTask('dry-run', {
  description: 'Build dry-run/, which the tests use (downloads Go if it is not installed)',
  steps: [{ exec: 'projen prepare-package', cwd: 'dry-run' }],
});
const inDryRun = (task: string) => ({ cwd: 'dry-run', name: `kubernetes-dry-run: ${task}` });
const inPulumi = (task: string) => ({ cwd: 'pulumi', name: `cdk8s-service-patterns-pulumi: ${task}` });
const inCli = (task: string) => ({ cwd: 'cli', name: `cdk8s-service-patterns-cli: ${task}` });

const inParallel = (...commands: string[]) => script('in-parallel', commands.map(command => `"${command}"`).join(' '));

const checkSources = project.addTask('check-sources', { description: 'Type-check and lint everything (requires the compiled dry-run/lib/)' });
checkSources.spawn(typecheck);
checkSources.spawn(lint);

const checkPackage = project.addTask('check-package', { description: 'Compile the library, and check its API and the examples of its documentation' });
checkPackage.spawn(project.compileTask);
// Another command may write other files at the same time.
checkPackage.exec(script('unchanged-by', '--only=API.md projen docgen'), { name: 'API.md is up to date' });
checkPackage.exec(script('api-baseline', '--check'), { name: 'The public API equals api/baseline.json' });
checkPackage.spawn(docExamples);

project.addTask('test:quick', {
  description: 'Type-check, lint, and run the tests that need neither Go nor a cluster',
  exec: inParallel('projen jest:quick', 'cd dry-run && projen compile && cd .. && projen check-sources && cd dry-run && projen check-sources && cd ../pulumi && projen compile && projen check-sources && projen jest && cd ../cli && projen check-sources && projen jest:quick'),
});

const verify = project.addTask('verify', { description: 'Run all checks of `npm test`' });
verify.exec(script('unchanged-by', 'projen default'), { name: 'Generated files are up to date' });
// Lint and type checks need the compiled packages that the tests import.
verify.exec('projen compile', inDryRun('compile'));
verify.exec('projen compile', inPulumi('compile'));
verify.exec(inParallel('cd dry-run && projen wasm', 'projen check-package', 'projen check-sources', 'cd dry-run && projen check-sources', 'cd pulumi && projen check-sources', 'cd cli && projen check-sources'));
// Needs the compiled library.
verify.exec('projen compile', inCli('compile'));
verify.spawn(coverage);
verify.exec('projen jest', inDryRun('jest'));
verify.exec('projen jest', inPulumi('jest'));
verify.exec('projen jest', inCli('jest'));

project.addTask('test:cluster', {
  description: 'Run the tests in test/e2e/ in a temporary cluster (requires Linux, root and Debian packages)',
  exec: 'ts-node -T -P tsconfig.dev.json test/e2e/harness/main.ts',
  receiveArgs: true,
});
project.addTask('test:pulumi', {
  description: 'Run the tests in pulumi/test/engine/ with the engine of Pulumi and its Kubernetes provider, in a temporary cluster (requires the same)',
  exec: 'ts-node -T -P tsconfig.dev.json pulumi/test/engine/harness/main.ts',
  receiveArgs: true,
});

project.addTask('test:linters', {
  description: 'Run kube-score and checkov for all examples (requires the output of `projen compile`, Python and Go)',
  exec: 'ts-node -T -P tsconfig.dev.json test/linters/main.ts',
});

project.addTask('api', { description: 'Write the public API to api/baseline.json (requires the output of `projen compile`)', exec: script('api-baseline') });
project.addTask('declared-types', { description: 'Write the types of all options to lib/options/declared-types.ts', exec: script('declared-types') });
project.addTask('rules', { description: 'Write docs/rules.md', exec: script('rules-table') });
project.addTask('provider-table', { description: 'Write the table of providers in docs/load-balancers.md', exec: script('provider-table') });
project.addTask('property', {
  description: 'Compare the library with the API server for ten thousand randomly generated declarations and some thousand changes of them',
  env: { PROPERTY_FACTOR: '25' },
  exec: 'jest --ci test/against-server/agreement.test.ts test/against-server/updates.test.ts',
});
const scheduled = project.addTask('scheduled', {
  description: 'Run all tests, the random ones with twenty times as many inputs, which are new in each run (requires the output of `projen dry-run`)',
  env: { PROPERTY_FACTOR: '20' },
});
scheduled.spawn(project.compileTask);
scheduled.exec('projen compile', inPulumi('compile'));
scheduled.exec('projen compile', inCli('compile'));
scheduled.spawn(jest);
scheduled.exec('projen jest', inDryRun('jest'));
scheduled.exec('projen jest', inPulumi('jest'));
scheduled.exec('projen jest', inCli('jest'));
const bench = project.addTask('bench', { description: 'Compare synth with cdk8s-plus and other tools (bench/README.md)' });
bench.spawn(project.compileTask);
bench.exec('ts-node -T -P tsconfig.dev.json bench/main.ts', { receiveArgs: true });

const start = project.addTask('start', {
  description: 'Pack the library, install it in a copy of examples/httpd, run `npm run synth` there and print the manifests',
});
// Only the manifests are written to stdout.
start.exec('projen compile 1>&2');
start.exec(script('synth-example', 'httpd'));

// Without this, `npm pack` and `npm publish` in a clone that is not compiled would create a package without code.
project.setScript('prepack', 'projen compile');
// These scripts begin with the installation, because a fresh clone has no projen.
project.setScript('test', 'npm ci && projen verify');
project.setScript('start', 'npm ci 1>&2 && projen start');
// Installs only if projen is missing, because another run may be in progress in the same clone.
['test:quick', 'test:cluster', 'test:pulumi', 'test:linters'].forEach(name => project.setScript(name, `node scripts/install-if-missing.mjs && projen ${name}`));

addReleaseTasks(project);
addCiWorkflow(project);
addScheduledWorkflow(project);
addReleaseWorkflow(project);
addDependabot(project);

new TextFile(project, 'rosetta/default.ts-fixture', {
  marker: false,
  lines: [
    '// The code around each "ts" example of the README and of doc comments. A complete program has the fence "ts nofixture".',
    "import * as cdk8s from 'cdk8s';",
    "import { ApiObject, App, Chart, Duration, JsonPatch, Size } from 'cdk8s';",
    "import * as kplus from 'cdk8s-plus-28';",
    "import { Construct } from 'constructs';",
    'import {',
    '  AccessMode, AllowedRoutes, AppArmor, Assertions, Backend, ClaimRetentionPolicy, ClusterProfile, Connections, ContainerRestart, Controller,',
    '  Credentials, DefaultsVersion, DisruptionBudget, DownwardApiFile, EndpointsApi, EnvFromSource, EnvVarSource, ExposedPods, ExposedWorkload,',
    '  ExposedWorkloadProps, Exposure, ExternalService, FsGroupChange, Gateway, GrpcMethod, HealthCheck, HostnamePolicyRequest, HostPathType,',
    '  HttpMethod, IHostnamePolicies, ImmutableConfigMap, ImmutableSecret, IngressController, IpFamily, IpFamilyPolicy, Isolation, KedaTrigger,',
    '  LifecycleHandler, ListenerProtocol, LoadBalancerHealthCheckProtocol, LoadBalancerProvider, Mesh, Metrics, MetricTarget,',
    '  NetworkPolicyProvider, NodeExpression, NodeTerm, PathMatch, PodCount, PodDnsPolicy, PodExpression, PodManagement, PodSelection, PodTerm,',
    '  Port, Preemption, ProbeScheme, ProjectedSource, Propagation, PullPolicy, ResizeRestart, RestartAction, RestartRule, Rollout, Route,',
    '  RouteBackend, RouteBackendTls, RouteParent, RouteProtocol, RouteTls, Scaling, ScalingMetric, ScalingPolicy, Seccomp, SecurityExemption,',
    '  SecurityProfile, Spread, StorageMedium, SupplementalGroupsPolicy, TargetPort, TerminationMessagePolicy, Toleration, TolerationEffect,',
    '  TopologySpread, TrafficDistribution, TrafficPolicy, ValueMatch, VolumeMode, VolumeSource, Worker, WorkloadDefaults,',
    "} from 'cdk8s-service-patterns';",
    '',
    'class Fixture extends Chart {',
    '  constructor(scope: Construct, id: string) {',
    '    super(scope, id);',
    '',
    '    /// here',
    '  }',
    '}',
  ],
});

project.synth();
