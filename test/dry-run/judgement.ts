import { isDeepStrictEqual } from 'util';
import { Testing, Yaml } from 'cdk8s';
import { ServerDryRun, type ApiObject, type DryRunAnswer, type ServerDryRunOptions } from 'kubernetes-dry-run';
import { declare, type Drawn } from './draws/declarations';
import { Draw, type Source } from './draws/draw';
import { isRefusedByServer, isRendered, rulesIn, unenforced } from './enforcement';
import { isUnavoidable } from './warnings';
import type { Document } from '../support';

/** How often a value is odd; in most declarations none is. */
const ODDS = [0, 0, 0.005, 0.01, 0.03];

/** What became of one declaration. */
export interface Judgement {
  readonly outcome: 'synthesized' | 'refused' | 'refused by cdk8s-plus' | 'not rendered';
  /** Where library and server don't agree; each begins with what sorts it. */
  readonly disagreements: readonly string[];
  /** Ids of the rules that were broken. */
  readonly broken: readonly string[];
  readonly draw: Draw;
}

type Facts = Pick<ServerDryRunOptions, 'kubernetesVersion' | 'podSecurity' | 'serviceCidrs' | 'nodePortRange'>;

/** Asks the library and the server about the same declaration. */
export function judge(source: Source, replay: () => Source): Judgement {
  const draw = new Draw(source, ODDS);
  let drawn: Drawn;
  let documents: Document[];
  try {
    drawn = declare(draw);
    documents = Testing.synth(drawn.chart);
  } catch (error) {
    const refusedFor = rulesIn((error as Error).message);
    return refusedFor.length > 0 ? judgeRefusal(refusedFor, replay) : { outcome: 'refused by cdk8s-plus', disagreements: [], broken: [], draw };
  }
  const answer = ask(factsOf(drawn, draw), documents);
  const disagreements = [...complaints(answer), ...misread(drawn, documents)];
  return { outcome: 'synthesized', disagreements: disagreements.map(complaint => describe(complaint, [], draw, documents)), broken: [], draw };
}

/** A refusal is right where the server refuses too, or the rule says what else is wrong. */
function judgeRefusal(refusedFor: readonly string[], replay: () => Source): Judgement {
  const draw = new Draw(replay(), ODDS);
  let drawn: Drawn;
  let rendered: ReturnType<typeof unenforced>;
  try {
    rendered = unenforced(() => (drawn = declare(draw)).chart);
  } catch {
    return { outcome: 'not rendered', disagreements: [], broken: refusedFor, draw };
  }
  const { documents, broken } = rendered;
  if (documents.length === 0 || !broken.every(isRendered)) {
    return { outcome: 'not rendered', disagreements: [], broken, draw };
  }
  const strict = broken.filter(isRefusedByServer);
  const answer = strict.length > 0 ? ask(factsOf(drawn!, draw), documents) : undefined;
  const taken = answer !== undefined && complaints(answer, () => true).length === 0;
  return {
    outcome: 'refused',
    disagreements: taken ? [describe(`taken, though ${strict.join(', ')} refuses it`, broken, draw, documents)] : [],
    broken: [...new Set([...refusedFor, ...broken])],
    draw,
  };
}

/** The cluster that a declaration is for. */
export function factsOf({ cluster }: Drawn, { unrestricted }: Pick<Draw, 'unrestricted'>): Facts {
  return {
    kubernetesVersion: cluster.version,
    podSecurity: unrestricted ? 'privileged' : 'restricted',
    serviceCidrs: cluster.serviceCidrs,
    nodePortRange: cluster.nodePorts.join('-'),
  };
}

function ask(facts: Facts, documents: readonly Document[]): DryRunAnswer {
  return new ServerDryRun({ ...facts, references: false }).apply(documents as ApiObject[]);
}

/** Documents that kubectl does not read from the YAML as they are meant. */
function misread({ cluster }: Drawn, documents: readonly Document[]): string[] {
  const read = new ServerDryRun({ kubernetesVersion: cluster.version }).decode(Yaml.stringify(...documents));
  return documents.flatMap((document, index) => {
    const { error, document: other } = read[index] ?? { error: 'it is missing' };
    return error === undefined && isDeepStrictEqual(other, JSON.parse(JSON.stringify(document))) ? [] : [`misread ${document.kind}: ${error ?? 'it is another'}`];
  });
}

/** What the server does not like of documents. */
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

function describe(complaint: string, broken: readonly string[], { oddities }: Draw, documents: readonly Document[]): string {
  return [complaint, `rules: ${broken.join(', ')}`, `odd: ${oddities.join('; ')}`, JSON.stringify(documents).slice(0, 20_000)].join('\n');
}
