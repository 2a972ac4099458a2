import { hasPassed, type ApplyResult, type DecodedDocument, type DryRunAnswer } from './answer';
import { reindexed, type ApiObject, type Finding } from './finding';
import { referenceFindings, upgradeFindings } from './findings';
import { completeOptions, type ServerDryRunOptions } from './options';
import { exchange } from './process/server-process';
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
   * @throws Error if the server cannot be started, or if it stops. An object that the server refuses does not throw.
   */
  apply(documents: readonly (ApiObject | string)[], { live = [] }: ApplyOptions = {}): DryRunAnswer {
    checkList('documents', documents);
    checkList('live', live);
    const deployed = live.flatMap(itemsOf);
    const { references, fieldValidation, kubernetesVersion, podSecurity, nodePortRange, serviceCidrs } = this.options;
    const { results, findings } = this.ask<{ results: ApplyResult[]; findings: Finding[] }>({
      cluster: { kubernetesVersion, podSecurity, nodePortRange, serviceCidrs },
      apply: { fieldValidation, documents, live: deployed },
    });
    const all = references ? [...findings, ...findingsAmong(documents, deployed)] : findings;
    return { passed: hasPassed(results, all), results, findings: all };
  }

  /**
   * Returns the documents of a YAML or JSON text, as kubectl reads it. The objects of a List are separate documents. A document that
   * cannot be read has an `error`.
   *
   * @throws Error if the server cannot be started, or if it stops
   */
  decode(text: string): DecodedDocument[] {
    const { documents } = this.ask<{ documents: DecodedDocument[] }>({ decode: { text } });
    return documents.map(each => each.json === undefined ? each : { ...each, document: JSON.parse(each.json) });
  }

  private ask<Response>(request: object): Response {
    const response = JSON.parse(exchange(wasmFileOf(this.kubernetesVersion), JSON.stringify(request)));
    if (response.error !== undefined) {
      throw new Error(`The dry-run server cannot answer: ${response.error}`);
    }
    return response;
  }
}

function findingsAmong(documents: readonly (ApiObject | string)[], live: readonly (ApiObject | string)[]): Finding[] {
  const [objects, indexes] = objectsOf(documents);
  const [liveObjects] = objectsOf(live);
  return reindexed([...referenceFindings(objects, liveObjects), ...liveObjects.length > 0 ? upgradeFindings(liveObjects, objects) : []], indexes);
}

/** The objects of a List, or the object itself. */
function itemsOf(object: ApiObject | string): readonly (ApiObject | string)[] {
  return typeof object === 'object' && object?.kind === 'List' && Array.isArray(object.items) ? object.items : [object];
}

/** The documents that are objects, with their indexes. The server refuses all others. */
function objectsOf(documents: readonly (ApiObject | string)[]): [objects: ApiObject[], indexes: number[]] {
  const objects: ApiObject[] = [];
  const indexes: number[] = [];
  documents.map(each => typeof each === 'string' ? parsed(each) : each).forEach((each, index) => {
    if (typeof each === 'object' && each !== null && !Array.isArray(each)) {
      objects.push(each as ApiObject);
      indexes.push(index);
    }
  });
  return [objects, indexes];
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function checkList(name: string, value: unknown): void {
  if (!Array.isArray(value)) {
    throw new Error(`${name} must be a list of Kubernetes objects, not ${value === null ? 'null' : typeof value}. Pass a list, also for one object.`);
  }
}
