import { Testing } from 'cdk8s';
import { ServerDryRun, type ApiObject, type DryRunAnswer, type ServerDryRunOptions } from 'kubernetes-dry-run';
import { CILIUM_NETWORK_POLICY } from './cilium';
import { CUSTOM_RESOURCES } from './custom-resources';
import { isRefusedByServer, isVisibleInDocuments, rulesIn, synthWithoutRules } from './enforcement';
import { storedOtherwise } from './gateway-api';
import { misreadDocuments } from './read-back';
import { isUnavoidable } from './warnings';
import { declare, type GeneratedDeclaration } from '../random/declarations';
import { Random, type Source } from '../random/random';
import type { Document } from '../support';

/** Probabilities of an odd value (see `Random`). With 0, a declaration has no odd values. */
const ODDS = [0, 0, 0.003, 0.006, 0.02];

/** The result of checking one declaration. */
export interface CheckResult {
  readonly outcome: 'synthesized' | 'refused' | 'refused by cdk8s-plus' | 'not rendered';
  /** Disagreements of the library and the server. Each begins with a text that classifies it. */
  readonly disagreements: readonly string[];
  /** Ids of the rules that were broken. */
  readonly broken: readonly string[];
  readonly random: Random;
}

type DryRunOptions = Pick<ServerDryRunOptions, 'kubernetesVersion' | 'podSecurity' | 'serviceCidrs' | 'nodePortRange' | 'crds'>;

/** Passes a declaration to the library and its documents to the server, and compares the verdicts. */
export function check(source: Source, replay: () => Source): CheckResult {
  const random = new Random(source, ODDS);
  let generated: GeneratedDeclaration;
  let documents: Document[];
  try {
    generated = declare(random);
    documents = Testing.synth(generated.chart);
  } catch (error) {
    const refusedFor = rulesIn((error as Error).message);
    return refusedFor.length > 0 ? checkRefusal(refusedFor, replay) : { outcome: 'refused by cdk8s-plus', disagreements: [], broken: [], random };
  }
  const answer = dryRun(dryRunOptions(generated, random), documents);
  const disagreements = [...complaints(answer), ...misreadDocuments(documents), ...storedOtherwise(documents, answer.results)];
  return { outcome: 'synthesized', disagreements: disagreements.map(complaint => describeDisagreement(complaint, [], random, documents)), broken: [], random };
}

/** Checks that the server also refuses the documents, unless all broken rules are about hazards, which the server accepts. */
function checkRefusal(refusedFor: readonly string[], replay: () => Source): CheckResult {
  const random = new Random(replay(), ODDS);
  let generated: GeneratedDeclaration;
  let rendered: ReturnType<typeof synthWithoutRules>;
  try {
    rendered = synthWithoutRules(() => (generated = declare(random)).chart);
  } catch {
    return { outcome: 'not rendered', disagreements: [], broken: refusedFor, random };
  }
  const { documents, broken } = rendered;
  if (documents.length === 0 || !broken.every(isVisibleInDocuments)) {
    return { outcome: 'not rendered', disagreements: [], broken, random };
  }
  const strict = broken.filter(isRefusedByServer);
  const answer = strict.length > 0 ? dryRun(dryRunOptions(generated!, random), documents) : undefined;
  const accepted = answer !== undefined && complaints(answer, () => true).length === 0;
  return {
    outcome: 'refused',
    disagreements: accepted ? [describeDisagreement(`accepted by the server, but refused by ${strict.join(', ')}`, broken, random, documents)] : [],
    broken: [...new Set([...refusedFor, ...broken])],
    random,
  };
}

/** The options of the dry run for the cluster of a declaration. */
export function dryRunOptions({ cluster }: GeneratedDeclaration, { unrestricted }: Pick<Random, 'unrestricted'>): DryRunOptions {
  return {
    kubernetesVersion: cluster.version,
    podSecurity: unrestricted ? 'privileged' : 'restricted',
    serviceCidrs: cluster.serviceCidrs,
    nodePortRange: cluster.nodePorts.join('-'),
    crds: [CILIUM_NETWORK_POLICY, ...CUSTOM_RESOURCES],
  };
}

function dryRun(options: DryRunOptions, documents: readonly Document[]): DryRunAnswer {
  return new ServerDryRun({ ...options, references: false, unknownKinds: 'refuse' }).apply(documents as ApiObject[]);
}

/** Everything that the server reports about documents: refusals, dropped fields, warnings and findings. */
export function complaints({ results, findings }: DryRunAnswer, tolerated = isUnavoidable): string[] {
  return [
    ...results.flatMap(({ kind, accepted, causes, droppedFields, warnings }) => [
      ...accepted ? [] : causes.map(({ field, message }) => `refused ${kind} ${field}: ${message}`),
      ...droppedFields.map(field => `dropped ${kind} ${field}`),
      ...warnings.filter(warning => !tolerated(warning)).map(warning => `warning ${kind}: ${warning}`),
    ]),
    ...findings.filter(({ severity }) => severity === 'error').map(({ kind, rule, field, message }) => `finding ${kind} ${rule} ${field}: ${message}`),
  ];
}

function describeDisagreement(complaint: string, broken: readonly string[], { oddities }: Random, documents: readonly Document[]): string {
  return [complaint, `rules: ${broken.join(', ')}`, `odd: ${oddities.join('; ')}`, JSON.stringify(documents).slice(0, 20_000)].join('\n');
}
