import { ApiObject, type Chart } from 'cdk8s';
import { RULES } from '../../lib/rules';
import { Problems, type Rule } from '../../lib/rules/rule';
import { UNSHOWN } from '../rules/documents/unshown';
import type { Document } from '../support';

const KNOWN = new Map(Object.values(RULES).flat().map(rule => [rule.id, rule]));

/** The ids of the rules that an error of the library names. */
export function rulesIn(message: string): string[] {
  return [...message.matchAll(/#([a-z-]+)$/gm)].map(([, id]) => id).filter(id => KNOWN.has(id));
}

/** Rules whose broken value gets into no document, and why, besides those that are about no document. */
const UNRENDERED: Readonly<Record<string, string>> = {
  'port-duplicate': 'A port that is offered twice is written once; a document that has it twice is refused.',
  'daemonset-replicas': 'Replicas are not written into a DaemonSet; a document that has them is refused.',
  'exposure-option': 'Options of a virtual address are not written into a headless Service.',
  'hostname-options': 'What goes with addresses is not written beside a host name.',
  'shutdown-pre-stop': 'A container that has something to do before it stops gets no wait; a document that has both is refused.',
  'probe-port': 'A check that asks no port is not written.',
  'probe-protocol': 'A check that asks no TCP port is not written.',
  'endpoints-hints': 'Zones and hints are not written into Endpoints; a document that has them is refused.',
  'route-kind': 'Of what a kind of route has no field for, not everything is written; a document that has it is refused.',
  'route-ingress': 'What an Ingress has no field for is not written; a document that has it is refused.',
  'route-port': 'A backend whose port is not known is not written.',
  'route-parents': 'Only the first parent is rendered.',
  'route-backend-or-rules': 'Of backend and rules, the rules are written.',
};

/** Whether what breaks a rule stands in the documents that are made all the same. */
export function isRendered(id: string): boolean {
  return !(id in UNRENDERED);
}

/** Whether a rule says that the server refuses every document that breaks it. */
export function isRefusedByServer(id: string): boolean {
  return KNOWN.get(id)!.hazard === undefined && !(id in UNSHOWN);
}

/** What a declaration comes to, if no rule refuses anything. */
export interface Unenforced {
  readonly documents: readonly Document[];
  /** Ids of the rules that were broken. */
  readonly broken: readonly string[];
}

/** Makes and renders a declaration with all rules only noted. */
export function unenforced(declare: () => Chart): Unenforced {
  const broken = new Set<string>();
  const report = jest.spyOn(Problems.prototype, 'report').mockImplementation((rule: Rule) => void broken.add(rule.id));
  try {
    const chart = declare();
    const constructs = chart.node.root.node.findAll();
    constructs.flatMap(construct => construct.node.validate()).flatMap(rulesIn).forEach(id => broken.add(id));
    // as cdk8s would write them, of which NaN and what is undefined are no part
    const documents = JSON.parse(JSON.stringify(constructs.filter(ApiObject.isApiObject).map(object => object.toJson())));
    return { documents, broken: [...broken] };
  } finally {
    report.mockRestore();
  }
}
