import { NODE_VERSION, run, setupNode, use } from './steps';
import type { Step } from './workflow';

/** publib publishes what jsii-pacmak builds. Each of its commands skips versions that exist already, so a failed release can run again. */
const PUBLIB = 'publib@0.2.1061';

/** A package registry: how the release workflow publishes to it, and what must be configured first. docs/maintaining.md explains the settings. */
export interface Registry {
  readonly name: string;
  /** The folder of `dist/` with the packages, which is also the name of the artifact. */
  readonly folder: string;
  /** The command of publib. */
  readonly command: string;
  /** Whether the registry accepts the identity token of the job instead of a secret. */
  readonly trusted: boolean;
  /** The condition under which the settings are complete, in the syntax of GitHub expressions. */
  readonly configured: string;
  /** The settings, for the message that they are missing. */
  readonly settings: string;
  /** The environment variables that publib reads: https://github.com/cdklabs/publib#readme. */
  readonly env: Readonly<Record<string, string>>;
  /** Steps that install what publib calls. */
  readonly tools: readonly Step[];
}

/** The registries, by the id of their job. */
export const REGISTRIES: Readonly<Record<string, Registry>> = {
  npm: {
    name: 'npm',
    folder: 'js',
    command: 'publib-npm',
    trusted: true,
    // A trusted publisher can be configured only for a package that exists, so the first version needs a token.
    configured: "vars.NPM_TRUSTED_PUBLISHER == 'true' || secrets.NPM_TOKEN != ''",
    settings: 'the variable NPM_TRUSTED_PUBLISHER or the secret NPM_TOKEN',
    env: {
      NPM_TRUSTED_PUBLISHER: '${{ vars.NPM_TRUSTED_PUBLISHER }}',
      NPM_TOKEN: '${{ secrets.NPM_TOKEN }}',
      NPM_CONFIG_PROVENANCE: 'true',
    },
    tools: [],
  },
  pypi: {
    name: 'PyPI',
    folder: 'python',
    command: 'publib-pypi',
    trusted: true,
    configured: "vars.PYPI_TRUSTED_PUBLISHER == 'true'",
    settings: 'the variable PYPI_TRUSTED_PUBLISHER',
    env: { PYPI_TRUSTED_PUBLISHER: 'true' },
    tools: [use('actions/setup-python', { 'python-version': '3.13' })],
  },
  maven: {
    name: 'Maven Central',
    folder: 'java',
    command: 'publib-maven',
    trusted: false,
    configured: ['MAVEN_USERNAME', 'MAVEN_PASSWORD', 'MAVEN_GPG_PRIVATE_KEY', 'MAVEN_GPG_PRIVATE_KEY_PASSPHRASE']
      .map(secret => `secrets.${secret} != ''`).join(' && '),
    settings: 'the secrets MAVEN_USERNAME, MAVEN_PASSWORD, MAVEN_GPG_PRIVATE_KEY and MAVEN_GPG_PRIVATE_KEY_PASSPHRASE',
    env: {
      MAVEN_SERVER_ID: 'central-ossrh',
      MAVEN_USERNAME: '${{ secrets.MAVEN_USERNAME }}',
      MAVEN_PASSWORD: '${{ secrets.MAVEN_PASSWORD }}',
      MAVEN_GPG_PRIVATE_KEY: '${{ secrets.MAVEN_GPG_PRIVATE_KEY }}',
      MAVEN_GPG_PRIVATE_KEY_PASSPHRASE: '${{ secrets.MAVEN_GPG_PRIVATE_KEY_PASSPHRASE }}',
    },
    tools: [use('actions/setup-java', { 'distribution': 'temurin', 'java-version': '17' })],
  },
  nuget: {
    name: 'NuGet',
    folder: 'dotnet',
    command: 'publib-nuget',
    trusted: true,
    configured: "vars.NUGET_USERNAME != ''",
    settings: 'the variable NUGET_USERNAME',
    env: { NUGET_TRUSTED_PUBLISHER: 'true', NUGET_USERNAME: '${{ vars.NUGET_USERNAME }}' },
    tools: [use('actions/setup-dotnet', { 'dotnet-version': '8.0.x' }), use('actions/setup-python', { 'python-version': '3.13' })],
  },
  go: {
    name: 'the repository of the Go module',
    folder: 'go',
    command: 'publib-golang',
    trusted: false,
    configured: "secrets.GO_GITHUB_TOKEN != ''",
    settings: 'the secret GO_GITHUB_TOKEN',
    env: {
      GITHUB_TOKEN: '${{ secrets.GO_GITHUB_TOKEN }}',
      GIT_USER_NAME: 'github-actions',
      GIT_USER_EMAIL: 'github-actions@github.com',
    },
    tools: [],
  },
};

/** The steps of a job that publishes, if the settings of the registry are complete. Otherwise a step says in one line what is missing. */
export function publishSteps({ name, folder, command, settings, env, tools }: Registry): Step[] {
  const configured = [
    use('actions/download-artifact', { name: folder, path: `dist/${folder}` }),
    // Without a checkout, there is no lock file for the cache.
    setupNode(NODE_VERSION, {}),
    ...tools,
    run(`npx --yes --package ${PUBLIB} ${command} dist/${folder}`, { env }),
  ];
  return [
    run(`echo "::notice title=Not published::Nothing was published to ${name}. Set ${settings} in the environment release (docs/maintaining.md)."`,
      { if: "env.CONFIGURED != 'true'" }),
    ...configured.map(step => ({ if: "env.CONFIGURED == 'true'", ...step })),
  ];
}
