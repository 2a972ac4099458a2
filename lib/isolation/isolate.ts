import { Lazy } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { placeBeforePods } from './before-pods';
import { checkPolicy } from './check-policy';
import { isPods, podsKey, type PodsPeer } from './graph';
import { policySpec } from './policy-spec';
import { allowByProvider } from './provider-policy';
import { validateAtSynth } from '../app/checks-at-synth';
import { ConstructState } from '../app/construct-state';
import { peerOf, peersIn } from '../discovery/peer';
import { Manifest } from '../manifest/manifest';
import { Problems } from '../rules/rule';

/** Id of the policy in its declaration. */
const ID = 'Isolation';

/** Whether isolation is enabled for a scope. */
const ENABLED = new ConstructState<true>('Isolation.enabled');

/** The setting of the declaration itself. Only declarations that can be isolated have it. */
const OWN_SETTING = new ConstructState<{ readonly isolate?: boolean }>('Isolation.own');

/** The setting of all declarations that set nothing. */
const NO_OWN_SETTING = {};

/** Keys of the pods of an app that have a policy, at its root. */
const ISOLATED = new ConstructState<Set<string>>('Isolation.isolated');

/**
 * Creates the policy of a declaration before its pods if isolation is enabled already. The policy then precedes the pods in the manifest without a
 * dependency: cdk8s resolves every dependency of an app once for each chart. `declareIsolation` must follow.
 *
 * @param isolate the setting of the declaration itself
 * @param name name of the policy
 * @internal
 */
export function createPolicyBeforePods(declaration: IConstruct, isolate: boolean | undefined, name: string): void {
  if (isolate ?? isEnabledAround(declaration)) {
    newPolicy(declaration, name);
  }
}

/**
 * Isolates the pods of a declaration if the declaration itself or an enclosing scope enables isolation. A scope can enable it later.
 *
 * @param isolate the setting of the declaration itself
 * @internal
 */
export function declareIsolation(declaration: IConstruct, isolate: boolean | undefined): void {
  OWN_SETTING.set(declaration, isolate === undefined ? NO_OWN_SETTING : { isolate });
  isolateIfEnabled(declaration);
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
  const name = peer.address?.name ?? construct.node.id;
  if (!construct.node.tryFindChild(ID)) {
    placeBeforePods(newPolicy(construct, name), peer);
  }
  allowByProvider(peer, name);
  validateAtSynth(construct, { checkAtSynth: problems => checkPolicy(problems, peer, name) });
}

function newPolicy(declaration: IConstruct, name: string): Manifest {
  return new Manifest(declaration as Construct, ID, {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name },
    spec: Lazy.any({ produce: () => policySpec(new Problems(declaration), peerOf(declaration) as PodsPeer) }),
  });
}
