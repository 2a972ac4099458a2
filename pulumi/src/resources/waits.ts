import type { PlannedObject } from './planned-object';
import type { Problems } from '../declaration/problems';
import type { Document } from '../declaration/rendering';
import { isPlace } from '../inputs/template';

/** A field because of which the provider would wait until its timeout, and then fail. */
interface EndlessWait {
  readonly kind: string;
  readonly field: string;
  readonly applies: (spec: any) => boolean;
  readonly reason: string;
}

/** From provider/pkg/await/*.go of version 4.25.0. The ready condition of other kinds and fields depends on the cluster. */
const ENDLESS_WAITS: readonly EndlessWait[] = [
  {
    kind: 'Deployment',
    field: 'spec.paused',
    applies: ({ paused }) => paused === true,
    reason: 'waits until the rollout ends, and a paused Deployment does not begin it',
  },
  {
    kind: 'Job',
    field: 'spec.suspend',
    applies: ({ suspend }) => suspend === true,
    reason: 'waits until the Job is complete, and a suspended Job creates no pods',
  },
  {
    kind: 'StatefulSet',
    field: 'spec.updateStrategy.rollingUpdate.partition',
    applies: ({ updateStrategy }) => updateStrategy?.rollingUpdate?.partition > 0,
    reason: 'waits in each update until all pods are replaced, and the partition keeps some of them',
  },
  {
    kind: 'DaemonSet',
    field: 'spec.updateStrategy.type',
    applies: ({ updateStrategy }) => updateStrategy?.type === 'OnDelete',
    reason: 'waits in each update until all pods are replaced, and with OnDelete the DaemonSet replaces only pods that are deleted',
  },
  {
    kind: 'ReplicationController',
    field: 'spec.replicas',
    applies: ({ replicas }) => replicas === 0,
    reason: 'waits for at least one pod',
  },
];

/** Reports an object for which the provider would wait until the timeout. Values of Outputs are not checked. */
export function checkWaits(problems: Problems, { path, document, template, options }: PlannedObject): void {
  if (options.skipAwait || options.waitFor !== undefined || hasAnnotation(document)) {
    return;
  }
  const isKnown = (field: string) => !isPlace(template, ...field.split('.'));
  const found = ENDLESS_WAITS.filter(({ kind, field, applies }) => kind === document.kind && isKnown(field) && applies(document.spec ?? {}));
  found.forEach(({ field, reason }) => {
    problems.report(path, document, field, `Pulumi ${reason}`, 'Use objectOptions(construct, { skipAwait: true }), or waitFor with other conditions.');
  });
}

function hasAnnotation({ metadata: { annotations } }: Document): boolean {
  return annotations?.['pulumi.com/skipAwait'] === 'true' || annotations?.['pulumi.com/waitFor'] !== undefined;
}
