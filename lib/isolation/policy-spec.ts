import { egressTraffic } from './egress';
import type { PodsPeer } from './graph';
import { ingressTraffic } from './ingress';
import { isolatedPods } from './isolated-pods';
import { policyRules } from './policy-rules';
import type { Json } from '../manifest/manifest';
import type { Problems } from '../rules/rule';

/** The spec of the NetworkPolicy of isolated pods. Reports declared traffic that no rule of the policy can allow. @internal */
export function policySpec(problems: Problems, peer: PodsPeer): Json {
  const isolated = isolatedPods(peer);
  return {
    podSelector: { matchLabels: isolated.pods.labels },
    policyTypes: ['Ingress', 'Egress'],
    ingress: policyRules(ingressTraffic(problems, isolated), 'from'),
    egress: policyRules(egressTraffic(problems, isolated), 'to'),
  };
}
