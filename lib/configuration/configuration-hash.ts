import type { IConstruct } from 'constructs';
import { contentOf, hashOf } from './map-content';
import { mapsNamed } from './maps';
import { usedMaps } from './references';
import { unlessInProgress } from './rendering';
import type { Json } from '../manifest/manifest';
import { compareNames, sortedEntries } from '../values/compare-names';

/** Annotation of pods with the hash of what they use of the ConfigMaps and Secrets of the app. */
const ANNOTATION = 'cdk8s-service-patterns/configuration';

/**
 * Writes the hash of what the pods of a finished document use of ConfigMaps and Secrets of the app into an annotation of the pods, so that a change of the
 * contents replaces the pods. Nothing is written if they use none of the app, or if a user has set the annotation.
 *
 * @param declaration the construct that declares the pods
 * @internal
 */
export function addConfigurationHash(declaration: IConstruct, { metadata, spec: { template } }: Json): void {
  if (template.metadata?.annotations?.[ANNOTATION] !== undefined) {
    return;
  }
  unlessInProgress(declaration, () => {
    const contents = contentsUsedBy(declaration, metadata?.namespace, template.spec);
    if (contents.length > 0) {
      const annotations = { ...template.metadata?.annotations, [ANNOTATION]: hashOf(contents) };
      // in the order in which cdk8s writes all keys
      template.metadata = { annotations: Object.fromEntries(sortedEntries(annotations)), ...omitAnnotations(template.metadata) };
    }
  });
}

function omitAnnotations({ annotations, ...others }: Json = {}): Json {
  return others;
}

/** The contents of each map, in an order that does not depend on that of the references. */
function contentsUsedBy(declaration: IConstruct, namespace: string | undefined, pod: Json): unknown[] {
  const used = usedMaps(pod).sort((a, b) => compareNames(`${a.kind}/${a.name}`, `${b.kind}/${b.name}`));
  return used.flatMap(({ kind, name, keys }) => (
    mapsNamed(declaration, namespace, { kind, name }).map(object => [kind, name, contentOf(kind, object.toJson(), keys)])
  ));
}
