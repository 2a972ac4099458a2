import { Lazy } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { checkPolicy } from './check-policy';
import { isPods, podsKey, type PodsPeer } from './graph';
import { allowHostnames } from './hostname-policy';
import { policySpec } from './policy-spec';
import { peerOf, peersIn } from '../discovery/peer';
import { manifest } from '../manifest/manifest';
import { checkAtSynth, Problems } from '../rules/rule';

const ENABLED = Symbol.for('cdk8s-service-patterns.Isolation.enabled');
const OWN_SETTING = Symbol.for('cdk8s-service-patterns.Isolation.own');
const ISOLATED = Symbol.for('cdk8s-service-patterns.Isolation.isolated');

type Scope = IConstruct & {
  [ENABLED]?: true;
  /** The setting of the declaration itself. Only declarations that can be isolated have this property. */
  [OWN_SETTING]?: { readonly isolate?: boolean };
  /** Keys of the pods that have a policy. Only the root has this property. */
  [ISOLATED]?: Set<string>;
};

/**
 * Isolates the pods of a declaration if the declaration itself or an enclosing scope enables isolation. A scope can enable it later.
 *
 * @param isolate the setting of the declaration itself
 * @internal
 */
export function declareIsolation(declaration: Scope, isolate: boolean | undefined): void {
  Object.defineProperty(declaration, OWN_SETTING, { value: { isolate } });
  isolateIfEnabled(declaration);
}

/** Isolates all pods that are declared in a scope, including pods that are declared later. @internal */
export function enableIsolation(scope: Scope): void {
  if (!scope[ENABLED]) {
    Object.defineProperty(scope, ENABLED, { value: true });
  }
  peersIn(scope).forEach(peer => isolateIfEnabled(peer.construct));
}

function isolateIfEnabled(declaration: Scope): void {
  const peer = peerOf(declaration);
  const enabled = declaration[OWN_SETTING]?.isolate ?? declaration.node.scopes.some(scope => (scope as Scope)[ENABLED]);
  if (declaration[OWN_SETTING] && enabled && isPods(peer)) {
    const isolated = isolatedIn(declaration.node.root);
    if (!isolated.has(podsKey(peer))) {
      isolated.add(podsKey(peer));
      createPolicy(peer);
    }
  }
}

function isolatedIn(root: Scope): Set<string> {
  if (!root[ISOLATED]) {
    Object.defineProperty(root, ISOLATED, { value: new Set() });
  }
  return root[ISOLATED]!;
}

function createPolicy(peer: PodsPeer): void {
  const { construct } = peer;
  const name = peer.address?.name ?? construct.node.id;
  manifest(construct, 'Isolation', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name },
    spec: Lazy.any({ produce: () => policySpec(new Problems(construct), peer) }),
  });
  allowHostnames(peer, name);
  checkAtSynth(construct, problems => checkPolicy(problems, peer, name));
}
