import { ApiObject, type Chart } from 'cdk8s';
import { RULES } from '../../lib/rules';
import { Problems, type Rule } from '../../lib/rules/rule';
import { NOT_DEMONSTRATED } from '../rules/documents/not-demonstrated';
import type { Document } from '../support';

const KNOWN = new Map(Object.values(RULES).flat().map(rule => [rule.id, rule]));

/** The ids of the rules that an error of the library names. */
export function rulesIn(message: string): string[] {
  return [...message.matchAll(/#([a-z-]+)$/gm)].map(([, id]) => id).filter(id => KNOWN.has(id));
}

/** Rules whose violation is not visible in the documents, with the reason. Rules that are not about documents are in `NOT_DEMONSTRATED`. */
const NOT_VISIBLE: Readonly<Record<string, string>> = {
  'port-duplicate': 'A port that is declared twice is rendered once. The server refuses a document that has it twice.',
  'rollout-kind': 'A rollout that the controller does not have is not rendered.',
  'daemonset-replicas': 'Replicas are not rendered for a DaemonSet. The server refuses a document that has them.',
  'unknown-option': 'An option of another type of Service is not rendered. The server refuses or ignores it in a document.',
  'hostname-options': 'Options of addresses are not rendered for a host name.',
  'shutdown-pre-stop': 'A container with its own preStop handler gets no delay. The server refuses a document that has both.',
  'probe-port': 'A health check without a port is not rendered.',
  'probe-protocol': 'A health check of a port that is not TCP is not rendered.',
  'ip-address': 'An address that is neither an IPv4 nor an IPv6 address is in no EndpointSlice, and its other properties with it.',
  'endpoints-hints': 'Zones and hints are not rendered in Endpoints. The server refuses a document that has them.',
  'route-kind': 'Some options without a field in a kind of route are not rendered. The server refuses a document that has them.',
  'route-ingress': 'Options without a field in an Ingress are not rendered. The server refuses a document that has them.',
  'route-port': 'A backend whose port is not known is not rendered.',
  'route-parents': 'Only the first parent is rendered.',
  'route-backend-or-rules': 'If both backend and rules are set, only the rules are rendered.',
};

/** Whether the violation of a rule is visible in documents that are rendered without rules. */
export function isVisibleInDocuments(id: string): boolean {
  return !(id in NOT_VISIBLE);
}

/** Whether the rule states that the server refuses every document that breaks it. */
export function isRefusedByServer(id: string): boolean {
  return KNOWN.get(id)!.hazard === undefined && !(id in NOT_DEMONSTRATED);
}

/** The result of a declaration for which no rule is enforced. */
export interface SynthWithoutRules {
  readonly documents: readonly Document[];
  /** Ids of the rules that were broken. */
  readonly broken: readonly string[];
}

/** Creates and renders a declaration although it breaks rules, which are only recorded. */
export function synthWithoutRules(declare: () => Chart): SynthWithoutRules {
  const broken = new Set<string>();
  const report = Problems.prototype.report;
  const spies = [
    jest.spyOn(Problems.prototype, 'throwIfAny').mockImplementation(),
    jest.spyOn(Problems.prototype, 'refuseIfAny').mockImplementation(),
    jest.spyOn(Problems.prototype, 'report').mockImplementation(function (this: Problems, rule: Rule, ...details) {
      broken.add(rule.id);
      report.call(this, rule, ...details);
    }),
  ];
  try {
    const chart = declare();
    const constructs = chart.node.root.node.findAll();
    constructs.flatMap(construct => construct.node.validate()).flatMap(rulesIn).forEach(id => broken.add(id));
    // The documents in the form that cdk8s writes: without NaN and undefined values.
    const documents = JSON.parse(JSON.stringify(constructs.filter(ApiObject.isApiObject).map(object => object.toJson())));
    return { documents, broken: [...broken] };
  } finally {
    spies.forEach(spy => spy.mockRestore());
  }
}
