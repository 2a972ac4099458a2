import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { checkMapContent, type MapContent } from './check-map-content';
import type { ImmutableMapProps } from './immutable-map-props';
import { contentOf, hashOf } from './map-content';
import type { UsedMap } from './references';
import { Manifest } from '../manifest/manifest';
import { configurationRules } from '../rules/configuration';
import { checkMetadata } from '../rules/metadata';
import { isDnsSubdomain } from '../rules/names';
import { Problems } from '../rules/rule';

/** The longest name, including the hyphen and the hash. */
const MAX_NAME = 253;

/**
 * Annotations with which tools keep an object that a later release does not have: `docs/user-guide/sync-options.md` of Argo CD 3.6,
 * `docs/spec/v1/kustomizations.md` of the kustomize-controller 1.9 of Flux, and https://helm.sh/docs/howto/charts_tips_and_tricks/#tell-helm-not-to-uninstall-a-resource
 */
const RETAINED: Readonly<Record<string, string>> = {
  'argocd.argoproj.io/sync-options': 'Prune=false',
  'kustomize.toolkit.fluxcd.io/prune': 'disabled',
  'helm.sh/resource-policy': 'keep',
};

/**
 * Creates an immutable map whose name ends with a hash of its contents.
 *
 * @throws an error that lists all problems of the map; the construct is then removed from the tree
 * @internal
 */
export function createImmutableMap(
  construct: Construct, kind: UsedMap['kind'], { name: prefix = construct.node.id, metadata, retain }: ImmutableMapProps, content: MapContent,
): ApiObject {
  const name = `${prefix}-${hashOf(contentOf(kind, content))}`;
  const problems = new Problems(construct);
  // a dot before the suffix, or none at all, would be valid only together with the suffix
  if (!isDnsSubdomain(prefix) || name.length > MAX_NAME) {
    problems.report(configurationRules.name, 'name', prefix, "Use a value such as 'settings'.");
  }
  checkMetadata(problems, 'metadata', metadata);
  checkMapContent(problems, kind, content);
  problems.refuseIfAny();
  const annotations = { ...retain ? RETAINED : {}, ...metadata?.annotations };
  return new Manifest(construct, 'Resource', { apiVersion: 'v1', kind, metadata: { ...metadata, name, annotations }, immutable: true, ...content });
}
