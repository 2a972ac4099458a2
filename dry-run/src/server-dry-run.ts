import { hasPassed, type ApplyResult, type DecodedDocument, type DryRunAnswer } from './answer';
import { definitionError, readDefinitions, type Definition, type InvalidDefinition } from './definitions';
import { reindexed, type ApiObject, type Finding } from './finding';
import { referenceFindings, upgradeFindings } from './findings';
import { DocumentError } from './input/document-error';
import { fail, inputsOf, refusal, resultOf, type Input } from './input/inputs';
import { itemsOf } from './input/lists';
import { withoutMasks } from './input/masked-secrets';
import { TOO_DEEP } from './input/nesting';
import { contentOf } from './input/text';
import { typeNameOf } from './messages/type-name';
import { completeOptions, nameProblems, type ServerDryRunOptions } from './options';
import { exchange } from './process/server-process';
import { ServerStopped } from './process/server-stopped';
import { decodeFile } from './report/apply-manifests';
import { certaintyOf, mostCertainFirst } from './report/ranking';
import { wasmFileOf, type KubernetesVersion } from './versions';

/** Options of `ServerDryRun.apply`. */
export interface ApplyOptions {
  /**
   * The objects that exist in the cluster, as they were last applied or as `kubectl get -o yaml` prints them, including Lists. A document
   * is then an update of the live object with the same name, so the server also refuses changes to immutable fields. Live objects also
   * satisfy references of documents. With the live Pods, or the ReplicaSets and ControllerRevisions, findings report running pods that an
   * update takes out of a Service. The values of Secrets can be masked.
   *
   * @default - none: the server creates all documents
   */
  readonly live?: readonly (ApiObject | string)[];

  /**
   * Objects that exist elsewhere and that the documents may refer to, such as the manifests in other folders of the repository. They are
   * used only to look up references, kinds and the labels of namespaces: they are not checked, and nothing is reported about them. An
   * object without a namespace counts for every namespace. A document takes the place of the object with the same name.
   *
   * @default - none
   */
  readonly context?: readonly (ApiObject | string)[];

  /**
   * The file of each document, for messages, and to report documents that two files have in common once.
   *
   * @default - not known
   */
  readonly files?: readonly string[];
}

/** The answer of the server to the documents. If a definition is invalid, the other lists are empty. */
interface Response {
  readonly results: readonly ApplyResult[];
  readonly findings: readonly Finding[];
  readonly invalidDefinitions?: readonly InvalidDefinition[];
}

/** Checks Kubernetes objects like `kubectl apply --dry-run=server`, without a cluster. It runs the code of the Kubernetes API server. */
export class ServerDryRun {
  readonly kubernetesVersion: KubernetesVersion;
  private readonly options: Required<ServerDryRunOptions>;
  private definitions?: readonly Definition[];

  /**
   * Checks the options. The server starts at the first call of a method, in its own process. That process serves all instances in this
   * Node.js process, and exits with it.
   *
   * @throws Error that names each invalid option and says how to fix it
   */
  constructor(options: ServerDryRunOptions) {
    this.options = completeOptions(options);
    this.kubernetesVersion = this.options.kubernetesVersion;
  }

  /**
   * Returns what the server would answer if the documents were applied in this order to a cluster that contains only the live objects.
   * Each call is independent: no object is kept from earlier calls. Only the files of the option `crds` are read once, at the first call.
   *
   * @param documents Kubernetes objects, or their JSON text, such as `decode` returns
   * @throws Error if the server cannot be started, if it stops or does not answer within the timeout, if JSON cannot represent a value, if
   * an option is invalid, or if a definition of the option `crds` cannot be read or is invalid. An object that the server refuses does not
   * throw.
   */
  apply(documents: readonly (ApiObject | string)[], options: ApplyOptions = {}): DryRunAnswer {
    const { live = [], context = [], files = [] } = checkedOptions(options);
    checkList('documents', documents);
    checkList('live', live);
    checkList('context', context);
    checkFiles(files);
    const decode = (text: string) => this.decode(text);
    const [deployed, elsewhere] = [inputsOf('live', live), inputsOf('context', context)].map(list => list.flatMap(each => itemsOf(each, decode)));
    const declared = inputsOf('documents', documents);
    const before = withoutMasks(deployed, declared);
    this.definitions ??= readDefinitions(this.options.crds, decode, (file, content) => decodeFile(this, file, content));
    const { inputs, response } = this.answerTo(declared, before, elsewhere, this.definitions);
    const { results, findings, invalidDefinitions = [] } = response;
    if (invalidDefinitions.length > 0) {
      throw definitionError(invalidDefinitions, this.definitions);
    }
    const answered = results[Symbol.iterator]();
    const all = inputs.map(input => input.refused === undefined ? answered.next().value! : resultOf(input));
    const evaluated = inputs.filter(({ refused }) => refused === undefined);
    const found = inNamespaceOf(all, [
      ...reindexed(findings, evaluated.map(({ index }) => index)),
      ...this.options.references ? findingsAmong(evaluated, results, before, elsewhere, files) : [],
    ]);
    return { passed: hasPassed(all, found), results: all, findings: mostCertainFirst(found, certaintyOf) };
  }

  /**
   * Returns the documents of a YAML or JSON text, as kubectl reads it. The objects of a List are separate documents. A document that
   * cannot be read has an `error`.
   *
   * @param text the text, or the content of a file in UTF-8 or, with a byte-order mark, UTF-16
   * @throws Error if the server cannot be started, if it stops, or if it does not answer within the timeout
   */
  decode(text: string | Uint8Array): DecodedDocument[] {
    if (typeof text !== 'string' && !ArrayBuffer.isView(text)) {
      throw new Error(`decode: the text must be a string or a Uint8Array, not ${typeNameOf(text)}. Pass the text or the content of a file.`);
    }
    const content = typeof text === 'string' ? { text } : contentOf(text);
    if ('error' in content) {
      return [{ line: 1, error: content.error }];
    }
    const { fieldValidation } = this.options;
    for (let tooDeep: readonly number[] = []; ;) {
      try {
        const { documents } = this.ask<{ documents: DecodedDocument[] }>({ decode: { ...content, fieldValidation, tooDeep } });
        return documents.map(each => each.json === undefined ? each : { ...each, document: JSON.parse(each.json) });
      } catch (error) {
        const { position, wasStackFull } = stopOf(error);
        if (!wasStackFull || tooDeep.includes(position)) {
          throw new DocumentError(`line ${position}`, (error as Error).message, 'text', position);
        }
        tooDeep = [...tooDeep, position];
      }
    }
  }

  /** The server's answer to the documents that do not fill its stack. The others are refused. */
  private answerTo(
    documents: readonly Input[], live: readonly Input[], context: readonly Input[], definitions: readonly Definition[],
  ): { inputs: readonly Input[]; response: Response } {
    const { fieldValidation, unknownKinds, kubernetesVersion, podSecurity, nodePortRange, serviceCidrs } = this.options;
    const contents = (inputs: readonly Input[]) => inputs.map(({ sent }) => sent);
    for (let inputs = documents; ;) {
      const sent = inputs.filter(({ refused }) => refused === undefined);
      try {
        const response = this.ask<Response>({
          cluster: { kubernetesVersion, podSecurity, nodePortRange, serviceCidrs },
          apply: {
            fieldValidation,
            unknownKinds,
            documents: contents(sent),
            live: contents(live),
            context: contents(context),
            definitions: definitions.map(({ content }) => content),
          },
        });
        return { inputs, response };
      } catch (error) {
        const { position, wasStackFull } = stopOf(error);
        const stopped = [...context, ...live, ...sent][position];
        if (!wasStackFull || stopped.list !== 'documents') {
          fail(stopped, (error as Error).message);
        }
        inputs = inputs.map(input => input === stopped ? refusal(input, TOO_DEEP) : input);
      }
    }
  }

  private ask<Answer>(request: object): Answer {
    const response = JSON.parse(exchange(wasmFileOf(this.kubernetesVersion), JSON.stringify({ ...request, progress: true }), this.options.timeout));
    if (response.error !== undefined) {
      throw new Error(`The dry-run server cannot answer: ${response.error}`);
    }
    return response;
  }
}

/** The document because of which the server stopped. Throws all errors that no document causes. */
function stopOf(error: unknown): { readonly position: number; readonly wasStackFull: boolean } {
  if (error instanceof ServerStopped && error.position !== undefined) {
    return { position: error.position, wasStackFull: error.wasStackFull };
  }
  throw error;
}

function findingsAmong(
  documents: readonly Input[], results: readonly ApplyResult[], live: readonly Input[], context: readonly Input[], files: readonly string[],
): Finding[] {
  const declared = documents.filter(({ object }) => object !== undefined);
  const stored = new Map(documents.flatMap(({ object }, index) => {
    const result = results[index].stored;
    return object === undefined || result === undefined ? [] : [[object, result]];
  }));
  const [objects, deployed, elsewhere] = [declared, live, context].map(objectsOf);
  const fileOf = new Map(declared.flatMap(({ index, object }) => files[index] === undefined ? [] : [[object!, files[index]]]));
  return reindexed([
    ...referenceFindings(objects, deployed, elsewhere, fileOf),
    ...deployed.length > 0 ? upgradeFindings(deployed, objects, elsewhere, stored) : [],
  ], declared.map(({ index }) => index));
}

/** Findings with the namespaces of the results of their documents: only the server knows which kinds are in a namespace. */
function inNamespaceOf(results: readonly ApplyResult[], findings: readonly Finding[]): Finding[] {
  return findings.map(finding => {
    if (finding.document === undefined) {
      return finding;
    }
    const { rule, severity, apiVersion, kind, namespace: _, ...rest } = finding;
    const { namespace } = results[finding.document];
    return { rule, severity, apiVersion, kind, ...namespace !== undefined && { namespace }, ...rest };
  });
}

/** The inputs that are objects. The server refuses all others. */
function objectsOf(inputs: readonly Input[]): ApiObject[] {
  return inputs.flatMap(({ object }) => object ?? []);
}

function checkedOptions(options: unknown): ApplyOptions {
  if (typeof options !== 'object' || options === null) {
    throw new Error(`The options of apply must be an object, not ${typeNameOf(options)}. Use an object such as { live: [] }.`);
  }
  const problems = nameProblems(options, ['live', 'context', 'files']);
  if (problems.length > 0) {
    throw new Error(problems.join('\n'));
  }
  return options;
}

function checkFiles(files: unknown): void {
  const wrong = Array.isArray(files) ? files.find(each => each !== undefined && typeof each !== 'string') : files;
  if (wrong !== undefined) {
    throw new Error(`files must be a list of file names, not ${Array.isArray(files) ? `a list with ${typeNameOf(wrong)}` : typeNameOf(files)}. `
      + 'Pass the file of each document, in the order of the documents.');
  }
}

function checkList(name: string, value: unknown): void {
  if (!Array.isArray(value)) {
    throw new Error(`${name} must be a list of Kubernetes objects, not ${typeNameOf(value)}. Pass a list, also for one object.`);
  }
}
