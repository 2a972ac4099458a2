import { Lazy } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { allowNames } from './cilium';
import { egressOf } from './egress';
import { isPods, podsKey, type PodsPeer } from './graph';
import { ingressOf } from './ingress';
import { policyRules } from './policy-rules';
import { subjectOf } from './subject';
import { peerOf, peersIn } from '../discovery/peer';
import { manifest, type Json } from '../manifest/manifest';
import { isolationRules } from '../rules/isolation';
import { isDnsSubdomain } from '../rules/names';
import { Problems } from '../rules/rule';

const ENABLED = Symbol.for('cdk8s-service-patterns.Isolation.enabled');
const OWN = Symbol.for('cdk8s-service-patterns.Isolation.own');
const ISOLATED = Symbol.for('cdk8s-service-patterns.Isolation.isolated');

type Scope = IConstruct & {
  [ENABLED]?: true;
  /** What a declaration says of itself; present on those that can be isolated. */
  [OWN]?: { readonly isolate?: boolean };
  /** On the root: the pods that have a policy. */
  [ISOLATED]?: Set<string>;
};

/**
 * Isolates the pods of a declaration, where it says so or a scope around it does, now or later.
 *
 * @param isolate what the declaration says itself
 * @internal
 */
export function declareIsolation(declaration: Scope, isolate: boolean | undefined): void {
  Object.defineProperty(declaration, OWN, { value: { isolate } });
  isolateIfAsked(declaration);
}

/** Isolates all pods that are declared in a scope, and those that will be. @internal */
export function enableIsolation(scope: Scope): void {
  if (!scope[ENABLED]) {
    Object.defineProperty(scope, ENABLED, { value: true });
  }
  peersIn(scope).forEach(peer => isolateIfAsked(peer.construct));
}

function isolateIfAsked(declaration: Scope): void {
  const peer = peerOf(declaration);
  const asked = declaration[OWN]?.isolate ?? declaration.node.scopes.some(scope => (scope as Scope)[ENABLED]);
  if (declaration[OWN] && asked && isPods(peer)) {
    const isolated = isolatedIn(declaration.node.root);
    if (!isolated.has(podsKey(peer))) {
      isolated.add(podsKey(peer));
      makePolicy(peer);
    }
  }
}

function isolatedIn(root: Scope): Set<string> {
  if (!root[ISOLATED]) {
    Object.defineProperty(root, ISOLATED, { value: new Set() });
  }
  return root[ISOLATED]!;
}

function makePolicy(peer: PodsPeer): void {
  const { construct } = peer;
  const name = peer.address?.name ?? construct.node.id;
  manifest(construct, 'Isolation', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name },
    spec: Lazy.any({ produce: () => specOf(peer, new Problems(construct)) }),
  });
  allowNames(peer, name);
  construct.node.addValidation({
    validate: () => {
      const problems = new Problems(construct);
      if (!isDnsSubdomain(name)) {
        problems.report(isolationRules.name, 'id', name, "Give the construct an id like 'worker'.");
      }
      specOf(peer, problems);
      return problems.messages;
    },
  });
}

function specOf(peer: PodsPeer, problems: Problems): Json {
  const subject = subjectOf(peer);
  return {
    podSelector: { matchLabels: subject.pods.labels },
    policyTypes: ['Ingress', 'Egress'],
    ingress: policyRules(ingressOf(problems, subject), 'from'),
    egress: policyRules(egressOf(problems, subject), 'to'),
  };
}
