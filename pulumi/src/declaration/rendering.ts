import { ApiObject, type Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';

/** A document of the Kubernetes API. */
export interface Document {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly [key: string]: any };
  readonly [key: string]: any;
}

/** An object of a chart, and the document that it is written as. */
export interface RenderedObject {
  readonly construct: ApiObject;
  readonly document: Document;
}

/** Validates the app of a chart, and renders all objects in the chart and in the charts inside. The key is the path of the construct. */
export function render(chart: Chart): ReadonlyMap<string, RenderedObject> {
  chart.toJson();
  return new Map(apiObjectsIn(chart).map(construct => [construct.node.path, { construct, document: construct.toJson() }]));
}

export function apiObjectsIn(scope: IConstruct): ApiObject[] {
  return scope.node.findAll().filter(construct => ApiObject.isApiObject(construct));
}

/** An object in messages, such as `Service shop/web`. */
export function describe({ kind, metadata: { namespace, name } }: Document): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}
