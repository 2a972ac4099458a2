import { podsWith } from './belonging';
import { agree, type IsolatedWorkload } from './connections';
import { externalPorts, isRouted } from './external-traffic';
import { readWhole } from './read-whole';
import type { Adopted, DeclaredWorkload, Scope } from './scope';
import { callMethod, type Code } from '../code/expression';
import type { Document } from '../document';
import type { InputDocument } from '../input/read-input';
import { unlessEmpty, withoutUndefined } from '../read/fields';
import { readPolicy, type AllowedTraffic, type PolicyPort, type ReadPolicy } from '../read/policy';

/** The options and calls that problems of isolated workloads are about. */
const OPTIONS = '(?:isolate|networkPolicyName|networkPolicyMetadata|connectTo|caller|hostNetwork)';

/** The pods of the DNS server, which isolated pods can query by default (docs/isolation.md#dns). */
const DNS = keyOf({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } }, podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } });
const DNS_PORTS = ['53/TCP', '53/UDP'];

/** Whether an object is a NetworkPolicy. */
function isPolicy({ object: { apiVersion, kind } }: InputDocument): boolean {
  return apiVersion === 'networking.k8s.io/v1' && kind === 'NetworkPolicy';
}

/** A policy that a workload can have by `isolate`, if the policies of other workloads agree. */
interface Candidate extends IsolatedWorkload {
  readonly document: InputDocument;
  readonly read: ReadPolicy;
}

/** Declares the policies that the option `isolate` and connections give their workloads. Policies of both sides of a connection must agree on it. */
export function adoptPolicies(scope: Scope, adopted: Map<InputDocument, Adopted>): void {
  const isolated = new Map<DeclaredWorkload, Candidate>();
  for (const document of scope.documents.filter(isPolicy)) {
    const candidate = candidateFor(document, scope);
    if ('declared' in candidate) {
      isolated.set(candidate.declared, candidate);
    } else {
      adopted.set(document, candidate);
    }
  }
  const { connections, refused } = agree(isolated, scope);
  refused.forEach((why, declared) => adopted.set(isolated.get(declared)!.document, { why: [why] }));
  for (const { declared, document, read } of [...isolated.values()].filter(each => !refused.has(each.declared))) {
    const { id, options, variable, workload } = declared;
    const defaultName = scope.services.find(service => service.variable === variable)?.name ?? workload.metadata.name;
    Object.assign(options, withoutUndefined<Record<string, Code>>({
      isolate: true,
      networkPolicyName: read.name === defaultName ? undefined : read.name,
      networkPolicyMetadata: read.metadata as Code,
    }));
    scope.belonging.push({ id, option: OPTIONS, objects: [document.object] });
    adopted.set(document, { declaredAs: `option isolate of ${id}` });
  }
  scope.statements.push(...connections.map(({ caller, target, ports }) => (
    { expression: callMethod(caller.variable, 'connectTo', target.variable, unlessEmpty(withoutUndefined({ ports }))) }
  )));
}

/** The workload that a policy isolates, or why it does not. */
function candidateFor(document: InputDocument, scope: Scope): Candidate | { readonly why: readonly string[] } {
  const { object } = document;
  const declared = workloadOf(object.spec?.podSelector, scope);
  if (!declared) {
    return { why: ['Its podSelector is not the selector of one declared workload.'] };
  }
  const { workload } = declared;
  const refused = scope.refused.get(object) ?? scope.refused.get(workload);
  if (refused) {
    return { why: refused };
  }
  const other = scope.documents.find(each => each !== document && isPolicy(each) && workloadOf(each.object.spec?.podSelector, scope) === declared);
  if (other) {
    return { why: [`NetworkPolicy ${other.object.metadata.name} selects the same pods, and isolated pods have one policy.`] };
  }
  if (workload.spec.template.spec.hostNetwork) {
    return { why: ['The pods have the network of their node, where policies have no effect.'] };
  }
  const whole = readWhole(object, readPolicy);
  if ('why' in whole) {
    return whole;
  }
  const { read } = whole;
  const why = [...reasonsOfIngress(read, declared, scope), ...reasonsOfEgress(read)];
  const ingress = connectionsOf(read.ingress.filter(({ peer }) => peer !== undefined), 'from', scope, number => numberOf(number, workload));
  const egress = connectionsOf(read.egress.filter(({ peer }) => keyOf(peer) !== DNS), 'to', scope, number => number);
  const reasons = [...why, ...ingress.why, ...egress.why];
  return reasons.length > 0 ? { why: [...new Set(reasons)] } : { declared, document, read, ingress: ingress.ports, egress: egress.ports };
}

/** The declared workload whose selector is that of a policy or of a peer, if no other pods have these labels. */
function workloadOf(selector: Document, scope: Scope): DeclaredWorkload | undefined {
  const labels = selector?.matchLabels ?? {};
  if (selector?.matchExpressions?.length > 0 || podsWith(scope, labels).length !== 1) {
    return undefined;
  }
  return scope.workloads.find(({ workload }) => keyOf(workload.spec.selector.matchLabels) === keyOf(labels));
}

/** Traffic from everywhere is that of a Service that is reachable from outside of the cluster. */
function reasonsOfIngress({ ingress }: ReadPolicy, declared: DeclaredWorkload, scope: Scope): string[] {
  if (isRouted(declared, scope)) {
    return ['A route leads to the pods, and the declaration does not know the pods that send its requests (routeClasses of the ClusterProfile).'];
  }
  if (declared.options.metrics !== undefined) {
    return ['A monitor reads the pods, and the declaration does not know the pods that read metrics (monitoring of the ClusterProfile).'];
  }
  const expected = externalPorts(declared, scope);
  if (typeof expected === 'string') {
    return [expected];
  }
  const allowed = ingress.filter(({ peer }) => peer === undefined).map(({ port }) => keyOfPort(numberOf(port, declared.workload)));
  return keyOf([...new Set(allowed)].sort()) === keyOf(expected)
    ? []
    : ['It allows traffic from everywhere to other ports than a Service offers to clients outside of the cluster.'];
}

/** Isolated pods can query the DNS server, and nothing to all addresses. */
function reasonsOfEgress({ egress }: ReadPolicy): string[] {
  const dns = egress.filter(({ peer }) => keyOf(peer) === DNS).map(({ port }) => keyOfPort(port));
  return keyOf([...new Set(dns)].sort()) === keyOf(DNS_PORTS)
    ? []
    : ['It does not allow exactly what isolated pods can send to the DNS server: UDP and TCP port 53 of k8s-app: kube-dns in kube-system.'];
}

/** The ports of a policy by the workload on the other side. */
function connectionsOf(
  traffic: readonly AllowedTraffic[], side: 'from' | 'to', scope: Scope, toNumber: (port: PolicyPort) => PolicyPort,
): { readonly ports: ReadonlyMap<DeclaredWorkload, ReadonlySet<string>>; readonly why: readonly string[] } {
  const ports = new Map<DeclaredWorkload, Set<string>>();
  const why: string[] = [];
  for (const { peer, port } of traffic) {
    const { podSelector, ...others } = peer ?? {};
    const known = podSelector && Object.keys(others).length === 0 ? workloadOf(podSelector, scope) : undefined;
    const { port: number } = toNumber(port);
    if (!known) {
      why.push(`It allows traffic ${side} ${peer ? JSON.stringify(peer) : 'everywhere'}, which is not one declared workload of the namespace.`);
    } else if (typeof number !== 'number') {
      why.push(`It refers to the port ${number} by a name, and a declaration refers to the number.`);
    } else {
      ports.set(known, new Set([...ports.get(known) ?? [], keyOfPort(toNumber(port))]));
    }
  }
  return { ports, why };
}

/** A port of the selected pods with its number. */
function numberOf({ port, protocol }: PolicyPort, workload: Document): PolicyPort {
  const { containers, initContainers } = workload.spec.template.spec;
  const listed: Document[] = [...containers, ...initContainers ?? []].flatMap(container => container.ports ?? []);
  const found = listed.find(each => each.name === port && (each.protocol ?? 'TCP') === protocol);
  return { port: found?.containerPort ?? port, protocol };
}

function keyOfPort({ port, protocol }: PolicyPort): string {
  return `${port}/${protocol}`;
}

/** A key that does not depend on the order of keys. */
function keyOf(value: unknown): string {
  return JSON.stringify(value, (_, inner) => (
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => a < b ? -1 : 1))
      : inner
  ));
}
