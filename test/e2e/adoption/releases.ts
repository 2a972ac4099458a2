import { readFileSync } from 'fs';
import { join } from 'path';
import { Yaml } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { namespaceOf, type Application, type PodOptions, type Target } from './application';
import { check, type Verdict } from './check';
import { Live } from './live';
import { Worker } from '../../../lib';
import type { Document } from '../../support';
import { eventually } from '../harness/eventually';
import { run } from '../harness/shell';
import { declare, deploy, server } from '../support/declare';
import { get, kubectl } from '../support/kubectl';
import { OUTSIDE_CLIENT, inPod, startLoad, type Load, type LoadSummary, type Place } from '../support/places';
import { policiesInForce } from '../support/policies';

/** The name of the client in the namespace of an application. */
export const CLIENT = 'client';
const LOAD = ['--connections=4', '--rate=40', '--at-least=600'];

/** Where the requests of the tests come from. */
export interface Clients {
  readonly pod: Place;
  /** The address of the controller of Ingresses. */
  readonly ingress: string;
}

/** A release of an application under load. */
export interface Release {
  readonly documents: readonly Document[];
  readonly before: Live;
  /** The verdict of the check before the release. */
  readonly verdict: Verdict;
  readonly after: Live;
  /** Results of the loads, by URL. */
  readonly loads: ReadonlyMap<string, LoadSummary>;
  /** The most time from the beginning of the release until its last old pod has ended. The applications are checked one after the other. */
  readonly seconds: number;
}

/** The objects of the YAML file of an application. */
export function writtenObjects({ name }: Application): Document[] {
  return parseAllDocuments(readFileSync(fileOf(name), 'utf-8')).map(document => document.toJS());
}

/** Applies the YAML file of an application, as users do. */
export function applyWritten(application: Application, namespace = namespaceOf(application)): void {
  kubectl('--namespace', namespace, 'apply', '--filename', fileOf(application.name));
}

/** The path of the YAML file of an application. */
export function fileOf(name: string): string {
  return join(__dirname, `${name}.yaml`);
}

/** Declares an application with options for its pods. */
export function declareWith(application: Application, pods: PodOptions, namespace = namespaceOf(application)): Document[] {
  return declare(namespace, chart => application.declare(chart, pods));
}

/** Declares an application so that its pods stay as they are. */
export function declareAsItRuns(application: Application, namespace?: string): Document[] {
  return declareWith(application, application.asItRuns, namespace);
}

/** Declares an application as new ones are declared: with the selector of the library. */
export function declareAsNew(application: Application, namespace?: string): Document[] {
  return declareWith(application, { ...application.asItRuns, selector: undefined, workloadLabel: undefined }, namespace);
}

/** Applies documents with `kubectl apply`, as users do. */
export function applyAsUsers(documents: readonly Document[]): string {
  return run('kubectl', ['apply', '--filename=-'], Yaml.stringify(...documents));
}

/**
 * Applies documents server-side, as users do who change from client-side apply. Without --force-conflicts, the API server refuses fields that are one
 * value with a default in it, such as `fieldRef` and a claim template: the stored value has the default, and the document does not.
 */
export function takeOverServerSide(documents: readonly Document[]): void {
  run('kubectl', ['apply', '--server-side', '--force-conflicts', '--filename=-'], Yaml.stringify(...documents));
}

/** Deploys the client of an application, which its network policies admit. */
export function deployClientOf(application: Application): void {
  const { callers } = application;
  if (callers) {
    deploy(namespaceOf(application), chart => new Worker(chart, CLIENT, { ...server(), selector: { ...callers, role: CLIENT }, replicas: 1 }));
  }
}

/** Waits until the newest pods of all workloads among the documents are ready, no others are left, and network policies are in force. */
export async function waitUntilSettled(namespace: string, documents: readonly Document[]): Promise<void> {
  for (const { kind, metadata } of documents.filter(({ spec }) => spec?.template)) {
    kubectl('--namespace', namespace, 'rollout', 'status', `${kind}/${metadata.name}`, '--timeout=10m');
  }
  await eventually(`no pod of ${namespace} is ending`, () => {
    const pods: Document[] = get(namespace, 'pods').items;
    return pods.every(({ metadata }) => !metadata.deletionTimestamp) || undefined;
  });
  if (documents.some(({ kind }) => kind === 'NetworkPolicy')) {
    await policiesInForce(namespace);
  }
}

/** Releases applications at the same time under load, and returns the results by the name of the application. */
export async function releaseUnderLoad(
  applications: readonly Application[], clients: Clients, declared: (application: Application, live: Live) => Document[],
): Promise<Record<string, Release>> {
  // Declarations and checks compute for seconds, in which the client and the programs of the cluster would wait.
  const declarations = applications.map(application => declared(application, Live.read(namespaceOf(application))));
  const loads = await Promise.all(applications.map(application => startLoads(application, clients)));
  const checked = applications.map((application, index) => {
    const before = Live.read(namespaceOf(application));
    const documents = declarations[index];
    return { before, documents, verdict: check(documents, before) };
  });
  const started = checked.map(each => {
    const start = Date.now();
    applyAsUsers(each.documents);
    return { ...each, start };
  });
  const settled: number[] = [];
  for (const [index, { documents, start }] of started.entries()) {
    await waitUntilSettled(namespaceOf(applications[index]), documents);
    settled.push(Math.round((Date.now() - start) / 1000));
  }
  const releases = await Promise.all(applications.map(async ({ name }, index) => {
    const summaries = await Promise.all([...loads[index]].map(async ([url, load]) => [url, await load.stop()] as const));
    const after = Live.read(namespaceOf(applications[index]));
    return [name, { ...started[index], after, loads: new Map(summaries), seconds: settled[index] }] as const;
  }));
  return Object.fromEntries(releases);
}

async function startLoads(application: Application, clients: Clients): Promise<Map<string, Load>> {
  const loads = application.targets.map(async target => {
    const { url, kind } = target;
    const place = placeOf(application, target, clients);
    const load = await (target.throughIngress
      ? startLoad(place, `http://${clients.ingress}`, `--host=${new URL(url).hostname}`, `--kind=${kind}`, ...LOAD)
      : startLoad(place, url, `--kind=${kind}`, ...LOAD));
    return [url, load] as const;
  });
  return new Map(await Promise.all(loads));
}

function placeOf(application: Application, { from }: Target, clients: Clients): Place {
  return from === 'pod' ? clients.pod : from === 'outside' ? OUTSIDE_CLIENT : inPod(namespaceOf(application), `deployment/${CLIENT}`);
}
