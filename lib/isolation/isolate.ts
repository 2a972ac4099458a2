import { Lazy } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { checkPolicy } from './check-policy';
import { isPods, podsKey, type PodsPeer } from './graph';
import { policySpec } from './policy-spec';
import { allowByProvider } from './provider-policy';
import { validateAtSynth } from '../app/checks-at-synth';
import { ConstructState } from '../app/construct-state';
import { peerOf, peersIn } from '../discovery/peer';
import { Manifest } from '../manifest/manifest';
import { Problems } from '../rules/rule';

/** Whether isolation is enabled for a scope. */
const ENABLED = new ConstructState<true>('Isolation.enabled');

/** The setting of the declaration itself. Only declarations that can be isolated have it. */
const OWN_SETTING = new ConstructState<{ readonly isolate?: boolean }>('Isolation.own');

/** The setting of all declarations that set nothing. */
const NO_OWN_SETTING = {};

/** Keys of the pods of an app that have a policy, at its root. */
const ISOLATED = new ConstructState<Set<string>>('Isolation.isolated');

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
  const enabled = own?.isolate ?? declaration.node.scopes.some(scope => ENABLED.of(scope));
  if (own && enabled && isPods(peer)) {
    const isolated = ISOLATED.ofOrCreated(declaration.node.root, () => new Set());
    if (!isolated.has(podsKey(peer))) {
      isolated.add(podsKey(peer));
      createPolicy(peer);
    }
  }
}

function createPolicy(peer: PodsPeer): void {
  const { construct } = peer;
  const name = peer.address?.name ?? construct.node.id;
  new Manifest(construct, 'Isolation', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name },
    spec: Lazy.any({ produce: () => policySpec(new Problems(construct), peer) }),
  });
  allowByProvider(peer, name);
  validateAtSynth(construct, { checkAtSynth: problems => checkPolicy(problems, peer, name) });
}
