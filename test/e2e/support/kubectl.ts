import { Yaml } from 'cdk8s';
import type { Document } from '../../support';
import { run } from '../harness/shell';

/** Runs kubectl and returns its output. */
export function kubectl(...args: string[]): string {
  return run('kubectl', args);
}

/** An object of the cluster, or a list of them. */
export function get(namespace: string, ...what: string[]): Document {
  return JSON.parse(kubectl('--namespace', namespace, 'get', ...what, '--output=json'));
}

/** Runs `kubectl apply --server-side` with strict validation, which refuses unknown fields. */
export function apply(documents: readonly Document[]): string {
  return run('kubectl', ['apply', '--server-side', '--validate=strict', '--filename=-'], Yaml.stringify(...documents));
}

/** Waits until the rollouts of all workloads among the documents are complete. */
export function waitForRollouts(documents: readonly Document[]): void {
  for (const { kind, metadata } of documents.filter(document => document.spec?.template)) {
    kubectl('--namespace', metadata.namespace, 'rollout', 'status', `${kind}/${metadata.name}`, '--timeout=30m');
  }
}
