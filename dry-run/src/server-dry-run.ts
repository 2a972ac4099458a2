import { hasPassed, type ApplyResult, type DecodedDocument, type DryRunAnswer } from './answer';
import { reindexed, type ApiObject, type Finding } from './finding';
import { referenceFindings, upgradeFindings } from './findings';
import { DocumentError } from './input/document-error';
import { fail, inputsOf, refusal, resultOf, typeNameOf, type Input } from './input/inputs';
import { TOO_DEEP } from './input/nesting';
import { contentOf } from './input/text';
import { completeOptions, type ServerDryRunOptions } from './options';
import { exchange } from './process/server-process';
import { ServerStopped } from './process/server-stopped';
import { wasmFileOf, type KubernetesVersion } from './versions';

/** Options of `ServerDryRun.apply`. */
export interface ApplyOptions {
  /**
   * The objects that exist in the cluster, as they were last applied or as `kubectl get -o yaml` prints them, including Lists. A document
   * is then an update of the live object with the same name, so the server also refuses changes to immutable fields. Live objects also
   * satisfy references of documents.
   *
   * @default - none: the server creates all documents
   */
  readonly live?: readonly (ApiObject | string)[];
}

/** Checks Kubernetes objects like `kubectl apply --dry-run=server`, without a cluster. It runs the code of the Kubernetes API server. */
export class ServerDryRun {
  readonly kubernetesVersion: KubernetesVersion;
  private readonly options: Required<ServerDryRunOptions>;

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
   * Each call is independent: nothing is kept from earlier calls.
   *
   * @param documents Kubernetes objects, or their JSON text, such as `decode` returns
   * @throws Error if the server cannot be started, if it stops or does not answer within the timeout, or if JSON cannot represent a value. An
   * object that the server refuses does not throw.
   */
  apply(documents: readonly (ApiObject | string)[], { live = [] }: ApplyOptions = {}): DryRunAnswer {
    checkList('documents', documents);
    checkList('live', live);
    const deployed = inputsOf('live', live.flatMap(itemsOf));
    const { inputs, response: { results, findings } } = this.answerTo(inputsOf('documents', documents), deployed);
    const answered = results[Symbol.iterator]();
    const all = inputs.map(input => input.refused === undefined ? answered.next().value! : resultOf(input));
    const evaluated = inputs.filter(({ refused }) => refused === undefined);
    const found = [...reindexed(findings, evaluated.map(({ index }) => index)), ...this.options.references ? findingsAmong(evaluated, deployed) : []];
    return { passed: hasPassed(all, found), results: all, findings: found };
  }

  /**
   * Returns the documents of a YAML or JSON text, as kubectl reads it. The objects of a List are separate documents. A document that
   * cannot be read has an `error`.
   *
   * @param text the text, or the content of a file in UTF-8 or, with a byte-order mark, UTF-16
   * @throws Error if the server cannot be started, if it stops, or if it does not answer within the timeout
   */
  decode(text: string | Uint8Array): DecodedDocument[] {
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
  private answerTo(documents: readonly Input[], live: readonly Input[]): { inputs: readonly Input[]; response: ApplyResponse } {
    const { fieldValidation, kubernetesVersion, podSecurity, nodePortRange, serviceCidrs } = this.options;
    for (let inputs = documents; ;) {
      const sent = inputs.filter(({ refused }) => refused === undefined);
      try {
        const response = this.ask<ApplyResponse>({
          cluster: { kubernetesVersion, podSecurity, nodePortRange, serviceCidrs },
          apply: { fieldValidation, documents: sent.map(each => each.sent), live: live.map(each => each.sent) },
        });
        return { inputs, response };
      } catch (error) {
        const { position, wasStackFull } = stopOf(error);
        const stopped = [...live, ...sent][position];
        if (!wasStackFull || stopped.list === 'live') {
          fail(stopped, (error as Error).message);
        }
        inputs = inputs.map(input => input === stopped ? refusal(input, TOO_DEEP) : input);
      }
    }
  }

  private ask<Response>(request: object): Response {
    const response = JSON.parse(exchange(wasmFileOf(this.kubernetesVersion), JSON.stringify({ ...request, progress: true }), this.options.timeout));
    if (response.error !== undefined) {
      throw new Error(`The dry-run server cannot answer: ${response.error}`);
    }
    return response;
  }
}

interface ApplyResponse { readonly results: readonly ApplyResult[]; readonly findings: readonly Finding[] }

/** The document because of which the server stopped. Throws all errors that no document causes. */
function stopOf(error: unknown): { readonly position: number; readonly wasStackFull: boolean } {
  if (error instanceof ServerStopped && error.position !== undefined) {
    return { position: error.position, wasStackFull: error.wasStackFull };
  }
  throw error;
}

function findingsAmong(documents: readonly Input[], live: readonly Input[]): Finding[] {
  const declared = documents.filter(({ object }) => object !== undefined);
  const objects = objectsOf(declared);
  const deployed = objectsOf(live);
  const found = [...referenceFindings(objects, deployed), ...deployed.length > 0 ? upgradeFindings(deployed, objects) : []];
  return reindexed(found, declared.map(({ index }) => index));
}

/** The objects of a List, or the object itself. */
function itemsOf(object: ApiObject | string): readonly (ApiObject | string)[] {
  return typeof object === 'object' && object?.kind === 'List' && Array.isArray(object.items) ? object.items : [object];
}

/** The inputs that are objects. The server refuses all others. */
function objectsOf(inputs: readonly Input[]): ApiObject[] {
  return inputs.flatMap(({ object }) => object ?? []);
}

function checkList(name: string, value: unknown): void {
  if (!Array.isArray(value)) {
    throw new Error(`${name} must be a list of Kubernetes objects, not ${typeNameOf(value)}. Pass a list, also for one object.`);
  }
}
