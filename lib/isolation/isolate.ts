import { Lazy } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { placeBeforePods } from './before-pods';
import { checkPolicy } from './check-policy';
import { isPods, podsKey, type PodsPeer } from './graph';
import type { PolicyOptions } from './policy-options';
import { policySpec } from './policy-spec';
import { allowByProvider } from './provider-policy';
import { validateAtSynth } from '../app/checks-at-synth';
import { ConstructState } from '../app/construct-state';
import { peerOf, peersIn } from '../discovery/peer';
import { Manifest, type ObjectMetadata } from '../manifest/manifest';
import { isolationRules } from '../rules/isolation';
import { Problems } from '../rules/rule';

/** Id of the policy in its declaration. */
const ID = 'Isolation';

/** Whether isolation is enabled for a scope. */
const ENABLED = new ConstructState<true>('Isolation.enabled');

/** The setting of the declaration itself. Only declarations that can be isolated have it. */
const OWN_SETTING = new ConstructState<PolicyOptions>('Isolation.own');

/** The setting of all declarations that set nothing. */
const NO_OWN_SETTING: PolicyOptions = {};

/** Keys of the pods of an app that have a policy, at its root. */
const ISOLATED = new ConstructState<Set<string>>('Isolation.isolated');

/**
 * Creates the policy of a declaration before its pods if isolation is enabled already. The policy then precedes the pods in the manifest without a
 * dependency: cdk8s resolves every dependency of an app once for each chart. `declareIsolation` must follow.
 *
 * @param options the setting of the declaration itself
 * @param name name of the policy by default
 * @internal
 */
export function createPolicyBeforePods(declaration: IConstruct, options: PolicyOptions, name: string): void {
  if (options.isolate ?? isEnabledAround(declaration)) {
    newPolicy(declaration, metadataOf(options, name));
  }
}

/**
 * Isolates the pods of a declaration if the declaration itself or an enclosing scope enables isolation. A scope can enable it later.
 *
 * @param options the setting of the declaration itself
 * @internal
 */
export function declareIsolation(declaration: IConstruct, { isolate, networkPolicyName, networkPolicyMetadata }: PolicyOptions): void {
  const isDescribed = (networkPolicyName ?? networkPolicyMetadata) !== undefined;
  OWN_SETTING.set(declaration, isDescribed || isolate !== undefined ? { isolate, networkPolicyName, networkPolicyMetadata } : NO_OWN_SETTING);
  isolateIfEnabled(declaration);
  if (isDescribed) {
    validateAtSynth(declaration, { checkAtSynth: problems => checkUsed(problems, declaration, { networkPolicyName, networkPolicyMetadata }) });
  }
}

/** Reports a description of a policy that the declaration does not have. */
function checkUsed(problems: Problems, declaration: IConstruct, { networkPolicyName, networkPolicyMetadata }: PolicyOptions): void {
  if (declaration.node.tryFindChild(ID)) {
    return;
  }
  const fix = 'Set isolate: true, or remove it. If another declaration of the same pods is isolated, set it there: the pods have one policy.';
  for (const [field, value] of Object.entries({ networkPolicyName, networkPolicyMetadata })) {
    if (value !== undefined) {
      problems.report(isolationRules.unused, field, typeof value === 'string' ? value : Object.keys(value), fix);
    }
  }
}

/** Isolates all pods that are declared in a scope, including pods that are declared later. @internal */
export function enableIsolation(scope: IConstruct): void {
  ENABLED.set(scope, true);
  peersIn(scope).forEach(peer => isolateIfEnabled(peer.construct));
}

function isolateIfEnabled(declaration: IConstruct): void {
  const peer = peerOf(declaration);
  const own = OWN_SETTING.of(declaration);
  if (own && (own.isolate ?? isEnabledAround(declaration)) && isPods(peer)) {
    const isolated = ISOLATED.ofOrCreated(declaration.node.root, () => new Set());
    if (!isolated.has(podsKey(peer))) {
      isolated.add(podsKey(peer));
      isolatePods(peer);
    }
  }
}

function isEnabledAround(declaration: IConstruct): boolean {
  return declaration.node.scopes.some(scope => ENABLED.of(scope));
}

function isolatePods(peer: PodsPeer): void {
  const { construct } = peer;
  const metadata = metadataOf(OWN_SETTING.of(construct)!, peer.address?.name ?? construct.node.id);
  if (!construct.node.tryFindChild(ID)) {
    placeBeforePods(newPolicy(construct, metadata), peer);
  }
  allowByProvider(peer, metadata);
  validateAtSynth(construct, { checkAtSynth: problems => checkPolicy(problems, peer, metadata.name) });
}

function metadataOf({ networkPolicyName, networkPolicyMetadata }: PolicyOptions, name: string): ObjectMetadata {
  return { ...networkPolicyMetadata, name: networkPolicyName ?? name };
}

function newPolicy(declaration: IConstruct, metadata: ObjectMetadata): Manifest {
  return new Manifest(declaration as Construct, ID, {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata,
    spec: Lazy.any({ produce: () => policySpec(new Problems(declaration), peerOf(declaration) as PodsPeer) }),
  });
}
