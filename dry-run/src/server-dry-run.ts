import { hasPassed, type ApplyResult, type DecodedDocument, type DryRunAnswer } from './answer';
import type { ApiObject, Finding } from './finding';
import { referenceFindings, upgradeFindings } from './findings';
import { completeOptions, type ServerDryRunOptions } from './options';
import { exchange } from './process/server-process';
import { wasmFileOf, type KubernetesVersion } from './versions';

/** What `apply` can be told beside the documents. */
export interface ApplyOptions {
  /**
   * The objects that are in the cluster, as they were applied last or as `kubectl get -o yaml` gives them, Lists included: the documents are
   * then updates of those that have the same name, so what can't be changed is refused too, and they satisfy references.
   *
   * @default - none: everything is created
   */
  readonly live?: readonly (ApiObject | string)[];
}

/** `kubectl apply --dry-run=server` without a cluster: asks the code of the Kubernetes API server itself. */
export class ServerDryRun {
  readonly kubernetesVersion: KubernetesVersion;
  private readonly options: Required<ServerDryRunOptions>;

  /**
   * Starts nothing: the server starts with the first call of a method, in a process of its own, which serves all instances in this
   * process and ends with it.
   *
   * @throws Error naming each option that is wrong, and what to write instead
   */
  constructor(options: ServerDryRunOptions) {
    this.options = completeOptions(options);
    this.kubernetesVersion = this.options.kubernetesVersion;
  }

  /**
   * What the server would answer if the documents were applied in this order, to a cluster that holds the live objects and nothing else.
   * Each call begins anew: nothing is kept from the one before.
   *
   * @param documents Kubernetes objects, or the JSON text of such, as `decode` gives it
   * @throws Error where the server could not be started or stopped; never because of what it refuses
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
    const all = references ? [...findings, ...findingsAmong(objectsOf(documents), objectsOf(deployed))] : findings;
    return { passed: hasPassed(results, all), results, findings: all };
  }

  /**
   * The documents of a text of YAML or JSON, read as kubectl reads it. Those of a List are given one by one.
   *
   * @throws Error where the server could not be started or stopped; what can't be read is an entry with an `error`
   */
  decode(text: string): DecodedDocument[] {
    const { documents } = this.ask<{ documents: DecodedDocument[] }>({ decode: { text } });
    return documents.map(each => each.json === undefined ? each : { ...each, document: JSON.parse(each.json) });
  }

  private ask<Response>(request: object): Response {
    const response = JSON.parse(exchange(wasmFileOf(this.kubernetesVersion), JSON.stringify(request)));
    if (response.error !== undefined) {
      throw new Error(`The dry-run server can't answer: ${response.error}`);
    }
    return response;
  }
}

function findingsAmong(documents: readonly ApiObject[], live: readonly ApiObject[]): Finding[] {
  return [...referenceFindings(documents, live), ...live.length > 0 ? upgradeFindings(live, documents) : []];
}

/** The objects of a List, or the object itself. */
function itemsOf(given: ApiObject | string): readonly (ApiObject | string)[] {
  return typeof given === 'object' && given?.kind === 'List' && Array.isArray(given.items) ? given.items : [given];
}

/** What of the given is an object: of anything else the server says that it is none. */
function objectsOf(given: readonly (ApiObject | string)[]): ApiObject[] {
  return given.map(each => typeof each === 'string' ? parsed(each) : each)
    .filter((each): each is ApiObject => typeof each === 'object' && each !== null && !Array.isArray(each));
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
    throw new Error(`${name} is a list of Kubernetes objects, not ${value === null ? 'null' : typeof value}`);
  }
}
