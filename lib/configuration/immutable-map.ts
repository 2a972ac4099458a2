import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { checkMapContent, type MapContent } from './check-map-content';
import type { ImmutableMapProps } from './immutable-map-props';
import { contentOf, hashOf } from './map-content';
import type { UsedMap } from './references';
import { checkRetained, retained } from './retained';
import { validateAtSynth } from '../app/checks-at-synth';
import { Manifest } from '../manifest/manifest';
import { configurationRules } from '../rules/configuration';
import { checkMetadata } from '../rules/metadata';
import { isDnsSubdomain } from '../rules/names';
import { Problems } from '../rules/rule';
import { shown } from '../rules/show';

/** The longest name, including the hyphen and the hash. */
const MAX_NAME = 253;

/**
 * Creates an immutable map whose name ends with a hash of its contents.
 *
 * @throws an error that lists all problems of the map; the construct is then removed from the tree
 * @internal
 */
export function createImmutableMap(
  construct: Construct, kind: UsedMap['kind'], { name: prefix = construct.node.id, metadata, retain }: ImmutableMapProps, content: MapContent,
): ApiObject {
  const hash = hashOfName(kind, content);
  const name = `${prefix}-${hash}`;
  const problems = new Problems(construct);
  // a dot before the suffix, or none at all, would be valid only together with the suffix
  if (!isDnsSubdomain(prefix) || name.length > MAX_NAME) {
    problems.report(configurationRules.name, 'name', prefix, "Use a value such as 'settings'.");
  }
  checkMetadata(problems, 'metadata', metadata);
  checkMapContent(problems, kind, content);
  if (retain) {
    checkRetained(problems, metadata?.annotations);
  }
  problems.refuseIfAny();
  const annotations = retain ? retained(metadata?.annotations) : metadata?.annotations;
  const map = new Manifest(construct, 'Resource', { apiVersion: 'v1', kind, metadata: { ...metadata, name, annotations }, immutable: true, ...content });
  validateAtSynth(construct, { checkAtSynth: found => checkUnchanged(found, kind, map, hash) });
  return map;
}

/**
 * The hash in the name. Unlike pods, the API server distinguishes text and the same bytes in `binaryData`, and refuses to replace one by the other:
 * `ValidateConfigMapUpdate` in core/validation/validation.go (Kubernetes 1.37). It stores only the bytes of a Secret.
 */
function hashOfName(kind: UsedMap['kind'], { data, binaryData, stringData }: MapContent): string {
  return binaryData && Object.keys(binaryData).length > 0
    ? hashOf([contentOf(kind, { data }), contentOf(kind, { binaryData })])
    : hashOf(contentOf(kind, { data, stringData }));
}

/** Reports contents that a JSON patch has changed: the next release could not have the same name with other contents. */
function checkUnchanged(problems: Problems, kind: UsedMap['kind'], map: ApiObject, hash: string): void {
  if (hashOfName(kind, map.toJson()) !== hash) {
    problems.report(configurationRules.patched, 'apiObject', shown(`${kind} ${map.name}`), 'Remove the JSON patch, and give the contents in the constructor.');
  }
}
