import type { Json } from './manifest';
import { objectOf } from './parts';

/** Kinds with a pod template, and the path of the template. A Pod is its own template. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  ReplicationController: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  Pod: [],
};

/** The kinds of objects that create pods, or that are pods. @internal */
export const KINDS_WITH_PODS: readonly string[] = Object.keys(TEMPLATES);

/** The template of the pods of a document of one of these kinds; empty if the document has none. @internal */
export function podTemplateOf(document: Json): Json {
  return TEMPLATES[document.kind].reduce<Json>((part, key) => objectOf(part[key]), document);
}

/** The labels of the pods of a document of one of these kinds. @internal */
export function podLabelsIn(document: Json): Readonly<Record<string, string>> {
  return objectOf(objectOf(podTemplateOf(document).metadata).labels);
}
