import type { IConstruct } from 'constructs';
import { documentsOf, isIn, nameOf, podsOf, throwFailures } from './documents';
import { policiesOf } from './policies';

const TRAFFIC = { Ingress: 'traffic to the pods', Egress: 'traffic from the pods' } as const;

/** @internal */
export function assertIsolated(scope: IConstruct, exceptions: readonly IConstruct[]): void {
  const documents = documentsOf(scope);
  const concerned = podsOf(documents).filter(({ owner }) => isIn(owner, [scope]) && !isIn(owner, exceptions));
  throwFailures(concerned.flatMap(pods => (['Ingress', 'Egress'] as const).filter(type => policiesOf(pods, documents, type).length === 0).map(type => (
    `${pods.owner.node.path}: no network policy restricts ${TRAFFIC[type]} of ${nameOf(pods)}. Set isolate: true, or call Isolation.enable for its scope.`
  ))));
}
