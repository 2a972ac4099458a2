import type { IConstruct } from 'constructs';
import { documentsOf, nameOf, shareCluster, throwFailures, type AppDocument } from './documents';
import { callersByRoutes, callersOfCluster, includesPods, listedCallers, type Callers, type RouteCallers } from './known-callers';
import { belongTo, isolationFix, podsOf, type AppPods } from './pods';
import { policiesOf, type SelectingPolicy } from './policies';
import { describeNamespaces, describePods, namespacesOf, requiresLabel, selectedPods } from './policy-peer';
import { ON_NETWORK_OF_NODE } from './texts';
import { isFulfilled } from '../manifest/label-selector';
import type { Json } from '../manifest/manifest';
import { isObjectPart, listOf, objectsOf } from '../manifest/parts';

const LIST = 'the list of Assertions.onlyCallers';

/** What the callers that policies allow are compared with. */
interface Context {
  readonly allowed: readonly IConstruct[];
  readonly documents: readonly AppDocument[];
  readonly pods: readonly AppPods[];
  /** The callers that do not count, and those that are listed. */
  readonly known: readonly Callers[];
  /** The routes to the target that are not listed. */
  readonly routes: readonly RouteCallers[];
}

/** A caller that a policy allows, and what to do about it, in a message. */
interface Caller {
  readonly name: string;
  readonly fix: string;
}

/** @internal */
export function assertOnlyCallers(target: IConstruct, allowed: readonly IConstruct[]): void {
  const documents = documentsOf(target);
  const pods = podsOf(documents);
  const targets = pods.filter(each => belongTo(each, target));
  throwFailures(targets.length === 0
    ? [`${target.node.path || 'app'}: the app declares no pods of it. Use the declaration of a workload as the target of Assertions.onlyCallers.`]
    : targets.flatMap(each => failuresOf(each, allowed, pods, documents)));
}

function failuresOf(target: AppPods, allowed: readonly IConstruct[], pods: readonly AppPods[], documents: readonly AppDocument[]): string[] {
  if (target.hostNetwork) {
    return [`${target.path}: everything that reaches its node can call it, because the pods of ${nameOf(target)} ${ON_NETWORK_OF_NODE} Remove hostNetwork.`];
  }
  const policies = policiesOf(target, documents, 'Ingress');
  if (!policies.some(({ isolates }) => isolates)) {
    return [`${target.path}: all pods of the cluster can call it, because no network policy restricts traffic to ${nameOf(target)}. ${isolationFix(target)}`];
  }
  const routes = callersByRoutes(target);
  const isListed = ({ route }: RouteCallers) => allowed.includes(route);
  const known = [callersOfCluster(target), listedCallers(allowed), ...routes.filter(isListed)];
  const context = { allowed, documents, pods, known, routes: routes.filter(each => !isListed(each)) };
  return policies.flatMap(policy => callersBy(policy, context).map(({ name, fix }) => (
    `${target.path}: ${name} can call it, because of ${nameOf(policy)} (${policy.path}). ${fix}`
  )));
}

function callersBy(policy: SelectingPolicy, context: Context): Caller[] {
  if (policy.document.kind === 'CiliumNetworkPolicy') {
    return policy.rules.flatMap(rule => ciliumCallers(rule, context));
  }
  return policy.rules.flatMap(({ from }) => (
    listOf(from).length > 0 ? objectsOf(from).flatMap(peer => callersOf(peer, policy, context)) : [unknownCaller('everything')]
  ));
}

function callersOf(peer: Json, policy: SelectingPolicy, context: Context): Caller[] {
  if (isObjectPart(peer.ipBlock)) {
    const { cidr } = peer.ipBlock;
    const includes = ({ networks }: Callers) => networks.includes(cidr);
    return context.known.some(includes) ? [] : [unknownCaller(`addresses of ${cidr}`, context.routes.find(includes))];
  }
  const selected = selectedPods(peer);
  if (!selected) {
    return [];
  }
  const namespaces = namespacesOf(selected, policy, context.documents);
  if (!namespaces || namespaces.length === 0) {
    return [unknownCaller(describePods(peer, selected.pods, describeNamespaces(peer, selected.namespaces!)))];
  }
  return namespaces.flatMap(namespace => {
    const includes = (callers: Callers) => includesPods(callers, selected.pods, namespace);
    if (context.known.some(includes)) {
      return [];
    }
    const declared = context.pods.filter(each => each.namespace === namespace && shareCluster(each, policy)
      && selected.pods.every(requirement => isFulfilled(requirement, each.labels)));
    // A selector that requires no label, or a label that no pods of the app have, selects pods that the app does not declare
    if (declared.length === 0 || !requiresLabel(selected.pods)) {
      const place = namespace === undefined ? 'the namespace of the policy' : `the namespace '${namespace}'`;
      return [unknownCaller(describePods(peer, selected.pods, place), context.routes.find(includes), requiresLabel(selected.pods))];
    }
    return declared.filter(each => !context.allowed.some(construct => belongTo(each, construct))).map(({ path }) => (
      { name: `'${path}'`, fix: `Remove what allows this, or add the caller to ${LIST}.` }
    ));
  });
}

function ciliumCallers(rule: Json, context: Context): Caller[] {
  const { fromEntities, ...others } = rule;
  if (!Array.isArray(fromEntities)) {
    return [unknownCaller(`what the rule ${JSON.stringify(others)} allows`)];
  }
  const entities = fromEntities.filter(entity => !context.known.some(each => each.entities.includes(entity)));
  return entities.length === 0 ? [] : [unknownCaller(`entities of Cilium (${entities.join(', ')})`, context.routes.find(each => entities.some(entity => each.entities.includes(entity))))];
}

/**
 * A caller that is no declaration of the app.
 *
 * @param route the route through which it calls the target
 * @param canBeDeclared whether it is pods that the program can declare
 */
function unknownCaller(name: string, route?: RouteCallers, canBeDeclared = false): Caller {
  if (route) {
    return { name, fix: `This is the controller of a route. Remove the route, or add '${route.route.node.path}' to ${LIST}.` };
  }
  return { name, fix: canBeDeclared ? `Remove what allows this, or declare the pods as ExposedPods, and add these to ${LIST}.` : 'Remove what allows this.' };
}
