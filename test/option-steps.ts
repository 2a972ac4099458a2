import { filesIn, pagesIn, read } from './markdown';
import { generatedOptions } from './random/generated-options';
import type { PublicOption } from './random/public-options';

const FIELDS_PAGE = 'docs/kubernetes-fields.md';

/** Pages that mention options of all subjects, and describe few of them. */
const OVERVIEWS = [FIELDS_PAGE, 'docs/adopting.md', 'docs/upgrading.md', 'docs/workload-defaults.md', 'docs/defaults.md'];

/** Options, and interfaces of options, that write no field of their own declaration which people look up in docs/kubernetes-fields.md, with the reason. */
const NOT_FIELDS: Readonly<Record<string, string>> = {
  ...because('The option is a fact about the cluster.', [
    'ClusterDns', 'ClusterProfileProps', 'CustomIngressControllerProps', 'CustomLoadBalancerProviderProps', 'CustomMeshProps',
    'CustomNetworkPolicyProviderProps', 'IngressClassOptions', 'LoadBalancerAnnotations', 'MeshAppProtocols', 'MeshPeer', 'MeshProxy', 'PlatformPods',
    'RouteClass',
  ]),
  ...because('docs/load-balancers.md has a table of the annotations.', ['LoadBalancerHealthCheck', 'LoadBalancerSettings', 'LoadBalancerTls']),
  ...because('docs/routes.md describes the objects of the Gateway API.', [
    'GatewayListener', 'GatewayProps', 'HeaderChanges', 'NamedGatewayOptions', 'RouteBackendOptions', 'RouteBackendTlsOptions', 'RouteGatewayOptions',
    'RouteMirror', 'RouteProps', 'RouteRedirect', 'RouteRewrite', 'RouteRule', 'RouteTlsIssuerOptions', 'RouteTlsSecretOptions',
  ]),
  ...because('The justification is not part of a document.', ['BackendEndpoint.justification', 'CommonScalingOptions.noEndpointsJustification', 'DisruptionBudgetOptions.noEvictionJustification', 'ExternalIps.justification', 'HostnameOptions.justification', 'LifecycleHooks.stopSignalJustification', 'LoadBalancerOptions.sourceRangesJustification', 'WorkloadOptions.automountServiceAccountTokenJustification', 'WorkloadOptions.selectorOverlapJustification']),
  ...because('The option is for the programs that use the declaration.', [
    'ConnectOptions', 'ExternalServiceProps.tlsServerName', 'ImportedServiceOptions', 'PortOptions.scheme', 'SecretCredentialsOptions',
    'SecretPasswordOptions', 'SecretUserOptions',
  ]),
  ...because('The variables are added by a webhook, and not by the library.', ['WorkloadOptions.injectedVariables']),
  ...because('It only changes which defaults of enclosing scopes apply.', ['WorkloadOptions.ignoredDefaults']),
  ...because('Only policies of other declarations contain it.', ['ExternalServiceProps.networks']),
};

/** Lines about fields that have no option: rows of tables with the entry `patch`, and JSON patches. */
const WITHOUT_OPTION = /^\|.*\| \[?patch(\]\([^)]*\))? \|$|JsonPatch/;

/** All code in the pages that people write, by page. docs/rules.md is generated. */
const CODE = new Map(pagesIn('docs').filter(page => page !== 'docs/rules.md').map(page => {
  const text = read(page).split('\n').filter(line => !WITHOUT_OPTION.test(line)).join('\n');
  return [page, Array.from(text.matchAll(/^```.*?^```|`[^`]+`/gms), ([code]) => code).join('\n')];
}));

/** The tests of what an option changes, by file: neither the tests of rules and of all options nor those with an API server or a cluster. */
const TESTS = new Map(filesIn('test', '.ts')
  .filter(file => !/^test\/(against-server|e2e|option|properties|random|rules|walk)|\/any-input/.test(file))
  .map(file => [file, read(file)]));

const generated = generatedOptions();

/**
 * The steps of "Adding an option" (CONTRIBUTING.md) that are missing for an option, each with the file to change. The compiler, the linter and other
 * tests report the other steps.
 *
 * @param others the other options, which show to which files the option belongs
 */
export function missingSteps({ name, doc, file, optional }: PublicOption, others: readonly PublicOption[]): string[] {
  const related = others.filter(other => other.file === file);
  return [
    ...optional && !/@default \S/.test(doc) ? [`Add '@default - …' to the doc comment of ${name} in ${file}.`] : [],
    ...generated.every(option => option.name !== name) ? [`Add ${name} to ${generatorOf(name)}.`] : [],
    ...isMentioned(name, TESTS) ? [] : [`Test what ${name} changes, in ${fileFor(related, TESTS) ?? 'a file of test/'}.`],
    ...isMentioned(name, CODE) ? [] : [`Describe ${name} in ${fileFor(related, CODE) ?? 'a page of docs/'}.`],
    ...!writesField(name) || mentions(CODE.get(FIELDS_PAGE)!, name) ? [] : [
      `Add ${name} to the row of its field in ${FIELDS_PAGE}, or the reason why it has no field to NOT_FIELDS in test/option-steps.ts.`,
    ],
  ];
}

/** Options that the baseline of the public API, from which other tests read the options, does not contain. */
export function missingInBaseline(options: readonly PublicOption[]): string[] {
  const { types } = JSON.parse(read('api/baseline.json'));
  const known = Object.values<any>(types).flatMap(({ name, properties = [] }) => properties.map((property: any) => `${name}.${property.name}`));
  return options.filter(({ name }) => !known.includes(name))
    .map(({ name }) => `Add ${name} to api/baseline.json: run 'npx projen compile', and then 'npx projen api'.`);
}

/** Whether an option writes a field of the documents of its declaration. */
export function writesField(name: string): boolean {
  return !(name in NOT_FIELDS) && !(ownerOf(name) in NOT_FIELDS);
}

/** Steps that are left over from options that no longer exist. */
export function obsoleteSteps(options: readonly PublicOption[]): string[] {
  const exists = (name: string) => options.some(option => option.name === name || ownerOf(option.name) === name);
  return [
    ...generated.filter(({ name }) => !exists(name)).map(option => `No exported interface declares ${option.name}. Remove it from ${option.file}, or name the interface that declares it.`),
    ...Object.keys(NOT_FIELDS).filter(name => !exists(name)).map(name => `No exported interface declares ${name}. Remove it from NOT_FIELDS in test/option-steps.ts.`),
  ];
}

function because(reason: string, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map(name => [name, reason]));
}

function ownerOf(name: string): string {
  return name.split('.')[0];
}

function isMentioned(name: string, files: ReadonlyMap<string, string>): boolean {
  return [...files.values()].some(code => mentions(code, name));
}

function mentions(code: string, name: string): boolean {
  return new RegExp(`\\b${name.split('.')[1]}\\b`).test(code);
}

/** The files that generate the other options of the interface. */
function generatorOf(name: string): string {
  const files = new Set(generated.filter(option => ownerOf(option.name) === ownerOf(name)).map(({ file }) => file));
  return [...files].join(' or ') || `a file of test/random/, with a call such as random.some<${ownerOf(name)}>('${ownerOf(name)}', 0.2, { … })`;
}

/** The file that mentions most of these options. */
function fileFor(options: readonly PublicOption[], files: ReadonlyMap<string, string>): string | undefined {
  const counts = [...files].filter(([file]) => !OVERVIEWS.includes(file))
    .map(([file, code]) => [file, options.filter(({ name }) => mentions(code, name)).length] as const)
    .sort(([, a], [, b]) => b - a);
  return counts[0][1] > 0 ? counts[0][0] : undefined;
}
