import type { IConstruct } from 'constructs';
import { documentsOf, nameOf, throwFailures, type AppDocument } from './documents';
import { belongTo, isolationFix, podsOf, type AppPods } from './pods';
import { policiesOf } from './policies';
import { ON_NETWORK_OF_NODE } from './texts';

const TRAFFIC = { Ingress: 'traffic to the pods', Egress: 'traffic from the pods' } as const;

/** @internal */
export function assertIsolated(scope: IConstruct, exceptions: readonly IConstruct[]): void {
  const documents = documentsOf(scope);
  const concerned = podsOf(documents).filter(pods => belongTo(pods, scope) && !exceptions.some(exception => belongTo(pods, exception)));
  throwFailures(concerned.flatMap(pods => failuresOf(pods, documents)));
}

function failuresOf(pods: AppPods, documents: readonly AppDocument[]): string[] {
  if (pods.hostNetwork) {
    return [`${pods.path}: network policies do not isolate it, because the pods of ${nameOf(pods)} ${ON_NETWORK_OF_NODE} Remove hostNetwork, or add the workload to the exceptions of Assertions.isolated.`];
  }
  const open = (['Ingress', 'Egress'] as const).filter(type => !policiesOf(pods, documents, type).some(({ isolates }) => isolates));
  return open.map(type => `${pods.path}: no network policy restricts ${TRAFFIC[type]} of ${nameOf(pods)}. ${isolationFix(pods)}`);
}
