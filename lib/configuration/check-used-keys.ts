import type { IConstruct } from 'constructs';
import { contentOf } from './map-content';
import { mapsNamed } from './maps';
import { referencesIn, type MapReference } from './references';
import { unlessInProgress } from './rendering';
import type { Json } from '../manifest/manifest';
import { configurationRules } from '../rules/configuration';
import type { Problems } from '../rules/rule';
import { groupBy } from '../values/group-by';

/** The number of keys that a message names. */
const MAX_NAMED = 10;

/**
 * Reports keys of ConfigMaps and Secrets of the app that the pods of a finished document use and that the objects do not have. A controller fills in an
 * object without contents.
 *
 * @param declaration the construct that declares the pods
 * @internal
 */
export function checkUsedKeys(problems: Problems, declaration: IConstruct, { metadata, spec: { template } }: Json): void {
  unlessInProgress(declaration, () => {
    const required = referencesIn(template.spec).filter(({ keys, optional }) => keys && !optional);
    for (const [, references] of groupBy(required, ({ kind, name }) => `${kind}/${name}`)) {
      const [{ kind, name }] = references;
      const objects = mapsNamed(declaration, metadata?.namespace, { kind, name });
      const contents = objects.map(object => contentOf(kind, object.toJson()).map(([key]) => key));
      references.forEach(reference => checkKeys(problems, reference, contents));
    }
  });
}

/** @param contents the keys of each object that the reference can be about */
function checkKeys(problems: Problems, { kind, name, field, keys: used = [] }: MapReference, contents: readonly (readonly string[])[]): void {
  for (const key of contents.length > 0 ? used : []) {
    if (contents.every(keys => keys.length > 0 && !keys.includes(key))) {
      const others = [...new Set(contents.flat())];
      const named = others.slice(0, MAX_NAMED).map(each => `'${each}'`).join(', ');
      const fix = `The ${kind} '${name}' of the app has the keys ${named}${others.length > MAX_NAMED ? ' and others' : ''}. Use one of them, add the key, or set optional: true.`;
      problems.report(configurationRules.missingKey, field, key, fix);
    }
  }
}
