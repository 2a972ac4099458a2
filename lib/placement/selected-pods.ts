import { Chart } from 'cdk8s';
import { Pods } from 'cdk8s-plus-28';
import { Construct, type IConstruct } from 'constructs';
import type { Json } from '../manifest/manifest';
import type { IPodSource } from '../pods/pod-selection';

/** The fields of an affinity term that select the pods of a declaration. @internal */
export function selectorFields(pods: IPodSource): Json {
  const { labelSelector, namespaces } = pods.toPodSelection()._selector.toPodSelectorConfig();
  const ownNamespace = declarationOf(pods) && Chart.of(declarationOf(pods)!).namespace;
  const names = namespaces ? namespaces.names ?? [] : ownNamespace === undefined ? [] : [ownNamespace];
  const ofNamespaces: Json | undefined = namespaces?.labelSelector?._toKube();
  // cdk8s-plus has an empty selector, which means all namespaces, in addition to names
  const isEmpty = Object.values(ofNamespaces ?? {}).every(value => value === undefined);
  return {
    labelSelector: { ...labelSelector?._toKube() },
    namespaces: names.length > 0 ? [...names] : undefined,
    namespaceSelector: isEmpty && names.length > 0 ? undefined : ofNamespaces,
  };
}

/** Whether pods are in a chart without a namespace: the manifests do not tell in which namespace they are. @internal */
export function hasUnknownNamespace(pods: IPodSource): boolean {
  const declaration = declarationOf(pods);
  return declaration !== undefined && Chart.of(declaration).namespace === undefined;
}

/** The labels of selected pods. @internal */
export function labelsOf(pods: IPodSource): Record<string, string> {
  return { ...pods.toPodSelection()._selector.toPodSelectorConfig().labelSelector?._toKube().matchLabels };
}

/** The construct that declares the pods. Undefined for a selection of other pods, which refers to the namespace of the workload that has the term. */
function declarationOf(pods: IPodSource): IConstruct | undefined {
  const declaration = [pods, pods.toPodSelection()._selector].find(each => Construct.isConstruct(each) && !(each instanceof Pods));
  return declaration as IConstruct | undefined;
}
