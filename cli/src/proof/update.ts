import { isDeepStrictEqual } from 'node:util';
import type * as dryRunPackage from 'kubernetes-dry-run';
import { keyOf, titleOf } from './compare/objects/identity';
import { asManifest, isPrinted } from './compare/objects/printed';
import { lostPorts } from './lost-ports';
import { replacedPods } from './replaced-pods';
import type { Document } from '../document';
import type { Refusal, Remark, UpdateReport } from '../report/report';

/** Options of `update`. */
export interface UpdateOptions {
  /** @default - the newest version that kubernetes-dry-run contains. */
  readonly kubernetesVersion?: string;
  /** Returns a module by its name, as `require` does. */
  readonly resolve: (name: string) => unknown;
}

const PACKAGE = 'kubernetes-dry-run';

/** A cluster with both families, so that it accepts Services of each. A Service that specifies no family has IPv4, as in a cluster with this family only. */
const DUAL_STACK = ['10.96.0.0/12', 'fd00:10:96::/108'];

type ApiObject = dryRunPackage.ApiObject;

/**
 * Asks the API server whether it accepts the declared objects as an update of the original ones.
 *
 * @returns undefined if the package kubernetes-dry-run is not installed
 */
export function update(originals: readonly Document[], declared: readonly Document[], options: UpdateOptions): UpdateReport | undefined {
  const found = installed(options.resolve);
  if (!found) {
    return undefined;
  }
  const { kubernetesVersion, remarks } = versionOf(options.kubernetesVersion, found.KUBERNETES_VERSIONS);
  const server = new Server(new found.ServerDryRun({ kubernetesVersion, unknownKinds: 'ignore', serviceCidrs: DUAL_STACK }));
  const before = server.apply(originals.map(asManifest));
  const reasons = before.answers.map(reasonNotToJudge);
  const judged = originals.flatMap((original, index) => (
    reasons[index] === undefined ? [{ original, live: isPrinted(original) ? original : before.answers[index].stored! }] : []
  ));
  const live = judged.map(each => each.live);
  const after = server.apply(declared, live);
  const skipped = new Set(originals.filter((_, index) => reasons[index] !== undefined).map(keyOf));
  const results = declared.map((document, index) => ({ document, answer: after.answers[index] }))
    .filter(({ document }) => !skipped.has(keyOf(document)));
  // The values that admission adds to an object, such as the account of a Pod, are kept when it is applied as it was.
  const refusals = results.filter(({ document }) => !originals.some(original => isDeepStrictEqual(original, document)))
    .flatMap(({ document, answer }) => refusalsOf(document, answer));
  const titles = new Map([...declared, ...originals].map(each => [keyOf(each), titleOf(each)]));
  const updated = new Map(results.map(({ document, answer }) => [keyOf(document), answer.stored]));
  return {
    kubernetesVersion,
    accepted: refusals.length === 0,
    refusals,
    lostPorts: lostPorts(live, updated, titles),
    replacedPods: replacedPods(judged, updated),
    findings: [...remarks, ...newErrors(before.findings, after.findings, titles)],
    notJudged: originals.flatMap((original, index) => reasons[index] === undefined ? [] : [`${titleOf(original)}: ${reasons[index]}`]),
  };
}

/** The package, if it is installed. */
function installed(resolve: UpdateOptions['resolve']): typeof dryRunPackage | undefined {
  try {
    return resolve(PACKAGE) as typeof dryRunPackage;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'MODULE_NOT_FOUND' && message.includes(`'${PACKAGE}'`)) {
      return undefined;
    }
    throw error;
  }
}

function versionOf(specified: string | undefined, known: readonly dryRunPackage.KubernetesVersion[]): {
  readonly kubernetesVersion: dryRunPackage.KubernetesVersion;
  readonly remarks: readonly Remark[];
} {
  const newest = known[known.length - 1];
  const found = known.find(each => each === specified);
  const isOther = specified !== undefined && found === undefined;
  return {
    kubernetesVersion: found ?? newest,
    remarks: isOther ? [{ message: `${PACKAGE} does not contain Kubernetes ${specified}, so the update was checked with ${newest}.` }] : [],
  };
}

/** The answer to one document. */
interface Answer extends Pick<dryRunPackage.ApplyResult, 'accepted' | 'causes' | 'definitionMissing'> {
  readonly stored?: Document;
}

/** A server that also answers if it cannot read a document. */
class Server {
  constructor(private readonly dryRun: dryRunPackage.ServerDryRun) {}

  /** Applies the documents, and documents with which the server stops one by one, so that it answers to the others. */
  apply(documents: readonly Document[], live: readonly Document[] = []): { answers: Answer[]; findings: readonly dryRunPackage.Finding[] } {
    try {
      const { results, findings } = this.dryRun.apply(documents as ApiObject[], { live: live as ApiObject[] });
      return { answers: [...results], findings };
    } catch (error) {
      const unreadable = this.unreadable(documents, live, error as Error);
      const rest = documents.filter(each => !unreadable.has(each));
      if (rest.length === documents.length) {
        throw error;
      }
      const { answers, findings } = this.apply(rest, live);
      const remaining = answers[Symbol.iterator]();
      return { answers: documents.map(each => unreadable.get(each) ?? remaining.next().value!), findings };
    }
  }

  /** The answers to the documents with which the server stops. */
  private unreadable(documents: readonly Document[], live: readonly Document[], error: Error): Map<Document, Answer> {
    if (documents.length <= 1) {
      return new Map(documents.map(each => [each, { accepted: false, causes: [{ field: '', reason: '', message: error.message }] }]));
    }
    const middle = Math.ceil(documents.length / 2);
    return new Map([documents.slice(0, middle), documents.slice(middle)].flatMap(half => {
      try {
        this.dryRun.apply(half as ApiObject[], { live: live as ApiObject[] });
        return [];
      } catch (inner) {
        return [...this.unreadable(half, live, inner as Error)];
      }
    }));
  }
}

/** Why an update of an original is not judged. */
function reasonNotToJudge({ accepted, causes, definitionMissing, stored }: Answer): string | undefined {
  if (!accepted) {
    return `the API server refuses the original: ${causes.map(({ field, message }) => field === '' ? message : `${field}: ${message}`).join('; ')}`;
  }
  if (definitionMissing) {
    return 'no CustomResourceDefinition of its kind is known';
  }
  return stored === undefined ? 'the API server does not store objects of its kind' : undefined;
}

function refusalsOf(document: Document, { accepted, causes }: Answer): Refusal[] {
  return accepted ? [] : causes.map(({ field, message }) => ({ object: titleOf(document), field, message }));
}

/** Errors that the originals do not have. */
function newErrors(
  before: readonly dryRunPackage.Finding[], after: readonly dryRunPackage.Finding[], titles: ReadonlyMap<string, string>,
): Remark[] {
  const identity = ({ rule, kind, namespace = 'default', name, message }: dryRunPackage.Finding) => [rule, kind, namespace, name, message].join(' ');
  const known = new Set(before.map(identity));
  return after.filter(finding => finding.severity === 'error' && !known.has(identity(finding))).map(({ apiVersion, kind, namespace, name, field, message }) => {
    const object = { apiVersion, kind, metadata: { name, namespace } };
    return { object: titles.get(keyOf(object)) ?? titleOf(object), ...field === undefined ? {} : { field }, message };
  });
}
